"""`dateline broker`: a broker for trying things out, the embedded one or Apache Kafka."""

import argparse
from pathlib import Path

from workers.cli.failure import CommandError
from workers.cli.options import Subparsers, add_command
from workers.settings import Settings

DETAILS = """\
A Kafka-protocol broker in memory, on 127.0.0.1: for a first run and for tests, with one worker. \
It keeps nothing when it stops.

With --apache, Apache Kafka (one KRaft node), for several workers, transactions and idempotent \
producers. It needs Java 17 or newer and, the first time,
Maven, which fetches it. With --data, it goes on where it ended. For more than one machine, see \
docker-compose.yml."""
EMBEDDED_LIMITS = (
    "in memory, for one worker, without transactions: "
    "`dateline broker --apache` starts Apache Kafka, which has no such limits"
)


def register(commands: Subparsers) -> None:
    """Add the subcommand."""
    parser = add_command(commands, "broker", "run a broker until interrupted", details=DETAILS)
    parser.add_argument("--port", type=int, default=9092, help="port to listen on (default 9092)")
    parser.add_argument(
        "--apache", action="store_true", help="Apache Kafka instead of the embedded broker"
    )
    parser.add_argument(
        "--data", type=Path, metavar="FOLDER", help="with --apache: where its data are kept"
    )
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace, _settings: Settings) -> int:
    from workers.streams.apache_broker.broker import ApacheBroker  # noqa: PLC0415 - only this command needs them
    from workers.streams.embedded_broker.broker import (  # noqa: PLC0415
        Broker,
        BrokerError,
        EmbeddedBroker,
        run_forever,
    )

    if arguments.data and not arguments.apache:
        raise CommandError(
            "broker: --data is for --apache; the embedded broker keeps nothing", status=2
        )
    port, embedded = arguments.port, not arguments.apache
    broker: Broker = EmbeddedBroker(port) if embedded else ApacheBroker(port, arguments.data)
    try:
        run_forever(broker, ready=lambda address: _say(address, embedded=embedded))
    except BrokerError as error:
        raise CommandError(str(error)) from error
    return 0


def _say(address: str, *, embedded: bool) -> None:
    print(f"broker on {address}, until Ctrl-C", flush=True)
    if embedded:
        print(EMBEDDED_LIMITS, flush=True)
