"""The timeline of the live page: how many events are on which days, counted on the server."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate

from workers.edtf.partial import Days
from workers.queries import EventFilter
from workers.web.live.address import Address
from workers.web.live.buckets import Buckets, buckets, runs
from workers.web.live.selection import Selection
from workers.web.wording import counted, date_words

TAIL = 0.02
"""Share of the events that may lie before the days shown, and after: one event of 1066 must not
squeeze a year into one bar."""
HEIGHT = 60
STEP = 10
"""Width of a bar, in the units of the picture."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bucket of the timeline.

    `height` is out of `HEIGHT`. `first` and `last` are the bucket's days, and `url` filters by
    them; `chosen` tells whether the filter names them.
    """

    x: int
    height: float
    count: int
    first: str
    last: str
    label: str
    url: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Timeline:
    """The bars, and the numbers of events that no bar counts.

    These events lie wholly before or after the bars, have no date, or have a date without its year.
    """

    unit: str
    bars: tuple[Bar, ...]
    start: str
    end: str
    earlier: int
    later: int
    undated: int
    whole: str | None


def timeline(selection: Selection, wanted: EventFilter, address: Address) -> Timeline:
    """Return the timeline of a selection.

    An event of several days counts in each bucket that it shares a day with, and the filter finds
    the event there too.
    """
    events = list(selection.without("days"))
    dated = [viewed.facts.days for viewed in events if viewed.facts.days is not None]
    chosen = (
        (wanted.first or date.min, wanted.last or date.max) if wanted.first or wanted.last else None
    )
    whole = address.changed(from_=(), to=()).url() if chosen else None
    if not dated and chosen is None:
        return Timeline("day", (), "", "", 0, 0, len(events), whole)
    found = buckets(*_shown(dated, chosen))
    first, last = found.starts[0], found.last
    return Timeline(
        unit=found.unit,
        bars=_bars(found, _counts(found, dated), chosen, address),
        start=date_words(first.isoformat()),
        end=date_words(last.isoformat()),
        earlier=sum(days[1] < first for days in dated),
        later=sum(days[0] > last for days in dated),
        undated=len(events) - len(dated),
        whole=whole,
    )


def _shown(dated: Sequence[Days], chosen: Days | None) -> Days:
    """Return the days to show.

    These are the days that the filter names with as many on both sides, else the days of all but a
    few events.
    """
    starts = sorted(days[0] if days[0] > date.min else days[1] for days in dated)
    ends = sorted(days[1] if days[1] < date.max else days[0] for days in dated)
    cut = int(len(dated) * TAIL)
    whole = (starts[cut], max(starts[cut], ends[-1 - cut])) if dated else None
    if chosen is None:
        assert whole is not None, "without dates and without a filter nothing is shown"  # noqa: S101
        return whole
    first = chosen[0] if chosen[0] > date.min else min(whole[0] if whole else chosen[1], chosen[1])
    last = chosen[1] if chosen[1] < date.max else max(whole[1] if whole else chosen[0], chosen[0])
    return _widened(first, last)


def _widened(first: date, last: date) -> Days:
    room = (last - first).days + 3
    low, high = (first - date.min).days, (date.max - last).days
    return first - timedelta(min(room, low)), last + timedelta(min(room, high))


def _counts(found: Buckets, dated: Sequence[Days]) -> list[int]:
    """Count the events of each bucket.

    Each event adds one where it begins and takes one away after it ends.
    """
    starts, size = found.starts, len(found.starts)
    change = [0] * (size + 1)
    for first, last in dated:
        if last >= starts[0] and first <= found.last:
            change[max(0, bisect_right(starts, first) - 1)] += 1
            change[bisect_right(starts, last)] -= 1
    return list(accumulate(change))[:size]


def _bars(
    found: Buckets, counts: Sequence[int], chosen: Days | None, address: Address
) -> tuple[Bar, ...]:
    most = max(counts, default=0)
    bars = []
    for number, ((first, last), count) in enumerate(zip(runs(found), counts, strict=True)):
        days = (first.isoformat(), last.isoformat())
        bars.append(
            Bar(
                x=number * STEP,
                height=round(max(3.0, HEIGHT * count / most), 1) if count else 0,
                count=count,
                first=days[0],
                last=days[1],
                label=(
                    f"{date_words(days[0] if first == last else '/'.join(days))}: "
                    f"{counted(count, 'event')}"
                ),
                url=address.changed(from_=days[0], to=days[1]).url(),
                chosen=chosen is not None and chosen[0] <= last and first <= chosen[1],
            )
        )
    return tuple(bars)
