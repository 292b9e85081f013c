"""What an EDTF date says for sure: its days, its month, its year."""

from dataclasses import dataclass
from datetime import date

from workers.edtf import InvalidEdtf, PartialDate, bounds, days_of, parse
from workers.edtf.partial import Days

DECEMBER = 12


@dataclass(frozen=True, slots=True)
class Begin:
    """The beginning of an event, as far as its date tells it.

    Each part is None where the date is coarser than that part, or partial.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None

    @property
    def first_day(self) -> date | None:
        """The day itself, where the date tells it."""
        if self.year is None or self.month is None or self.day is None:
            return None
        return date(self.year, self.month, self.day)


def whole_days(edtf: str | None) -> Days | None:
    """Return the first and last day of a date or interval whose ends are exact to the day.

    Any other value gives None.
    """
    days = days_of(edtf)
    if days is None:
        return None
    value = parse(edtf or "")
    return (
        days
        if all(side is not None and _names_a_day(side) for side in (value.start, value.end))
        else None
    )


def known_days(edtf: str | None) -> tuple[date | None, date | None]:
    """Return the first and last day that a date covers.

    An open end is None. Both days are None where the date is absent, partial or not EDTF.
    """
    days = days_of(edtf)
    if days is None:
        return None, None
    value = parse(edtf or "")
    return days[0] if value.start else None, days[1] if value.end else None


def begin_of(edtf: str | None) -> Begin:
    """Return what a date tells of the event's first day."""
    start = (edtf or "").partition("/")[0]
    try:
        days = bounds(start)
    except InvalidEdtf:
        return Begin()
    if days is None or days[0].year != days[1].year:
        return Begin()
    first, last = days
    month = first.month if first.month == last.month else None
    return Begin(first.year, month, first.day if first == last else None)


def _names_a_day(side: PartialDate) -> bool:
    return side.day is not None or (side.week is not None and side.weekday is not None)
