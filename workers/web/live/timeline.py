"""The timeline of the live page: how many events are on which days, counted on the server."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate

from workers.edtf.partial import Days
from workers.queries import EventFilter
from workers.streams.readmodel.view_records import ViewedEvent
from workers.web.live.address import Address
from workers.web.live.buckets import Buckets, buckets, runs
from workers.web.live.selection import Selection
from workers.web.live.strips import Strips, places_of, strips
from workers.web.presentation.wording import counted, date_words, number

TAIL = 0.02
"""Share of the events that may lie before the days shown, and after: one event of 1066 must not
squeeze a year into one bar."""
NO_STRIPS = Strips((), 0, 0)
MONTH = 31
"""Most days of a month."""
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
    """The bars, the strips below them, and the numbers of events that neither of them counts.

    These events lie wholly before or after the bars, have no date, or have a date without its year.
    """

    unit: str
    bars: tuple[Bar, ...]
    strips: Strips
    start: str
    end: str
    earlier: int
    later: int
    undated: int
    whole: str | None


def timeline(selection: Selection, wanted: EventFilter, address: Address) -> Timeline:
    """Return the timeline of a selection.

    An event that lasts several days counts in each bucket that it shares a day with. An event whose
    day is not told counts once: in a bar where one bucket holds all days that it may be on, else in
    a strip. The filter finds the event on each of these days.
    """
    events = list(selection.without("days"))
    dated = [viewed.facts.days for viewed in events if viewed.facts.days is not None]
    chosen = (
        (wanted.first or date.min, wanted.last or date.max) if wanted.first or wanted.last else None
    )
    whole = address.changed(from_=(), to=()).url() if chosen else None
    if not dated and chosen is None:
        return Timeline("day", (), NO_STRIPS, "", "", 0, 0, len(events), whole)
    found = buckets(*_shown([days for days in map(_framing, events) if days] or dated, chosen))
    first, last = found.starts[0], found.last
    told, vague = _by_certainty(found, events)
    return Timeline(
        unit=found.unit,
        bars=_bars(found, _counts(found, told), _counts(found, vague), chosen, address),
        strips=strips(found, vague, chosen, address),
        start=date_words(first.isoformat()),
        end=date_words(last.isoformat()),
        earlier=sum(days[1] < first for days in dated),
        later=sum(days[0] > last for days in dated),
        undated=len(events) - len(dated),
        whole=whole,
    )


def _framing(event: ViewedEvent) -> Days | None:
    """Return the days that an event asks to be shown.

    None for one of which the season or the year alone is told: its strip lies below what the others
    ask for.
    """
    days = event.facts.days
    if days is None or (event.facts.is_vague and (days[1] - days[0]).days >= MONTH):
        return None
    return days


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


def _by_certainty(found: Buckets, events: Iterable[ViewedEvent]) -> tuple[list[Days], list[Days]]:
    """Return the days of the events that a bar counts, and of those that lie in a strip."""
    told: list[Days] = []
    vague: list[Days] = []
    for event in events:
        facts = event.facts
        if facts.days is not None:
            is_wide = facts.is_vague and len(places_of(found, facts.days)) > 1
            (vague if is_wide else told).append(facts.days)
    return told, vague


def _counts(found: Buckets, dated: Iterable[Days]) -> list[int]:
    """Count the events of each bucket.

    Each event adds one where it begins and takes one away after it ends.
    """
    change = [0] * (len(found.starts) + 1)
    for days in dated:
        if places := places_of(found, days):
            change[places.start] += 1
            change[places.stop] -= 1
    return list(accumulate(change))[:-1]


def _bars(
    found: Buckets,
    counts: Sequence[int],
    possible: Sequence[int],
    chosen: Days | None,
    address: Address,
) -> tuple[Bar, ...]:
    most = max(counts, default=0)
    bars = []
    for place, ((first, last), count) in enumerate(zip(runs(found), counts, strict=True)):
        days = (first.isoformat(), last.isoformat())
        bars.append(
            Bar(
                x=place * STEP,
                height=round(max(3.0, HEIGHT * count / most), 1) if count else 0,
                count=count,
                first=days[0],
                last=days[1],
                label=_label(days, count, possible[place]),
                url=address.changed(from_=days[0], to=days[1]).url(),
                chosen=chosen is not None and chosen[0] <= last and first <= chosen[1],
            )
        )
    return tuple(bars)


def _label(days: tuple[str, str], count: int, possible: int) -> str:
    words = f"{date_words(days[0] if days[0] == days[1] else '/'.join(days))}: "
    words += counted(count, "event")
    return f"{words}, and {number(possible)} more that may be then" if possible else words
