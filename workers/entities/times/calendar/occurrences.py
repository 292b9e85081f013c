"""Occurrences of a recurring date (October, Friday, Christmas), and the choice of one."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Literal

from workers.entities.times.calendar.calendar_units import Days, covering
from workers.entities.times.expressions import Recurring
from workers.entities.times.text.time_lexicon import Holiday, holidays

Tense = Literal["past", "reported", "future", "either"]
"""`reported` is the past of a verb of saying, which does not date the content of the statement."""
NEAR, NEAR_DEED = 45, 10
"""Days within which a day or month is meant without its year, even against the tense of a verb
nearby; the second of a verb of doing."""
REACH = timedelta(800)
WEEKS_REACH = timedelta(150)


def select_occurrence(recurring: Recurring, anchor: date, tense: Tense) -> Days | None:
    """Return the days meant, seen from the anchor; None where there are none within two years."""
    reach = WEEKS_REACH if "W" in recurring.name else REACH
    found = list(occurrences(recurring, anchor - reach, anchor + reach))
    if recurring.step is not None:
        return _by_step(recurring, found, anchor)
    if recurring.unit in {"day", "month"} and "W" not in recurring.name:
        tense = _nearest_if_close(found, anchor, tense)
    if tense in {"past", "reported"} or (
        tense == "either" and recurring.unit == "day" and "W" in recurring.name
    ):
        return max((days for days in found if days[0] <= anchor), default=None)
    if tense == "future":
        return min((days for days in found if days[1] >= anchor), default=None)
    return min(found, key=lambda days: (_distance(days, anchor), days), default=None)


def _nearest_if_close(found: list[Days], anchor: date, tense: Tense) -> Tense:
    """Return `either` where an occurrence is within weeks of the anchor, else the tense."""
    near = min((_distance(days, anchor) for days in found), default=0)
    return "either" if near <= (NEAR_DEED if tense == "past" else NEAR) else tense


def first_within(recurring: Recurring, outer: Days) -> Days | None:
    """Return the first occurrence that starts within the outer days."""
    return next((days for days in occurrences(recurring, *outer) if days[0] >= outer[0]), None)


def occurrences(recurring: Recurring, low: date, high: date) -> Iterator[Days]:
    """Every occurrence that touches `low` to `high`, in order."""
    if recurring.date is not None:
        return recurring.date.within(low, high)
    rule = next(rule for rule in holidays() if recurring.holiday in rule.names)
    days = (holiday_in(rule, year) for year in range(low.year, high.year + 1))
    return ((day, day) for day in days if low <= day <= high)


def holiday_in(rule: Holiday, year: int) -> date:
    """Return the day of a holiday in a year."""
    if rule.fixed is not None:
        return date(year, *rule.fixed)
    if rule.easter is not None:
        return easter(year) + timedelta(rule.easter)
    month, nth, weekday = rule.weekday or (1, 1, 1)
    if nth > 0:
        first = date(year, month, 1)
        return first + timedelta((weekday - first.isoweekday()) % 7 + 7 * (nth - 1))
    last = covering(date(year, month, 1), "month")[1]
    return last - timedelta((last.isoweekday() - weekday) % 7)


def easter(year: int) -> date:
    """Return Western Easter Sunday (the anonymous Gregorian computus)."""
    century, golden = year // 100, year % 19
    epact = (
        19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15
    ) % 30
    offset = (32 + 2 * (century % 4) + 2 * (year % 100 // 4) - epact - year % 4) % 7
    fix = (golden + 11 * epact + 22 * offset) // 451
    month, day = divmod(epact + offset - 7 * fix + 114, 31)
    return date(year, month, day + 1)


def _by_step(recurring: Recurring, found: list[Days], anchor: date) -> Days | None:
    if recurring.step == 0:
        return _this(recurring, found, anchor)
    if recurring.step is not None and recurring.step < 0:
        before = [days for days in found if days[1] < anchor]
        return before[recurring.step] if len(before) >= -recurring.step else None
    return min((days for days in found if days[0] > anchor), default=None)


def _this(recurring: Recurring, found: list[Days], anchor: date) -> Days | None:
    frame = covering(anchor, "week" if "W" in recurring.name else "year")
    near = [days for days in found if frame[0] <= days[0] <= frame[1]]
    return min(near or found, key=lambda days: (_distance(days, anchor), days), default=None)


def _distance(days: Days, anchor: date) -> int:
    return max((days[0] - anchor).days, (anchor - days[1]).days, 0)
