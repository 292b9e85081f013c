"""The seconds that each phase of the demo takes."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass(slots=True)
class Timings:
    """Seconds spent in each phase, in order."""

    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def timed(self, name: str) -> Iterator[None]:
        """Time one phase."""
        start = time.monotonic()
        try:
            yield
        finally:
            self.seconds[name] = time.monotonic() - start

    def lines(self) -> Iterator[str]:
        """Yield a line a phase, and the sum."""
        for name, seconds in self.seconds.items():
            yield f"  {seconds:6.1f} s  {name}"
        yield f"  {sum(self.seconds.values()):6.1f} s  in all"
