"""Options that several subcommands share; each stands for the setting it is named after."""

import argparse
from typing import TypeAlias

Subparsers: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"  # noqa: SLF001 - it has no public name
"""What `add_subparsers` returns."""


def add_command(
    commands: Subparsers, name: str, summary: str, *, details: str = ""
) -> argparse.ArgumentParser:
    """Add a subcommand whose `--help` begins with its summary."""
    return commands.add_parser(
        name,
        help=summary,
        description=f"{summary[0].upper()}{summary[1:]}.\n\n{details}".strip(),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )


def add_broker_option(parser: argparse.ArgumentParser) -> None:
    """`--broker HOST:PORT`, the setting `broker`."""
    parser.add_argument(
        "--broker",
        dest="set_broker",
        metavar="HOST:PORT",
        help="Kafka bootstrap server (DATELINE_BROKER, default 127.0.0.1:9092)",
    )
