"""How two values stand to each other, whatever is unknown in them."""

from datetime import date
from functools import lru_cache

from workers.edtf.interval import Interval, bounds, parse
from workers.edtf.partial import Days

CYCLE = (date(2000, 1, 1), date(2027, 12, 31))
"""Twenty-eight years, in which every pairing of date and weekday occurs."""


@lru_cache(maxsize=65536)
def overlaps(first: str, second: str) -> bool:
    """Return whether the two can share a day, for some choice of the unknown parts.

    Raises InvalidEdtf.
    """
    low, high = _frame(first, second)
    return any(
        _any_touching(parse(second), days, low, high) for days in parse(first).within(low, high)
    )


def contradicts(first: str, second: str) -> bool:
    """Return whether the two share no day, whatever is unknown. Raises InvalidEdtf."""
    return not overlaps(first, second)


@lru_cache(maxsize=65536)
def contains(outer: str, inner: str) -> bool:
    """Return whether all that `inner` can mean lies within something that `outer` can mean.

    Raises InvalidEdtf.
    """
    low, high = _frame(outer, inner)
    found = [days for days in parse(inner).within(low, high) if low <= days[0] and days[1] <= high]
    return bool(found) and all(_any_around(parse(outer), days, low, high) for days in found)


def _frame(first: str, second: str) -> Days:
    known = [days for days in (bounds(first), bounds(second)) if days is not None]
    if not known:
        return _common_years(parse(first), parse(second)) or CYCLE
    if len(known) == 1:
        return known[0]
    return min(days[0] for days in known), max(days[1] for days in known)


def _common_years(first: Interval, second: Interval) -> Days | None:
    sides = [
        side
        for value in (first, second)
        for side in (value.start, value.end)
        if side and side.years
    ]
    if not sides:
        return None
    return date(min(s.years[0] for s in sides if s.years), 1, 1), date(
        max(s.years[1] for s in sides if s.years), 12, 31
    )


def _any_touching(value: Interval, days: Days, low: date, high: date) -> bool:
    return next(value.within(max(days[0], low), min(days[1], high)), None) is not None


def _any_around(value: Interval, days: Days, low: date, high: date) -> bool:
    frame = max(min(days[0], high), low), min(max(days[1], low), high)
    return any(first <= days[0] and days[1] <= last for first, last in value.within(*frame))
