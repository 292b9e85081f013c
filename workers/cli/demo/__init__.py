"""`dateline demo`: the seed articles through every stage, on the embedded broker.

How does the whole of Dateline show itself in half a minute? `command` starts broker and worker and
ends both; `screen` and `table` show what happens. No other command imports from here.
"""

import argparse
from pathlib import Path

from workers.cli.options import Subparsers, add_command
from workers.settings import Settings

DETAILS = """\
Starts the embedded broker and a worker with all stages, publishes the five seed articles, shows \
the events as they form, writes the consolidated records to
events.jsonl and ends. `--stay` leaves broker, worker and web view up until Ctrl-C, for articles \
of your own."""


def register(commands: Subparsers) -> None:
    """Add the subcommand."""
    parser = add_command(
        commands,
        "demo",
        "see it work: seed articles in, events out, on an embedded broker",
        details=DETAILS,
    )
    parser.add_argument(
        "--out",
        default="events.jsonl",
        metavar="EVENTS.jsonl",
        help="where the records go (default: events.jsonl)",
    )
    parser.add_argument(
        "--apache",
        action="store_true",
        help="on Apache Kafka instead of the embedded broker: needs Java and Maven",
    )
    parser.add_argument("--stay", action="store_true", help="stay up until Ctrl-C")
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace, settings: Settings) -> int:
    from workers.cli.demo.command import run  # noqa: PLC0415 - other commands need no broker

    run(settings, Path(arguments.out), stay=arguments.stay, apache=arguments.apache)
    return 0
