"""The pulse of a process: whether it may have been without its partitions and not known it.

A process that is frozen - a machine that is suspended or moved, a debugger, a starved container -
for longer than its session wakes up in the belief that its partitions are still its own, while
another worker writes to them. Heartbeats tell it a moment too late, so the process looks at the
clock before it writes.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from workers.streams.failures.worker_errors import WorkerError

BEAT_EVERY = 0.25
LIMIT_SHARE = 0.75
"""Share of the session timeout; a heartbeat is a quarter of it old at most."""


class FrozenError(WorkerError):
    """The process stood still for so long that its partitions may be another's."""


def clock() -> float:
    """Return seconds that include the time in which the machine is suspended.

    Where the system has no such clock, that time is not included.
    """
    return (
        time.clock_gettime(time.CLOCK_BOOTTIME)
        if hasattr(time, "CLOCK_BOOTTIME")
        else time.monotonic()
    )


@dataclass(slots=True)
class FreezeGuard:
    """Beats on the event loop; `limit` is in seconds."""

    limit: float
    now: Callable[[], float] = clock
    _beat_at: float | None = field(default=None)

    def beat(self) -> None:
        """Note that the process runs. Raises FrozenError as `check` does."""
        self.check()
        self._beat_at = self.now()

    def check(self) -> None:
        """Return where the process has run without a long stop since its first beat.

        Raises:
            FrozenError: It has not, and must not write any more.
        """
        if self._beat_at is None:
            return
        stood_still = self.now() - self._beat_at
        if stood_still > self.limit:
            raise FrozenError(
                f"the process stood still for {stood_still:.1f} s, "
                "so its partitions may be another worker's"
            )
