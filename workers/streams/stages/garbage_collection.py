"""What Python's collector need not look at: all that consolidation holds.

Articles, records and the graph hold no cycles, so reference counts free them. To walk through them
in search of cycles takes a second for every few hundred thousand chains, during which no article is
worked on and no heartbeat goes out.
"""

import gc
from dataclasses import dataclass

EVERY = 200
"""Messages after which what is held is set aside again."""


@dataclass(slots=True)
class PeriodicFreeze:
    """Sets aside what has been taken in, now and then."""

    taken: int = 0

    def took(self, messages: int) -> None:
        """Count messages that have been worked on."""
        self.taken += messages
        if self.taken >= EVERY:
            self.taken = 0
            freeze_survivors()


def freeze_survivors() -> None:
    """Exclude all present objects from garbage collection, after the recent cycles are freed."""
    gc.collect(1)
    gc.freeze()
