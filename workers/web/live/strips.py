"""Events of which the month or the year is told and not the day, as strips below the timeline.

A strip lies below all days on which its events may be. Each event is in one strip, so that a month
that is not certain does not look like a month of events.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from workers.edtf import of_days
from workers.edtf.partial import Days
from workers.web.live.address import Address
from workers.web.live.buckets import Buckets
from workers.web.presentation.wording import counted, date_words

LANES = 3
"""Most strips that may lie one below another."""
SHADES = (1, 5, 25, 125)
"""Least numbers of events of the four shades of a strip."""


@dataclass(frozen=True, slots=True)
class Strip:
    """The events that are on some day of a month, a season or a year.

    `start` and `width` count buckets, `lane` counts from the bars down. `url` filters by the days.
    """

    start: int
    width: int
    lane: int
    shade: int
    first: str
    label: str
    url: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Strips:
    """The strips, the number of lanes, and the number of events that no lane has room for."""

    shown: tuple[Strip, ...]
    lanes: int
    left_out: int


def strips(found: Buckets, vague: Iterable[Days], chosen: Days | None, address: Address) -> Strips:
    """Return the strips of events by the days that they may be on, the shortest by the bars."""
    counts = Counter(days for days in vague if places_of(found, days))
    lanes: list[list[range]] = []
    shown = {
        days: _lane(lanes, places_of(found, days))
        for days in sorted(counts, key=lambda days: (days[1] - days[0], days))
    }
    return Strips(
        tuple(
            Strip(
                start=places_of(found, days).start,
                width=len(places_of(found, days)),
                lane=lane,
                shade=sum(counts[days] >= least for least in SHADES),
                first=days[0].isoformat(),
                label=_label(days, counts[days]),
                url=address.changed(from_=days[0].isoformat(), to=days[1].isoformat()).url(),
                chosen=days == chosen,
            )
            for days, lane in shown.items()
            if lane is not None
        ),
        len(lanes),
        sum(counts[days] for days, lane in shown.items() if lane is None),
    )


def places_of(found: Buckets, days: Days) -> range:
    """Return the numbers of the buckets that share a day with a run of days, none where none do."""
    if days[1] < found.starts[0] or days[0] > found.last:
        return range(0)
    return range(
        max(0, bisect_right(found.starts, days[0]) - 1), bisect_right(found.starts, days[1])
    )


def _lane(lanes: list[list[range]], places: range) -> int | None:
    """Take the first lane with room, a new one where there is none; None beyond `LANES`."""
    for number, taken in enumerate(lanes):
        if all(places.stop <= other.start or other.stop <= places.start for other in taken):
            taken.append(places)
            return number
    if len(lanes) == LANES:
        return None
    lanes.append([places])
    return len(lanes) - 1


def _label(days: Days, count: int) -> str:
    return f"{date_words(of_days(*days))}, day not told: {counted(count, 'event')}"
