"""Completing a partial value from what else is known, with the reasoning in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from workers.edtf.format import of_days, worded
from workers.edtf.interval import bounds, parse
from workers.edtf.partial import Days

Direction = Literal["past", "future", "either"]
YEAR = timedelta(366)


@dataclass(frozen=True, slots=True)
class Completion:
    """A value that names one run of days, and the steps that led to it.

    A value that was complete has no steps.
    """

    edtf: str
    first: date
    last: date
    reasoning: tuple[str, ...] = ()


def complete(value: str, *, given: Iterable[str] = (), low: date, high: date) -> Completion | None:
    """Return the one run of days within `low` to `high` that `value` can mean.

    Returns None where `value` can mean no run of days there, or several. `given` are other values
    said of the same time: a candidate stays where it lies within the days of each or around them
    (`XXXX-WXX-1/XXXX-WXX-6` leaves of 14 to 19 August the years in which these days are Monday to
    Saturday). A value that is complete is returned as it is, whatever else is given. Raises
    InvalidEdtf.
    """
    days = bounds(value)
    if days is not None:
        return Completion(value, *days)
    others = tuple(given)
    found = [days for days in parse(value).within(low, high) if low <= days[0] and days[1] <= high]
    fitting = [days for days in found if all(_fits(days, other) for other in others)]
    if len(fitting) != 1:
        return None
    return Completion(
        of_days(*fitting[0]), *fitting[0], (_reason(value, others, fitting[0], low, high),)
    )


def nearest(value: str, anchor: date, *, direction: Direction = "either") -> Completion | None:
    """Return the run of days nearest to `anchor` that `value` can mean.

    `past` and `future` include the anchor's day. Returns None where nothing lies within a year. Of
    two runs equally near, the earlier counts. Raises InvalidEdtf.
    """
    days = bounds(value)
    if days is not None:
        return Completion(value, *days)
    low = anchor if direction == "future" else _shift(anchor, -YEAR)
    high = anchor if direction == "past" else _shift(anchor, YEAR)
    found = min(
        parse(value).within(low, high), key=lambda run: (_distance(run, anchor), run), default=None
    )
    if found is None:
        return None
    way = {"past": "before", "future": "after", "either": "to"}[direction]
    return Completion(
        of_days(*found),
        *found,
        (f"{worded(value)} nearest {way} {anchor.isoformat()} is {of_days(*found)}",),
    )


def _fits(days: Days, other: str) -> bool:
    return any(_nested(days, run) for run in parse(other).within(*days))


def _nested(one: Days, two: Days) -> bool:
    return (one[0] >= two[0] and one[1] <= two[1]) or (two[0] >= one[0] and two[1] <= one[1])


def _reason(value: str, given: tuple[str, ...], found: Days, low: date, high: date) -> str:
    condition = f" agrees with {' and '.join(map(worded, given))}" if given else " falls"
    return (
        f"{worded(value)}{condition} only as {of_days(*found)} "
        f"between {low.isoformat()} and {high.isoformat()}"
    )


def _distance(days: Days, anchor: date) -> int:
    return max((days[0] - anchor).days, (anchor - days[1]).days, 0)


def _shift(day: date, by: timedelta) -> date:
    try:
        return day + by
    except OverflowError:
        return date.min if by < timedelta(0) else date.max
