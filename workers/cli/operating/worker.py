"""`dateline worker`: the stages, on a broker."""

import argparse
import os
import signal
import sys

from workers.cli.options import Subparsers, add_broker_option, add_command
from workers.cli.terminal.progress import recovering
from workers.settings import STAGES, Settings

DETAILS = """\
Runs the stages given (all four by default) until it is told to stop, and drains what it has begun \
before it goes. Start as many workers as you like on
Apache Kafka: partitions are shared out among them. The web view is on http://127.0.0.1:6066 \
(DATELINE_WEB_HOST, DATELINE_WEB_PORT)."""


def register(commands: Subparsers) -> None:
    """Add the subcommand."""
    parser = add_command(commands, "worker", "run the stages on a broker", details=DETAILS)
    parser.add_argument(
        "--stages",
        dest="set_stages",
        type=lambda value: tuple(value.split(",")),
        metavar="STAGE[,STAGE...]",
        help=f"which of {', '.join(STAGES)} to run here (DATELINE_STAGES, default all)",
    )
    parser.add_argument(
        "--web-port",
        dest="set_web_port",
        metavar="PORT",
        help="port of the web view (DATELINE_WEB_PORT, default 6066)",
    )
    add_broker_option(parser)
    parser.set_defaults(run=_run)


def _run(_arguments: argparse.Namespace, settings: Settings) -> int:
    # Loading takes a second or two, and until it is done there is nothing to drain.
    signal.signal(signal.SIGTERM, lambda _signal, _frame: sys.exit(0))
    from workers.bootstrap import run_worker  # noqa: PLC0415 - only the worker loads Faust
    from workers.streams.tracing.exporting import tracing  # noqa: PLC0415

    with recovering() as heard, tracing(os.environ) as traced:
        return run_worker(settings, recovering=heard, tracing=traced)
