"""Ranges: 'April 16 to 19', 'from Monday through Saturday', '1990-95', 'between 3 and 5 May'."""

from dataclasses import replace
from datetime import date

from workers.entities.times.dates import dated, fixed, month_day
from workers.entities.times.expressions import Cyclic, Expression, Fixed, Item
from workers.entities.times.reader import DASHES, Reader

LINKS = frozenset({"to", "through", "until", "till", "thru"}) | DASHES
LISTS = frozenset({"and", "or", ",", "&"})


def read_pair(reader: Reader, index: int, item: Item | None) -> tuple[Item, ...]:
    """Return the items that start at the index where two share a month or year; else the item alone."""
    return _days_before_month(reader, index) or (_days_after_month(reader, item) if item else ())


def links(reader: Reader, first: Item, second: Item) -> bool:
    """Whether the second item is the end of a range that the first starts."""
    between = [reader.low(place) for place in range(first.end, second.start)]
    if len(between) == 2 and between[1] in {"the", "on"}:  # noqa: PLR2004
        between.pop()
    if len(between) != 1:
        return False
    before = reader.low(first.start - 1) if first.start else ""
    before = reader.low(first.start - 2) if before == "the" and first.start > 1 else before
    return between[0] in LINKS or (between[0] == "and" and before == "between")


def _days_before_month(reader: Reader, index: int) -> tuple[Item, ...]:
    """'16 to 19 April', '3 and 5 May'."""
    start = index + (reader.low(index) == "the")
    first = reader.day_number(start)
    if first is None or reader.low(first[1]) not in LINKS | LISTS:
        return ()
    second = reader.day_number(first[1] + 1 + (reader.low(first[1] + 1) == "the"))
    if second is None:
        return ()
    place = second[1] + (reader.low(second[1]) == "of")
    month = reader.month(place)
    if month is None:
        return ()
    year = reader.year(month[1])
    opening, closing = _day(year, month[0], first[0]), _day(year, month[0], second[0])
    if opening is None or closing is None:
        return ()
    end = month[1] + (year is not None)
    return (
        Item(index, first[1], opening),
        Item(first[1] + 1, end, closing, joined=_joins(reader, index, first[1])),
    )


def _days_after_month(reader: Reader, item: Item) -> tuple[Item, ...]:
    """'April 16 to 19', 'April 16-19, 2023', '1990-95', '1990 to 1995'."""
    link = reader.low(item.end)
    if link not in LINKS | LISTS:
        return ()
    if isinstance(item.expression, Fixed) and item.expression.unit == "year":
        return _short_year_after(reader, item) if link in DASHES else ()
    found = _month_of(item.expression)
    start = item.end + 1
    second = reader.day_number(start) if found and reader.month(start) is None else None
    if found is None or second is None or not (reader.tokens.raw[start].isdigit()) or _counts_on(reader, second[1]):
        return ()
    if link in LISTS and not (link == "and" or link == "&"):
        return ()
    month, year = found
    after = second[1] + (reader.low(second[1]) == ",")
    said = reader.year(after)
    closing, opening = (
        _day(said or year, month, second[0]),
        _day(said, month, _day_of(item.expression)) if said else item.expression,
    )
    if closing is None or opening is None:
        return ()
    end = after + 1 if said else second[1]
    return replace(item, expression=opening), Item(start, end, closing, joined=_joins(reader, item.start, item.end))


def _short_year_after(reader: Reader, item: Item) -> tuple[Item, ...]:
    number = reader.tokens.number(item.end + 1)
    text = reader.tokens.raw[item.end + 1]
    if (
        number is None
        or len(text) != 2
        or not reader.tokens.joined(item.end + 1)
        or not isinstance(item.expression, Fixed)
    ):  # noqa: PLR2004
        return ()
    year = item.expression.first.year // 100 * 100 + number
    if year <= item.expression.first.year:
        return ()
    return item, Item(item.end + 1, item.end + 2, fixed(date(year, 1, 1), "year"), joined=True)


def _joins(reader: Reader, start: int, link: int) -> bool:
    return reader.low(link) in LINKS or (start > 0 and reader.low(start - 1) == "between")


def _counts_on(reader: Reader, after: int) -> bool:
    """A number before a noun or more digits is no day: 'April 16 and 19 others'."""
    word = reader.low(after)
    return (
        word in {"%", "percent", ":", "million", "billion", "people"}
        or word in reader.words.counted
        or word in reader.words.units
    )


def _month_of(expression: Expression) -> tuple[int, int | None] | None:
    if isinstance(expression, Fixed) and expression.unit == "day":
        return expression.first.month, expression.first.year
    if isinstance(expression, Cyclic) and expression.date and expression.date.day and expression.date.month:
        return expression.date.month, None
    return None


def _day_of(expression: Expression) -> int:
    if isinstance(expression, Fixed):
        return expression.first.day
    return (expression.date.day if isinstance(expression, Cyclic) and expression.date else None) or 0


def _day(year: int | None, month: int, day: int) -> Expression | None:
    return month_day(month, day) if year is None else dated(year, month, day)


def shared_year(first: Expression, second: Expression) -> Expression:
    """Return the first end of a range with the year of the second, where only the second says it."""
    if not (isinstance(first, Cyclic) and isinstance(second, Fixed) and first.date and first.unit in {"day", "month"}):
        return first
    if not first.date.month:
        return first
    for year in (second.first.year, second.first.year - 1):
        found = dated(year, first.date.month, first.date.day)
        if found is not None and found.first <= second.first:
            return found
    return first
