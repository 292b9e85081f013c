"""Weekdays, seasons, quarters, halves and holidays: 'last summer', 'Christmas Eve'."""

from dataclasses import replace

from workers.edtf import PartialDate
from workers.entities.times.expressions import Fixed, Recurring
from workers.entities.times.grammar.dates import (
    Parsed,
    postposed,
    read_date,
    recurring_month,
    recurring_weekday,
)
from workers.entities.times.grammar.relative_units import containing_unit, direction_word
from workers.entities.times.grammar.years import is_fiscal, read_year, year_of
from workers.entities.times.text.token_reader import Reader

QUARTERS, HALVES = 4, 2
OPENING = frozenset({"in", "by", "for", "during", "from", "since", "the"})
"""Words that a sentence may open with before a quarter."""
QUARTER_CODE, HALF_CODE = 32, 39
"""EDTF writes the first quarter as month 33, the first half as month 40."""


def relative_name(reader: Reader, index: int) -> Parsed | None:
    """Return 'last Friday', 'next March', 'this summer', 'last Christmas'."""
    pointed = reader.low(index) == "this" and reader.low(index + 1) in {"past", "coming"}
    step = direction_word(reader, index + (pointed or reader.low(index) == "the"))
    return _recurring(reader, step[1], step[0]) if step else None


def calendar_name(reader: Reader, index: int) -> Parsed | None:
    """Return a weekday, season, holiday, quarter or half that no 'last' or 'next' stands before."""
    if reader.low(index) == "the":
        return quarter_or_half(reader, index + 1) or season(reader, index + 1)
    return quarter_or_half(reader, index) or _recurring(reader, index, None)


def quarter_or_half(reader: Reader, index: int) -> Parsed | None:
    """Return 'third quarter', 'Q3', 'first half', with the year that stands before or after it."""
    index += reader.low(index) == "fiscal"
    if reader.low(index) in {"q", "h"}:
        return _short_part(reader, index)
    if reader.low(index + 1) == "q" and reader.tokens.joined(index + 1):
        return _quarter_after_number(reader, index)
    ordinal = reader.ordinal(index)
    if ordinal is None:
        return _after_year(reader, index)
    number, after = ordinal[0], reader.past_hyphen(ordinal[1])
    after += reader.low(after) in {"fiscal", "calendar"}
    kind = reader.low(after)
    if kind == "quarter" and 1 <= number <= QUARTERS:
        return _of_year(reader, _quarter(number), after + 1)
    if kind == "half" and 1 <= number <= HALVES and not _half_of_other(reader, after + 1):
        return _of_year(reader, _half(number), after + 1)
    return None


def _quarter(number: int) -> Recurring:
    return Recurring(f"Q{number}", "quarter", PartialDate(None, QUARTER_CODE + number))


def _half(number: int) -> Recurring:
    return Recurring(f"H{number}", "half", PartialDate(None, HALF_CODE + number))


def _short_part(reader: Reader, index: int) -> Parsed | None:
    """Return 'Q3', 'Q3 2012', 'H1 2023'; after a name it is a model's ('the Audi Q3')."""
    tokens, after = reader.tokens, index + 2
    named = index > 0 and tokens.capital(index - 1) and reader.low(index - 1) not in OPENING
    number = (
        tokens.number(index + 1)
        if tokens.capital(index) and tokens.joined(index + 1) and not named
        else None
    )
    if not number or (tokens.joined(after) and tokens.raw[after].isalnum()):
        return None
    if reader.low(index) == "q":
        return _of_year(reader, _quarter(number), after) if number <= QUARTERS else None
    found = _of_year(reader, _half(number), after) if number <= HALVES else None
    return (
        found if found and isinstance(found[0], Recurring) and found[0].within is not None else None
    )


def _quarter_after_number(reader: Reader, index: int) -> Parsed | None:
    """Return '2Q', '2Q 2024', '2Q24'."""
    number, tokens, after = reader.tokens.number(index), reader.tokens, index + 2
    if not number or number > QUARTERS or not tokens.capital(index + 1):
        return None
    if not tokens.joined(after):
        return _of_year(reader, _quarter(number), after)
    # A short year.
    short = tokens.number(after) if len(tokens.raw[after]) == 2 else None  # noqa: PLR2004
    return (
        (replace(_quarter(number), within=year_of(2000 + short)), after + 1)
        if short is not None
        else None
    )


def season(reader: Reader, index: int, step: int | None = None) -> Parsed | None:
    """Return a season."""
    code = reader.words.seasons.get(reader.low(index))
    if code is None:
        return None
    found = Recurring(
        reader.words.season_tokens[code], "season", PartialDate(None, code), step=step
    )
    return _of_year(reader, found, index + 1)


def _recurring(reader: Reader, index: int, step: int | None) -> Parsed | None:
    dated = read_date(reader, index) if step == 0 else None
    if dated is not None and isinstance(dated[0], Fixed) and dated[0].unit == "day":
        return dated  # 'this Friday, April 5, 2024' of a file photo
    weekday = reader.weekday(index)
    if weekday is not None:
        found = _of_outer(reader, recurring_weekday(weekday[0], step), weekday[1])
        return postposed(reader, found[0], found[1]) if isinstance(found[0], Recurring) else found
    month = reader.month(index) if step is not None else None
    if month is not None:
        return recurring_month(month[0], step), month[1]
    return season(reader, index, step) or _holiday(reader, index, step)


def _holiday(reader: Reader, index: int, step: int | None) -> Parsed | None:
    if not reader.tokens.capital(index):
        return None
    for name, words in reader.holiday_names(reader.low(index)):
        if all(
            reader.low(index + place).replace("’", "'") == word for place, word in enumerate(words)
        ):
            return _of_year(
                reader, Recurring(name, "day", holiday=name, step=step), index + len(words)
            )
    return None


def _after_year(reader: Reader, index: int) -> Parsed | None:
    """'1988 fourth quarter', "last year's second half", "1988's third quarter"."""
    outer = containing_unit(reader, index)
    if outer is None:
        return None
    after = outer[1] + (
        2 if reader.low(outer[1]) in {"'", "’"} and reader.low(outer[1] + 1) == "s" else 0
    )
    part = quarter_or_half(reader, after) if reader.ordinal(after) else None
    if part is None or not isinstance(part[0], Recurring) or part[0].within is not None:
        return None
    return replace(part[0], within=outer[0]), part[1]


def _half_of_other(reader: Reader, index: int) -> bool:
    """Return whether it is the half of something else: 'the first half of the game'."""
    return reader.low(index) == "of" and containing_unit(reader, index + 1) is None


def _of_year(reader: Reader, found: Recurring, after: int) -> Parsed:
    start = after + (reader.low(after) in {"of", ",", "in"})
    if found.step is None and (
        reader.year(start) or reader.short_year(start) or is_fiscal(reader, start)
    ):
        parsed = read_year(reader, start)
        return (replace(found, within=parsed[0]), parsed[1]) if parsed else (found, after)
    return _of_outer(reader, found, after)


def _of_outer(reader: Reader, found: Recurring, after: int) -> Parsed:
    outer = (
        containing_unit(reader, after + (reader.low(after) == "of")) if found.step is None else None
    )
    return (replace(found, within=outer[0]), outer[1]) if outer else (found, after)
