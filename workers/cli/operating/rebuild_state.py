"""`dateline rebuild-state`: forget the local tables, so that the next start restores them.

The worker restores the tables from Kafka.
"""

import argparse

from workers.cli.failure import CommandError
from workers.cli.options import Subparsers, add_command
from workers.settings import Settings

DETAILS = """\
The tables in the state folder (DATELINE_STATE_DIR) are copies of changelog topics. Where topics \
were deleted, or a worker says that folder and broker do not fit, this
empties the folder; the next worker reads the changelogs again. Nothing on the broker is touched. \
Stop the worker that uses the folder first."""


def register(commands: Subparsers) -> None:
    """Add the subcommand."""
    add_command(
        commands,
        "rebuild-state",
        "empty the state folder, to be restored from Kafka at the next start",
        details=DETAILS,
    ).set_defaults(run=_run)


def _run(_arguments: argparse.Namespace, settings: Settings) -> int:
    from workers.streams.failures.worker_errors import WorkerError  # noqa: PLC0415 - only this command needs the stream's state
    from workers.streams.state.state_folder import StateFolder  # noqa: PLC0415

    try:
        StateFolder.of(settings).rebuild()
    except WorkerError as error:
        raise CommandError(str(error), status=error.status) from error
    print(f"{settings.state_dir} is empty; the next worker restores it from the changelogs")
    return 0
