"""The time that a worker has to finish its work once it is told to stop."""

import time
from dataclasses import dataclass


@dataclass(slots=True)
class Drain:
    """The time that all stages together have to finish once the worker is told to stop."""

    timeout: float
    _deadline: float | None = None

    def left(self) -> float:
        """Return the seconds that are left; the first call starts the clock."""
        if self._deadline is None:
            self._deadline = time.monotonic() + self.timeout
        return max(0.0, self._deadline - time.monotonic())
