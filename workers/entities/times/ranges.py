"""Ranges: 'April 16 to 19', 'from Monday through Saturday', '1990-95', 'between 3 and 5 May'."""

from dataclasses import replace
from datetime import date

from workers.entities.times.expressions import Expression, Fixed, Item, Recurring, TimeOfDay
from workers.entities.times.grammar.dates import dated, fixed, month_day
from workers.entities.times.text.token_reader import DASHES, Reader

LINKS = frozenset({"to", "through", "until", "till", "thru"}) | DASHES
LISTS = frozenset({"and", "or", "&"})
SHORT_YEAR = 2
"""Digits of the second year of '1990-95'."""


def read_pair(reader: Reader, index: int, item: Item | None) -> tuple[Item, ...]:
    """Return two items that share a month or a century, else the item alone."""
    pair = _days_before_month(reader, index)
    if pair or item is None:
        return pair
    if isinstance(item.expression, Fixed) and item.expression.unit == "year":
        return _short_year_after(reader, item, item.expression) or (item,)
    return _days_after_month(reader, item) or (item,)


def links(reader: Reader, first: Item, second: Item) -> bool:
    """Return whether the second item is the end of a range that the first starts."""
    end = second.start - (reader.low(second.start - 1) in {"the", "on"})
    if end != first.end + 1:
        return False
    link = reader.low(first.end)
    return link in LINKS or (link == "and" and _after_between(reader, first.start))


def lists(reader: Reader, first: Item, second: Item) -> bool:
    """Return whether the two are days or months of one list: 'May and July of 2016'."""
    return second.start == first.end + 1 and reader.low(first.end) in LISTS


def completed(first: Expression, second: Expression) -> Expression:
    """Return the first end of a range, completed with the year or day of the second."""
    if isinstance(first, TimeOfDay) and isinstance(second, TimeOfDay) and first.day is None:
        return replace(first, day=second.day)
    if not (
        isinstance(first, Recurring)
        and isinstance(second, Fixed)
        and first.date
        and first.date.month
    ):
        return first
    if first.unit not in {"day", "month"}:
        return first
    years = (second.first.year, second.first.year - 1)
    found = (dated(year, first.date.month, first.date.day) for year in years if year > 0)
    return next((day for day in found if day is not None and day.first <= second.first), first)


def _days_before_month(reader: Reader, index: int) -> tuple[Item, ...]:
    """'16 to 19 April', '3 and 5 May'."""
    first = reader.day_number(index + (reader.low(index) == "the"))
    if first is None or reader.low(first[1]) not in LINKS | LISTS:
        return ()
    link = first[1]
    second = reader.day_number(link + 1 + (reader.low(link + 1) == "the"))
    month = reader.month(second[1] + (reader.low(second[1]) == "of")) if second else None
    if second is None or month is None:
        return ()
    year = reader.year(month[1])
    opening, closing = _day(year, month[0], first[0]), _day(year, month[0], second[0])
    if opening is None or closing is None:
        return ()
    end = month[1] + (year is not None)
    return Item(index, link, opening), Item(
        link + 1, end, closing, joined=_joins(reader, index, link)
    )


def _days_after_month(reader: Reader, item: Item) -> tuple[Item, ...]:
    """'April 16 to 19', 'April 16-19, 2023', 'March 2 and 3'."""
    opening, link, start = item.expression, item.end, item.end + 1
    known = _month_and_day(opening)
    second = (
        reader.day_number(start)
        if reader.low(link) in LINKS | LISTS and reader.tokens.raw[start].isdecimal()
        else None
    )
    if known is None or second is None or reader.month(second[1]) or _counts(reader, second[1]):
        return ()
    month, day, year = known
    said = reader.year(second[1] + (reader.low(second[1]) == ","))
    if said is not None:
        opening = dated(said, month, day) or opening
    closing = _day(said or year, month, second[0])
    if closing is None:
        return ()
    end = second[1] if said is None else second[1] + (reader.low(second[1]) == ",") + 1
    return replace(item, expression=opening), Item(
        start, end, closing, joined=_joins(reader, item.start, link)
    )


def _short_year_after(reader: Reader, item: Item, first: Fixed) -> tuple[Item, ...]:
    """'1990-95'."""
    place = item.end + 1
    link = reader.low(item.end)
    number = (
        reader.tokens.number(place)
        if link in DASHES | {"/"} and reader.tokens.joined(place)
        else None
    )
    if number is None or len(reader.tokens.raw[place]) != SHORT_YEAR:
        return ()
    year = first.first.year // 100 * 100 + number
    if year <= first.first.year or (link == "/" and year != first.first.year + 1):
        return ()
    return item, Item(place, place + 1, fixed(date(year, 1, 1), "year"), joined=True)


def _joins(reader: Reader, start: int, link: int) -> bool:
    return reader.low(link) in LINKS or _after_between(reader, start)


def _after_between(reader: Reader, start: int) -> bool:
    before = start - 1 - (reader.low(start - 1) == "the")
    return before >= 0 and reader.low(before) == "between"


def _counts(reader: Reader, after: int) -> bool:
    """Return whether a number before this token counts something: 'on April 16 and 19 others'."""
    word = reader.low(after)
    return (
        word in {"%", ":", "million", "billion", "others"}
        or word in reader.words.counted
        or word in reader.words.units
    )


def _month_and_day(expression: Expression) -> tuple[int, int, int | None] | None:
    if isinstance(expression, Fixed) and expression.unit == "day":
        return expression.first.month, expression.first.day, expression.first.year
    if (
        isinstance(expression, Recurring)
        and expression.date
        and expression.date.day
        and expression.date.month
    ):
        return expression.date.month, expression.date.day, None
    return None


def _day(year: int | None, month: int, day: int) -> Expression | None:
    return month_day(month, day) if year is None else dated(year, month, day)
