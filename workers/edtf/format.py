"""Days as EDTF, and values as words."""

from calendar import monthrange
from datetime import date

from workers.edtf.interval import OPEN, Interval, parse
from workers.edtf.partial import PartialDate

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
DECEMBER = 12


def of_days(first: date, last: date) -> str:
    """Return the shortest EDTF for the run of days.

    That is a day, month or year where the run is exactly one, else an interval.
    """
    if first == last:
        return first.isoformat()
    if (
        first.day == 1
        and last.day == monthrange(last.year, last.month)[1]
        and first.year == last.year
    ):
        if first.month == last.month:
            return f"{first.year:04d}-{first.month:02d}"
        if (first.month, last.month) == (1, DECEMBER):
            return f"{first.year:04d}"
    return f"{first.isoformat()}/{last.isoformat()}"


def uncertain(edtf: str) -> str:
    """Return the value with its ends marked as uncertain (`?`; `%` where they are approximate).

    A time of day goes: EDTF qualifies days, and longer times.
    """
    return "/".join(_doubted(side) for side in edtf.split("/"))


def _doubted(side: str) -> str:
    day = side.partition("T")[0]
    if day in OPEN or day.endswith(("?", "%")):
        return day
    return f"{day[:-1]}%" if day.endswith("~") else f"{day}?"


def worded(edtf: str) -> str:
    """Return the value in words as far as it has them. Raises InvalidEdtf.

    Examples are `14 August to 19 August` and `Monday to Saturday`.
    """
    return _worded(parse(edtf), edtf)


def _worded(value: Interval, edtf: str) -> str:
    ends = [_side(side) for side in ((value.start,) if value.single else (value.start, value.end))]
    return " to ".join(ends) if all(ends) else edtf


def _side(side: PartialDate | None) -> str:
    if side is None or side.week or side.qualifier or (side.month or 1) > DECEMBER:
        return ""
    year = str(side.years[0]) if side.years and side.years[0] == side.years[1] else ""
    parts = (
        WEEKDAYS[side.weekday - 1] if side.weekday else "",
        str(side.day) if side.day else "",
        MONTHS[side.month - 1] if side.month else "",
        year,
    )
    return " ".join(part for part in parts if part)
