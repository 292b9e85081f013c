"""Calendar arithmetic at every granularity, and the TIMEX3 and EDTF values of days."""

from datetime import date, timedelta

from workers.edtf import of_days
from workers.entities.times.expressions import Unit

Days = tuple[date, date]
UNKNOWN: dict[str, str] = {
    "second": "XXXX-XX-XXTXX:XX:XX", "minute": "XXXX-XX-XXTXX:XX", "hour": "XXXX-XX-XXTXX",
    "day": "XXXX-XX-XX", "night": "XXXX-XX-XX", "weekend": "XXXX-WXX-WE", "week": "XXXX-WXX",
    "fortnight": "XXXX-WXX", "month": "XXXX-XX", "quarter": "XXXX-QX", "half": "XXXX-HX",
    "season": "XXXX", "year": "XXXX", "decade": "XXX", "century": "XX", "millennium": "X",
}  # fmt: skip
"""The TIMEX3 value of a unit of which nothing is known."""
MONTHS = {
    "month": 1,
    "quarter": 3,
    "half": 6,
    "season": 3,
    "year": 12,
    "decade": 120,
    "century": 1200,
    "millennium": 12000,
}
DAYS = {"day": 1, "night": 1, "week": 7, "weekend": 7, "fortnight": 14}
DIGITS = {"year": 4, "season": 4, "decade": 3, "century": 2, "millennium": 1}
"""How many digits of the year name a unit."""
YEARS = range(1, 9990)
"""Years that a time may be in: a week or month around it stays within `datetime`'s calendar."""


def shifted(day: date, unit: Unit, count: int) -> date | None:
    """Return the day `count` units away; None outside `YEARS`.

    A shorter month gives its last day.
    """
    try:
        found = (
            _months_on(day, MONTHS[unit] * count)
            if unit in MONTHS
            else day + timedelta(DAYS.get(unit, 0) * count)
        )
    except (OverflowError, ValueError):  # beyond the calendar
        return None
    return found if found.year in YEARS else None


def covering(day: date, unit: Unit) -> Days:
    """Return the first and last day of the unit that holds the day."""
    if unit in {"week", "fortnight"}:
        return _around(day, 1 - day.isoweekday(), 7 - day.isoweekday())
    if unit == "weekend":
        return _around(day, 6 - day.isoweekday(), 7 - day.isoweekday())
    if unit not in MONTHS:
        return day, day
    if unit in {"month", "quarter", "half"}:
        first = (day.month - 1) // MONTHS[unit] * MONTHS[unit] + 1
        return date(day.year, first, 1), _month_end(day.year, first + MONTHS[unit] - 1)
    years = max(MONTHS[unit] // 12, 1)
    first = day.year // years * years
    return date(max(first, 1), 1, 1), date(min(first + years - 1, date.max.year), 12, 31)


def nth_within(outer: Days, number: int, unit: Unit, weekday: int | None) -> date | None:
    """Return the n-th unit or weekday within the outer days, the last for -1, else None.

    A week counts where it starts within the outer days, or holds their first day.
    """
    first, last = outer
    if weekday is not None:
        first += timedelta((weekday - first.isoweekday()) % 7)
    if number < 0:
        last -= timedelta((last.isoweekday() - weekday) % 7 if weekday is not None else 0)
        return last if first <= last else None
    step = 7 if weekday is not None else DAYS.get(unit, 1)
    found = first + timedelta(step * (number - 1))
    return found if found <= last else None


def timex(day: date, unit: Unit) -> str:
    """Return the TIMEX3 value of the unit that holds the day."""
    if unit in DIGITS:
        return f"{day.year:04d}"[: DIGITS[unit]]
    if unit in {"week", "fortnight", "weekend"}:
        year, week, _ = day.isocalendar()
        return f"{year:04d}-W{week:02d}" + ("-WE" if unit == "weekend" else "")
    if unit in {"quarter", "half"}:
        return f"{day.year:04d}-{unit[0].upper()}{(day.month - 1) // MONTHS[unit] + 1}"
    return day.isoformat()[:7] if unit == "month" else day.isoformat()


def edtf(day: date, unit: Unit) -> str:
    """Return the EDTF of the unit that holds the day."""
    if unit in {"decade", "century", "millennium"}:
        return timex(day, unit).ljust(4, "X")
    first, last = covering(day, unit)
    if unit in {"quarter", "half"}:
        return f"{first.isoformat()[:7]}/{last.isoformat()[:7]}"
    return of_days(first, last)


def _months_on(day: date, count: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    return date(year, month + 1, min(day.day, _month_end(year, month + 1).day))


def _month_end(year: int, month: int) -> date:
    if month == 12:  # noqa: PLR2004 - December
        return date(year, 12, 31)
    return date(year, month + 1, 1) - timedelta(1)


def _around(day: date, back: int, on: int) -> Days:
    return day + timedelta(back), day + timedelta(on)
