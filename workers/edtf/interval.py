"""A date or an interval of two, and the days that it can mean."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from workers.edtf.partial import Days, InvalidEdtf, PartialDate

OPEN = ("", "..")
"""An open end of an interval."""
REACH = timedelta(366)
"""How far an interval whose ends are partial may run."""


@dataclass(frozen=True, slots=True)
class Interval:
    """From the first day of `start` to the last day of `end`.

    A single date is both. None is an open end.
    """

    start: PartialDate | None
    end: PartialDate | None

    @property
    def anchored(self) -> bool:
        """Whether it means one run of days only."""
        return all(side is None or side.anchored for side in (self.start, self.end))

    @property
    def single(self) -> bool:
        """Whether it is one date."""
        return self.start is self.end

    def within(self, low: date, high: date) -> Iterator[Days]:
        """Yield the runs of days that the interval can mean and that touch `low` to `high`.

        They come in order of their first day.
        """
        if self.single and self.start is not None:
            return self.start.within(low, high)
        return self._pairs(low, high)

    def _pairs(self, low: date, high: date) -> Iterator[Days]:
        if self.start is None or self.end is None:
            yield from self._open(low, high)
            return
        reach = date.max - date.min if self.start.anchored and self.end.anchored else REACH
        for first, _ in self.start.within(_back(low, reach), high):
            last = next(
                (end[1] for end in self.end.within(first, _on(first, reach)) if end[1] >= first),
                None,
            )
            if last is not None and last >= low:
                yield first, last

    def _open(self, low: date, high: date) -> Iterator[Days]:
        if self.start is not None:
            reach = date.min if self.start.anchored else _back(low, REACH)
            yield from ((first, date.max) for first, _ in self.start.within(reach, high))
        elif self.end is not None:
            reach = date.max if self.end.anchored else _on(high, REACH)
            yield from ((date.min, last) for _, last in self.end.within(low, reach))
        else:
            yield date.min, date.max


@lru_cache(maxsize=16384)
def parse(edtf: str) -> Interval:
    """Read a value.

    Raises InvalidEdtf for a string that is no value of this algebra, and for an interval that ends
    before it starts.
    """
    start, slash, end = edtf.partition("/")
    if not slash:
        single = PartialDate.parse(start)
        return Interval(single, single)
    found = Interval(*(None if side in OPEN else PartialDate.parse(side) for side in (start, end)))
    days = _days(found)
    if days is not None and days[0] > days[1]:
        raise InvalidEdtf(f"ends before it starts: {edtf[:60]!r}")
    return found


@lru_cache(maxsize=16384)
def bounds(edtf: str) -> Days | None:
    """Return the first and last day that the value covers.

    Returns None where the value could mean several runs of days. An open end is the first or last
    day of the calendar. Raises InvalidEdtf.
    """
    return _days(parse(edtf))


def days_of(edtf: str | None) -> Days | None:
    """Return the first and last day that the value covers.

    Returns None where the value is absent, partial or no EDTF. The function is for values that come
    from records and may be anything; `bounds` is for values that must be right.
    """
    if edtf is None:
        return None
    try:
        return bounds(edtf)
    except InvalidEdtf:
        return None


def is_partial(edtf: str) -> bool:
    """Return whether an unknown part keeps the value from naming one run of days.

    Raises InvalidEdtf.
    """
    return not parse(edtf).anchored


def instances(edtf: str, low: date, high: date) -> tuple[Days, ...]:
    """Return every run of days, wholly within `low` to `high`, that the value can mean.

    The runs are in order. Raises InvalidEdtf.
    """
    return tuple(
        days for days in parse(edtf).within(low, high) if low <= days[0] and days[1] <= high
    )


def _days(interval: Interval) -> Days | None:
    if not interval.anchored:
        return None
    start = date.min if interval.start is None else _only(interval.start)[0]
    return start, date.max if interval.end is None else _only(interval.end)[1]


def _only(side: PartialDate) -> Days:
    found = next(side.within(date.min, date.max), None)
    if found is None:
        raise InvalidEdtf("no such week")
    return found


def _back(day: date, by: timedelta) -> date:
    return day - by if day - date.min > by else date.min


def _on(day: date, by: timedelta) -> date:
    return day + by if date.max - day > by else date.max
