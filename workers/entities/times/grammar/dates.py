"""Calendar dates: 'Friday, 14 August 2023', 'Aug. 14', 'October 1989', '2023-08-14'."""

from dataclasses import replace
from datetime import date

from workers.edtf import PartialDate
from workers.entities.times.calendar.calendar_units import covering, edtf, timex
from workers.entities.times.expressions import Expression, Fixed, Offset, Recurring, Unit
from workers.entities.times.text.token_reader import LONGEST_MONTH, Reader

DAY_PREPOSITIONS = frozenset(
    {"on", "by", "until", "till", "before", "from", "to", "since", "through"}
)
CLAUSE_ENDS = frozenset({"", ".", ",", ";", ")", "and", "but", "when", "to", "through"})
STEPS = {"last": -1, "this": 0, "next": 1}
Parsed = tuple[Expression, int]
"""An expression and the index after it."""


def fixed(day: date, unit: Unit) -> Fixed:
    """Return the unit that holds the day."""
    return Fixed(timex(day, unit), edtf(day, unit), *covering(day, unit), unit)


def month_day(month: int, day: int) -> Recurring | None:
    """Return a day of a month without a year; None where no year has it."""
    try:
        date(2000, month, day)
    except ValueError:
        return None
    return Recurring(f"{month:02d}-{day:02d}", "day", PartialDate(None, month, day))


def dated(year: int, month: int, day: int | None) -> Fixed | None:
    """Return a day, or a month where no day is said; None where there is no such day."""
    try:
        return fixed(date(year, month, day or 1), "day" if day else "month")
    except ValueError:
        return None


def recurring_weekday(number: int, step: int | None = None) -> Recurring:
    """Return a weekday."""
    return Recurring(f"WXX-{number}", "day", PartialDate(None, weekday=number), step=step)


def recurring_month(number: int, step: int | None = None) -> Recurring:
    """Return a month without a year."""
    return Recurring(f"{number:02d}", "month", PartialDate(None, number), step=step)


def read_date(reader: Reader, index: int) -> Parsed | None:
    """Return a date that starts at the index."""
    return (
        _after_weekday(reader, index)
        or _month_first(reader, index)
        or _day_first(reader, index)
        or iso(reader, index)
    )


def _after_weekday(reader: Reader, index: int) -> Parsed | None:
    weekday = reader.weekday(index)
    if weekday is None:
        return None
    after = weekday[1] + (reader.low(weekday[1]) in {",", "the"})
    after += reader.low(after) == "the"
    return _month_first(reader, after, day_wanted=True) or _day_first(reader, after)


def _month_first(reader: Reader, index: int, *, day_wanted: bool = False) -> Parsed | None:
    month = reader.month(index)
    if month is None:
        return None
    number, after = month
    start = after + (reader.low(after) == "the")
    day = reader.day_number(start)
    if day is not None and not _clock_follows(reader, day[1]):
        return _with_year(reader, number, *day)
    if day_wanted:
        return None
    return _month_alone(reader, number, after)


def month_or_year(reader: Reader, index: int) -> Parsed | None:
    """Return 'May', 'May 2022', 'May of last year', or a year."""
    month = reader.month(index)
    if month is not None:
        return _month_alone(reader, *month)
    year = reader.year(index)
    return (fixed(date(year, 1, 1), "year"), index + 1) if year is not None else None


def postposed(reader: Reader, found: Recurring, after: int) -> tuple[Recurring, int]:
    """Add the 'last' or 'next' that British English puts last: 'on Monday last'."""
    step = {"last": -1, "next": 1}.get(reader.low(after))
    if step is None or found.step is not None or reader.low(after + 1) not in CLAUSE_ENDS:
        return found, after
    return replace(found, step=step), after + 1


def _month_alone(reader: Reader, number: int, after: int) -> Parsed:
    for start in (after, after + 1 if reader.low(after) in {",", "of"} else after):
        year = reader.year(start)
        if year is not None:
            return fixed(date(year, number, 1), "month"), start + 1
    short = reader.short_year(after)
    if short is not None:
        return fixed(date(short, number, 1), "month"), after + 2
    return _of_step_year(reader, recurring_month(number), after)


def _of_step_year(reader: Reader, found: Recurring, after: int) -> Parsed:
    """Add the year of 'June 12 last year', 'October of this year'."""
    start = after + (reader.low(after) in {"of", ","})
    step = STEPS.get(reader.low(start))
    if step is None or reader.low(start + 1) != "year":
        return postposed(reader, found, after)
    return replace(found, within=Offset("year", step)), start + 2


def _day_first(reader: Reader, index: int) -> Parsed | None:
    start = index + (reader.low(index) == "the")
    day = reader.day_number(start)
    if day is None:
        return None
    after = reader.past_hyphen(day[1])
    after += reader.low(after) == "of" or (reader.tokens.joined(after) and reader.low(after) == ".")
    month = reader.month(after)
    if month is None or _currency(reader, index):
        return None
    return _with_year(reader, month[0], day[0], reader.past_hyphen(month[1]))


def _with_year(reader: Reader, month: int, day: int, after: int) -> Parsed | None:
    start = after + (reader.low(after) == ",")
    start += reader.low(start) in {"of", "in"} and reader.year(start + 1) is not None
    year = reader.year(start)
    if year is not None and not _clock_follows(reader, start + 1):
        full = dated(year, month, day)
        return (full, start + 1) if full else None
    short = reader.short_year(start)
    if short is not None:
        full = dated(short, month, day)
        return (full, start + 2) if full else None
    partial = month_day(month, day)
    return _of_step_year(reader, partial, after) if partial else None


def _clock_follows(reader: Reader, after: int) -> bool:
    return (
        reader.low(after) == ":" and reader.tokens.joined(after) and reader.tokens.joined(after + 1)
    )


def _currency(reader: Reader, index: int) -> bool:
    return bool(index) and reader.low(index - 1) in {"$", "£", "€"}


def day_of_month(reader: Reader, index: int) -> Parsed | None:
    """Return 'the 19th' after a preposition of time and at the end of a clause."""
    ordinal = reader.ordinal(index + 1)
    if (
        ordinal is None
        or not reader.tokens.raw[index + 1].isdecimal()
        or not 1 <= ordinal[0] <= LONGEST_MONTH
    ):
        return None
    before = reader.low(index - 1) if index else ""
    if before not in DAY_PREPOSITIONS or reader.low(ordinal[1]) not in CLAUSE_ENDS:
        return None
    return Recurring(f"XX-{ordinal[0]:02d}", "day", PartialDate(None, day=ordinal[0])), ordinal[1]


def iso(reader: Reader, index: int) -> Parsed | None:
    """Return `2023-08-14`, `2023-08`, `14/08/2023` (where only one order can be), `14.08.2023`."""
    mark = reader.low(index + 1)
    first = reader.tokens.number(index) if mark != "." else _plain(reader, index)
    if first is None or mark not in {"-", "/", "."} or not reader.tokens.joined(index + 1):
        return None
    numbers = [_plain(reader, place) for place in (index, index + 2, index + 4)]
    full = reader.low(index + 3) == mark and all(
        reader.tokens.joined(place) for place in range(index + 2, index + 5)
    )
    if not full or None in numbers:
        return None
    found = _ordered([number or 0 for number in numbers], reader.tokens.raw[index], mark)
    return (found, index + 5) if found else None


def _plain(reader: Reader, index: int) -> int | None:
    text = reader.tokens.raw[index]
    return int(text) if text.isdecimal() and len(text) <= 4 else None  # noqa: PLR2004 - a year


def _ordered(numbers: list[int], text: str, mark: str) -> Fixed | None:
    first, second, third = numbers
    if len(text) == 4:  # noqa: PLR2004 - year first
        return dated(first, second, third) if second and third else None
    if third < 100:  # noqa: PLR2004
        # A short year, of which there is no telling from a score or a part number.
        return None
    orders = {(first, second), (second, first)} if mark != "." else {(first, second)}
    found = {
        known
        for day, month in orders
        if day and 0 < month <= 12 and (known := dated(third, month, day))  # noqa: PLR2004
    }
    if len(found) == 1:
        return found.pop()
    return replace(fixed(date(third, 1, 1), "year"), value=f"{third:04d}-XX-XX") if found else None
