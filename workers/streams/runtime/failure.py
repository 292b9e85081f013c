"""How a worker ends when it cannot go on: loudly, non-zero, and without committing what is not done."""

import logging
import os
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from workers.streams.runtime.disk import disk_trouble

log = logging.getLogger(__name__)

EXIT_FAILED = 1
EXIT_HUNG = 70
"""EX_SOFTWARE of sysexits.h: told to stop, the worker took much longer than its drain may, and was ended as it was."""
EXIT_DISK = 74
"""EX_IOERR of sysexits.h: the disk under the state folder cannot be written."""


class WorkerError(RuntimeError):
    """The worker stops with the exit status `status`; the message says why and what to do, in one sentence that needs no traceback."""

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


@dataclass(slots=True)
class Failure:
    """The first thing that went wrong in this process, and what stops the process for it.

    `stop` is called once, on the event loop; a process that has not ended `grace` seconds later is ended as it is.
    """

    grace: float
    stop: Callable[[BaseException], None] = field(default=lambda _error: None)
    error: BaseException | None = None

    @property
    def status(self) -> int:
        """The exit status of a process that stops for the error."""
        return self.error.status if isinstance(self.error, WorkerError) else EXIT_FAILED

    def fail(self, error: BaseException) -> None:
        """Stop the worker for `error`. On the event loop only."""
        if self.note(error):
            self.stop(error)

    def note(self, error: BaseException) -> bool:
        """Tell an error for which the worker stops; returns whether it is the first, which alone counts. From any thread."""
        if self.error is not None:
            return False
        trouble = disk_trouble(error)
        self.error = DiskError(trouble) if trouble else error
        if isinstance(self.error, WorkerError):
            log.critical("%s", self.error)
        else:
            log.critical("the worker stops for an error that it does not know", exc_info=error)
        end_after(self.grace, self.status)
        return True


@dataclass(slots=True)
class Drain:
    """The time that all stages together have to finish their work once the worker is told to stop."""

    timeout: float
    _deadline: float | None = None

    def left(self) -> float:
        """Return the seconds that are left; the first call starts the clock."""
        if self._deadline is None:
            self._deadline = time.monotonic() + self.timeout
        return max(0.0, self._deadline - time.monotonic())


def end_after(seconds: float, status: int) -> threading.Timer:
    """End the process as it is in `seconds`, with that exit status, unless it has ended by itself."""
    timer = threading.Timer(seconds, os._exit, (status,))
    timer.daemon = True
    timer.start()
    return timer
