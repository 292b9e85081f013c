"""One worker on the embedded broker: a second worker for the same stage is refused.

The broker forgets a killed worker only after a while, so it cannot be asked; but its workers are
all on this machine, and a lock that the kernel releases with the process tells at once.
"""

import fcntl
import os
import tempfile
from pathlib import Path

from workers.streams.failures.worker_errors import WorkerError


class SecondWorkerError(WorkerError):
    """Another worker runs the stage on the same embedded broker."""


def claim(broker: str, group: str) -> int:
    """Lock the group on an embedded broker for this process, until the process ends.

    Returns the descriptor that holds the lock.

    Raises:
        SecondWorkerError: Another process has it.
    """
    name = "".join(
        letter if letter.isalnum() else "-" for letter in f"{os.getuid()}-{broker}-{group}"
    )
    path = Path(tempfile.gettempdir()) / f"dateline-{name}.lock"
    lock = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        os.close(lock)
        raise SecondWorkerError(
            f"another worker runs {group} on the embedded broker at {broker}, which is for one "
            "worker alone: for more, run Apache Kafka (`docker compose up`, or any Kafka by "
            "DATELINE_BROKER=host:port)"
        ) from error
    return lock
