"""Runs of days by which a timeline counts: the finest that are few enough.

They are days, weeks, months, quarters, years or decades.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

Step = Callable[[date], date | None]
"""The first day of the bucket after the bucket that begins on a day; None at the end of the
calendar."""

MOST = 64
LAST_YEAR = date.max.year


@dataclass(frozen=True, slots=True)
class Buckets:
    """The first day of each bucket, and the last day of the last one."""

    unit: str
    starts: tuple[date, ...]
    last: date


def buckets(first: date, last: date) -> Buckets:
    """Return the finest buckets that cover these days with at most `MOST` of them.

    `last` is not before `first`.
    """
    for unit, (floor, step) in UNITS.items():
        starts, end = _starts(floor(first), last, step)
        if len(starts) <= MOST:
            return Buckets(unit, tuple(starts), end)
    raise AssertionError("ages cover all years that a date can name")


def runs(found: Buckets) -> Iterator[tuple[date, date]]:
    """Yield first and last day of each bucket."""
    for start, after in pairwise(found.starts):
        yield start, after - timedelta(1)
    yield found.starts[-1], found.last


def _starts(first: date, last: date, step: Step) -> tuple[list[date], date]:
    """Return the starts from `first` on, and the last day of the last bucket.

    There are at most `MOST` + 1 starts.
    """
    starts = [first]
    while len(starts) <= MOST:
        after = step(starts[-1])
        if after is None:
            return starts, date.max
        if after > last:
            return starts, after - timedelta(1)
        starts.append(after)
    return starts, last


def _later(days: int) -> Step:
    return lambda day: day + timedelta(days) if (date.max - day).days > days else None


def _months_on(months: int) -> Step:
    def step(day: date) -> date | None:
        count = day.year * 12 + day.month - 1 + months
        return date(count // 12, count % 12 + 1, 1) if count // 12 <= LAST_YEAR else None

    return step


def _month_floor(months: int) -> Callable[[date], date]:
    def floor(day: date) -> date:
        count = day.year * 12 + day.month - 1
        count -= count % months
        return date(max(1, count // 12), count % 12 + 1, 1)

    return floor


UNITS: dict[str, tuple[Callable[[date], date], Step]] = {
    "day": (lambda day: day, _later(1)),
    "week": (lambda day: day - timedelta(min(day.weekday(), (day - date.min).days)), _later(7)),
    **{
        unit: (_month_floor(months), _months_on(months))
        for unit, months in (
            ("month", 1),
            ("quarter", 3),
            ("year", 12),
            ("decade", 120),
            ("century", 1_200),
            ("age", 12_000),
        )
    },
}
