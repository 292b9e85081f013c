"""The command line: one parser, one module a subcommand, exit codes that scripts can rely on."""

import argparse
import logging
import os
import sys
from collections.abc import Sequence

from workers.cli import demo
from workers.cli.events import events, explain, extract
from workers.cli.failure import CommandError
from workers.cli.feeding import feed
from workers.cli.operating import broker, dead_letters, rebuild_state, topics, version, worker
from workers.cli.statuses import INTERRUPTED, OK, STATUSES, USAGE
from workers.settings import Settings, SettingsError
from workers.streams.kafka.unusable import KafkaUnusableError

COMMANDS = (
    demo,
    extract,
    feed,
    events,
    explain,
    worker,
    topics,
    broker,
    dead_letters,
    rebuild_state,
    version,
)
EPILOG = f"""\
Settings come from the environment (DATELINE_BROKER, DATELINE_WEB_PORT, ...) and from the TOML \
file that DATELINE_CONFIG names.
First steps: `dateline demo` shows the whole thing on five articles; \
`dateline extract PATH` needs no broker at all.
Exit status: {", ".join(f"{status} {meaning}" for status, meaning in STATUSES.items())}."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one subcommand and return its exit status."""
    parser = command_line()
    arguments = parser.parse_args(argv)
    # The command itself says what aiokafka would log of a broker that cannot be used; a worker
    # sets logging up anew.
    logging.getLogger("aiokafka").setLevel(logging.CRITICAL)
    try:
        settings = Settings.from_env(os.environ, **_overrides(arguments))
        return int(arguments.run(arguments, settings))
    except SettingsError as error:
        return _failed(f"setting {error}", USAGE)
    except (CommandError, KafkaUnusableError) as error:
        return _failed(str(error), error.status)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
    except KeyboardInterrupt:
        return INTERRUPTED


def command_line() -> argparse.ArgumentParser:
    """Return the parser of all commands."""
    parser = argparse.ArgumentParser(
        prog="dateline",
        description="News articles in, events out: who did what to whom, where and when, each "
        "told once, every value quoted.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for command in COMMANDS:
        command.register(commands)
    return parser


def _overrides(arguments: argparse.Namespace) -> dict[str, object]:
    """Return the given options that stand for a setting.

    Such options are named `set_<setting>`; those not given fall back to the environment.
    """
    return {
        name.removeprefix("set_"): value
        for name, value in vars(arguments).items()
        if name.startswith("set_") and value is not None
    }


def _failed(reason: str, status: int) -> int:
    print(f"dateline: {reason}", file=sys.stderr)
    return status
