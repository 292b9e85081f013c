"""Deadlines on a shard's two times: the watermark for dated articles, arrival for undated ones."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from heapq import heappop, heappush
from typing import NamedTuple

from workers.consolidation.time.clock import Clock


class Activity(NamedTuple):
    """Last activity, seconds since 1970.

    Attributes:
        published: Latest publication of the dated articles; None where none is dated.
        arrived: Latest arrival of the undated ones; None where there is none, or no arrival is known (a batch).
    """

    published: float | None = None
    arrived: float | None = None

    def passed(self, clock: Clock, seconds: float) -> bool:
        """Return whether that much time has gone by since; never where there was no activity."""
        return self != (None, None) and not self.waits(clock, seconds)

    def waits(self, clock: Clock, seconds: float) -> bool:
        """Return whether either time has still to come."""
        return _before(clock.watermark, self.published, seconds) or _before(clock.arrival, self.arrived, seconds)


@dataclass(slots=True)
class Deadlines:
    """Keys whose time comes a fixed number of seconds after their last activity; found without looking at the others."""

    seconds: float
    activity: dict[str, Activity] = field(default_factory=dict)
    by_watermark: list[tuple[float, str]] = field(default_factory=list)
    by_arrival: list[tuple[float, str]] = field(default_factory=list)

    def set(self, key: str, activity: Activity) -> None:
        """Note a key's last activity."""
        if self.activity.get(key) != activity:
            self.activity[key] = activity
            self._push(key, activity)

    def drop(self, key: str) -> None:
        """Forget a key."""
        self.activity.pop(key, None)

    def due(self, clock: Clock) -> list[str]:
        """Take out and return the keys whose time has come, in order of name."""
        found: list[str] = []
        for key in self._candidates(clock):
            activity = self.activity.get(key)
            if activity is None:
                continue
            if activity.passed(clock, self.seconds):
                del self.activity[key]
                found.append(key)
            elif _before(clock.arrival, activity.arrived, self.seconds):
                heappush(self.by_arrival, (_time(activity.arrived), key))
        return sorted(found)

    def _push(self, key: str, activity: Activity) -> None:
        if activity.published is not None:
            heappush(self.by_watermark, (activity.published, key))
        elif activity.arrived is not None:
            heappush(self.by_arrival, (activity.arrived, key))

    def _candidates(self, clock: Clock) -> Iterator[str]:
        """Keys that may be due; an event with both times waits for the watermark first, then for arrival."""
        for heap, now in ((self.by_watermark, clock.watermark), (self.by_arrival, clock.arrival)):
            keys: list[str] = []
            while heap and now is not None and heap[0][0] + self.seconds <= now:
                keys.append(heappop(heap)[1])
            yield from sorted(set(keys))


def _before(now: float | None, then: float | None, seconds: float) -> bool:
    return then is not None and (now is None or now < then + seconds)


def _time(value: float | None) -> float:
    return value if value is not None else 0.0
