"""Runs of days that a timeline counts by: days, weeks, months, quarters, years or decades, whichever are few enough."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

MOST = 64
LAST_YEAR = date.max.year


@dataclass(frozen=True, slots=True)
class Buckets:
    """`starts` are the first days of the buckets, and the day after the last one at the end."""

    unit: str
    starts: tuple[date, ...]


def buckets(first: date, last: date) -> Buckets:
    """Return the finest buckets that cover these days with at most `MOST` of them; `last` is not before `first`."""
    for unit, (floor, step) in UNITS.items():
        starts = _starts(floor(first), last, step)
        if len(starts) <= MOST + 1:
            return Buckets(unit, tuple(starts))
    raise AssertionError("decades cover all years that a date can name")


def _starts(first: date, last: date, step: Callable[[date], date | None]) -> list[date]:
    starts = [first]
    while starts[-1] <= last and len(starts) <= MOST + 1:
        after = step(starts[-1])
        if after is None:
            break
        starts.append(after)
    return starts


def _later(days: int) -> Callable[[date], date | None]:
    return lambda day: day + timedelta(days) if (date.max - day).days > days else None


def _months_on(months: int) -> Callable[[date], date | None]:
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


UNITS: dict[str, tuple[Callable[[date], date], Callable[[date], date | None]]] = {
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


def runs(found: Buckets) -> Iterator[tuple[date, date]]:
    """Yield first and last day of each bucket."""
    for start, after in zip(found.starts, found.starts[1:], strict=False):
        yield start, after - timedelta(1)
