"""`dateline broker`: the embedded broker, for trying things out."""

import argparse

from workers.cli.failure import CommandError
from workers.cli.options import Subparsers, add_command
from workers.settings import Settings

DETAILS = """\
A Kafka-protocol broker in memory, on 127.0.0.1: for a first run and for tests, with one worker. It keeps nothing when it stops. For anything
else, run Apache Kafka (docker-compose.yml starts one)."""


def register(commands: Subparsers) -> None:
    """Add the subcommand."""
    parser = add_command(commands, "broker", "run the embedded broker until interrupted", details=DETAILS)
    parser.add_argument("--port", type=int, default=9092, help="port to listen on (default 9092)")
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace, _settings: Settings) -> int:
    from workers.streams.embedded_broker.broker import BrokerError, run_forever  # noqa: PLC0415 - only this command needs it

    try:
        run_forever(arguments.port, ready=lambda address: print(f"broker on {address}, until Ctrl-C", flush=True))
    except BrokerError as error:
        raise CommandError(str(error)) from error
    return 0
