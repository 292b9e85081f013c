"""The errors that end a worker, each with the exit status of the process."""

EXIT_FAILED = 1

EXIT_HUNG = 70
"""EX_SOFTWARE of sysexits.h: told to stop, the worker took much longer than its drain may, and was
ended as it was."""

EXIT_DISK = 74
"""EX_IOERR of sysexits.h: the disk under the state folder cannot be written."""


class WorkerError(RuntimeError):
    """The worker stops with the exit status `status`.

    The message says why and what to do, in one sentence that needs no traceback.
    """

    status = EXIT_FAILED


class SendError(WorkerError):
    """The broker did not take a message, so what led to it is not acknowledged."""


class TooManyDeadLettersError(WorkerError):
    """So much is refused that the fault is more likely ours than the articles'."""


class StalledError(WorkerError):
    """There is work and none of it gets done."""


class StateError(WorkerError):
    """The local state does not fit what the broker holds, or belongs to another worker."""


class DiskError(WorkerError):
    """The disk under the state folder is full, or cannot be written for another reason."""

    status = EXIT_DISK


class PoolError(WorkerError):
    """The processes that read articles cannot be started."""
