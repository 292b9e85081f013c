"""Deadlines on the two times of a shard: the watermark for dated articles, arrival for undated."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from heapq import heappop, heappush
from typing import NamedTuple

from workers.consolidation.time.clock import Clock


class Activity(NamedTuple):
    """Times of the last activity, in seconds since 1970.

    Attributes:
        published: Latest publication of the dated articles; None if no article is dated.
        arrived: Latest arrival of the undated articles; None if there is none, or if no arrival is
            known (a batch).
    """

    published: float | None = None
    arrived: float | None = None


@dataclass(slots=True)
class Deadlines:
    """Keys that are due a fixed number of seconds after their last activity.

    Two heaps find the keys that are due without a look at the others.

    Attributes:
        activity_of: Returns the last activity of a key, None if the key has no deadline any more.
    """

    seconds: float
    activity_of: Callable[[str], Activity | None]
    by_watermark: list[tuple[float, str]] = field(default_factory=list)
    by_arrival: list[tuple[float, str]] = field(default_factory=list)

    def due(self, clock: Clock) -> list[str]:
        """Return the keys that are due, in order of name, each once until `push` names it again."""
        due: set[str] = set()
        for key in self._candidates(clock):
            activity = self.activity_of(key)
            if activity is None or activity == (None, None):
                continue
            published, arrived = activity
            if arrived is not None and _is_pending(clock.arrival, arrived, self.seconds):
                heappush(self.by_arrival, (arrived, key))
            elif not _is_pending(clock.watermark, published, self.seconds):
                due.add(key)
        return sorted(due)

    def push(self, key: str, activity: Activity) -> None:
        """Note that the activity of a key is another one now."""
        if activity.published is not None:
            heappush(self.by_watermark, (activity.published, key))
        elif activity.arrived is not None:
            heappush(self.by_arrival, (activity.arrived, key))

    def _candidates(self, clock: Clock) -> Iterator[str]:
        """Yield keys that may be due; a key with both times waits first for the watermark."""
        heaps = ((self.by_watermark, clock.watermark), (self.by_arrival, clock.arrival))
        for heap, now in heaps:
            while heap and now is not None and heap[0][0] + self.seconds <= now:
                yield heappop(heap)[1]


def _is_pending(now: float | None, activity: float | None, seconds: float) -> bool:
    return activity is not None and (now is None or now < activity + seconds)
