"""How a worker ends when it cannot go on.

It ends with an error status, logs the reason, and commits nothing that is not done.
"""

import logging
import os
import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from workers.streams.failures.disk import disk_trouble
from workers.streams.failures.worker_errors import EXIT_FAILED, DiskError, WorkerError

log = logging.getLogger(__name__)


@dataclass(slots=True)
class Failure:
    """The first thing that went wrong in this process, and what stops the process for it.

    `stop` is called once, on the event loop; a process that has not ended `grace` seconds later is
    ended as it is.
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
        """Record an error for which the worker stops. From any thread.

        Returns whether it is the first error; only the first one counts.
        """
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


def end_after(seconds: float, status: int) -> threading.Timer:
    """End the process in `seconds` with that exit status, unless it ends by itself before."""
    timer = threading.Timer(seconds, os._exit, (status,))
    timer.daemon = True
    timer.start()
    return timer
