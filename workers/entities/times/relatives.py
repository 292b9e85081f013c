"""Times told from now or from the time in discourse: 'last week', 'two years ago', 'the following day', 'a year earlier'."""

from dataclasses import replace

from workers.edtf import PartialDate
from workers.entities.times.dates import Parsed, month_cycle, read_date, weekday_cycle
from workers.entities.times.expressions import Amount, Around, Base, Clock, Cyclic, Expression, Reference, Shift, Unit
from workers.entities.times.quantities import VAGUE, count, duration, unit_at, value
from workers.entities.times.reader import Reader
from workers.entities.times.years import read_year

DIRECTIONS: dict[str, tuple[int, Base]] = {
    "ago": (-1, "published"), "earlier": (-1, "discourse"), "before": (-1, "discourse"), "previously": (-1, "discourse"),
    "later": (1, "discourse"), "afterward": (1, "discourse"), "afterwards": (1, "discourse"), "after": (1, "discourse"),
    "hence": (1, "published"),
}  # fmt: skip
CLAUSE_ENDS = frozenset({"", ".", ",", ";", ":", ")", "and", "but", "when", "—", "–", '"', "”"})
FEW = 20
"""Weekdays and Octobers are counted back no further than this."""


def holiday(reader: Reader, index: int, step: int | None = None) -> Parsed | None:
    """Return a holiday by its name."""
    if not reader.tokens.capital(index):
        return None
    for name, words in reader.holiday_names(reader.low(index)):
        if all(reader.low(index + place).replace("’", "'") == word for place, word in enumerate(words)):
            return _of_year(reader, Cyclic(name, "day", holiday=name, step=step), index + len(words))
    return None


def cyclic(reader: Reader, index: int, step: int | None) -> Parsed | None:
    """Return a weekday, month, season, quarter, half or holiday; `step` is what stood before it."""
    weekday = reader.weekday(index)
    if weekday is not None:
        return _outer(reader, weekday_cycle(weekday[0], step), weekday[1])
    month = reader.month(index)
    if month is not None and step is not None:
        return month_cycle(month[0], step), month[1]
    return season(reader, index, step) or holiday(reader, index, step)


def season(reader: Reader, index: int, step: int | None = None) -> Parsed | None:
    """Return a season."""
    code = reader.words.seasons.get(reader.low(index))
    if code is None:
        return None
    found = Cyclic(reader.words.season_tokens[code], "season", PartialDate(None, code), step=step)
    return _of_year(reader, found, index + 1)


def part_of_year(reader: Reader, index: int) -> Parsed | None:
    """Return 'third quarter', 'fourth-quarter', 'first half', with the year that follows; the determiner has been passed."""
    ordinal = reader.ordinal(index)
    if ordinal is None:
        return _year_before(reader, index)
    after = reader.past_hyphen(ordinal[1])
    after += reader.low(after) in {"fiscal", "calendar"}
    kind = reader.low(after)
    number = ordinal[0]
    if kind == "quarter" and 1 <= number <= 4:  # noqa: PLR2004 - quarters
        return _of_year(reader, Cyclic(f"Q{number}", "quarter", PartialDate(None, 32 + number)), after + 1)
    if kind == "half" and number <= 2 and not _half_of_other(reader, after + 1):  # noqa: PLR2004 - halves
        return _of_year(reader, Cyclic(f"H{number}", "half", PartialDate(None, 39 + number)), after + 1)
    return None


def _year_before(reader: Reader, index: int) -> Parsed | None:
    """'1988 fourth quarter', "last year's second half", "1988's third quarter"."""
    outer = _outer_at(reader, index)
    if outer is None:
        return None
    after = outer[1] + (2 if reader.low(outer[1]) in {"'", "’"} and reader.low(outer[1] + 1) == "s" else 0)
    if reader.ordinal(after) is None:
        return None
    part = part_of_year(reader, after)
    if part is None or not isinstance(part[0], Cyclic) or part[0].within is not None:
        return None
    return replace(part[0], within=outer[0]), part[1]


def _half_of_other(reader: Reader, index: int) -> bool:
    return reader.low(index) == "of" and _outer_at(reader, index + 1) is None


def _of_year(reader: Reader, found: Cyclic, after: int) -> Parsed:
    if found.step is not None:
        return found, after
    start = after + (reader.low(after) in {"of", ",", "in"})
    if reader.year(start) is not None or reader.short_year(start) is not None:
        parsed = read_year(reader, start)
        return (replace(found, within=parsed[0]), parsed[1]) if parsed else (found, after)
    return _outer(reader, found, after)


def _outer(reader: Reader, found: Cyclic, after: int) -> Parsed:
    start = after + (reader.low(after) == "of")
    outer = _outer_at(reader, start)
    if outer is None or found.step is not None:
        return found, after
    return replace(found, within=outer[0]), outer[1]


def _outer_at(reader: Reader, index: int) -> Parsed | None:
    start = index + (reader.low(index) == "the")
    return read_year(reader, start) if reader.year(start) else stepped_unit(reader, index)


def step_word(reader: Reader, index: int) -> tuple[int, int] | None:
    """Return the direction of 'last', 'next', 'this' and their like, and the index after it."""
    word = reader.low(index)
    if word in reader.words.before:
        return -1, index + 1
    if word in reader.words.after:
        return 1, index + 1
    return (0, index + 1) if word in reader.words.same else None


def stepped_unit(reader: Reader, index: int) -> Parsed | None:
    """Return 'last week', 'the previous day', 'this year', 'that month', 'the same period'."""
    definite = reader.low(index) == "the"
    start = index + definite
    start += reader.low(start) in {"that", "this", "those"} and reader.low(start + 1) == "same"
    if reader.low(start) == "same":
        return _same(reader, start + 1) if start > index else None
    step = step_word(reader, start)
    if step is None:
        return _bare_unit(reader, start) if definite else None
    after = step[1] + (reader.low(step[1]) in {"fiscal", "calendar"})
    unit = unit_at(reader, after)
    if unit is None or reader.low(after).endswith("s") or unit[0] in {"second", "minute", "hour", "night"}:
        return None
    if reader.hyphen(unit[1]):
        return None
    word = reader.low(start)
    if definite and word in {"last", "past", "next"} and unit[0] not in {"day", "quarter", "weekend"}:
        return (Amount(value(reader, "1", unit[0])), unit[1]) if word != "next" else (Shift(unit[0], 1), unit[1])
    return Shift(unit[0], step[0], _base(word, definite=definite)), unit[1]


def _base(word: str, *, definite: bool) -> Base:
    if word in {"previous", "prior", "preceding", "following", "ensuing", "that"} or (definite and word == "next"):
        return "discourse"
    return "published"


def _same(reader: Reader, index: int) -> Parsed | None:
    unit = unit_at(reader, index)
    if unit is None or reader.low(index).endswith("s"):
        return None
    return Shift(unit[0], 0, "discourse", keep=True), unit[1]


def _bare_unit(reader: Reader, index: int) -> Parsed | None:
    word = reader.low(index)
    if word in {"fiscal", "financial"} and reader.low(index + 1) == "year":
        return Shift("year", 0), index + 2
    if word in {"month", "week"} and reader.low(index + 1) in {"of", "ended", "ending"}:
        return _named_unit(reader, index)
    if word == "latest" and reader.low(index + 1) in {"quarter", "week", "month", "year"}:
        return Shift(unit_at(reader, index + 1)[0], 0, "discourse", keep=True), index + 2  # type: ignore[index]
    if word not in {"year", "quarter", "weekend", "week", "month", "decade", "century"} or reader.low(index + 1) in {
        "of",
        "-",
    }:
        return None
    unit: Unit = unit_at(reader, index)[0]  # type: ignore[index]  # each of these words is a unit
    if word == "weekend":
        return Shift("weekend", -1), index + 1
    return Shift(unit, 0, "published" if word in {"year", "decade", "century"} else "discourse"), index + 1


def _named_unit(reader: Reader, index: int) -> Parsed | None:
    """'the month of May', 'the week of Feb. 2', 'the week ended Tuesday'."""
    weekday = reader.weekday(index + 2)
    found = read_date(reader, index + 2) or ((weekday_cycle(weekday[0]), weekday[1]) if weekday else None)
    if found is None or isinstance(found[0], Amount):
        return None
    return (found[0] if reader.low(index) == "month" else Around("week", found[0])), found[1]


def weekdays_ago(reader: Reader, index: int) -> Parsed | None:
    """'two Sundays ago'."""
    found = count(reader, index)
    if found is None or not found[0].isdigit() or reader.low(found[1] + 1) != "ago":
        return None
    number = reader.words.weekday_plurals.get(reader.low(found[1]))
    return (weekday_cycle(number, -int(found[0])), found[1] + 2) if number and 0 < int(found[0]) < FEW else None


def measured(reader: Reader, index: int) -> Parsed | None:
    """Return a length of time, or what is that far away: 'six-day', 'two years ago', 'a year earlier', '61 years old'."""
    found = duration(reader, index)
    if found is None:
        return None
    length, unit, amount, after = found
    place = reader.past_hyphen(after)
    word = reader.low(place)
    if word in DIRECTIONS and (word not in {"before", "after"} or reader.low(place + 1) in CLAUSE_ENDS):
        return _away(unit, amount, *DIRECTIONS[word], keep=word in {"ago", "earlier", "before"}), place + 1
    if word == "from" and reader.low(place + 1) == "now":
        return _away(unit, amount, 1, "published", keep=False), place + 2
    if word == "long" and place > after:
        return Amount(length), place + 1
    return Amount(length), after


def _away(unit: Unit, amount: str, sign: int, base: Base, *, keep: bool) -> Expression:
    if amount == VAGUE or not amount.replace(".", "").isdigit():
        return Reference("PAST_REF" if sign < 0 else "FUTURE_REF")
    whole, unit = (
        (int(float(amount) * 12), "month") if "." in amount and unit == "year" else (round(float(amount)), unit)
    )
    return Shift(unit, sign * whole, base, keep=keep and unit == "year" and whole == 1)


def hyphened(reader: Reader, index: int) -> Parsed | None:
    """Return 'year-ago', 'the year-earlier period', 'year-end', 'week-long'."""
    start = index + (reader.low(index) == "the")
    unit = unit_at(reader, start)
    if unit is not None and reader.low(start) == "year" and reader.low(start + 1) == "end":
        return Shift("year", 0), start + 2
    if unit is None or not reader.hyphen(unit[1]) or reader.low(start).endswith("s"):
        return None
    word, after = reader.low(unit[1] + 1), unit[1] + 2
    part = part_of_year(reader, after) if word in {"ago", "earlier"} else None
    if part is not None and isinstance(part[0], Cyclic) and part[0].within is None:
        return replace(part[0], within=Shift("year", -1)), part[1]
    noun = reader.low(after) in {"period", "quarter"}
    if start > index and not noun:
        return None
    if word in {"ago", "earlier"}:
        return Shift(unit[0], -1, DIRECTIONS[word][1], keep=True), after + noun
    if word == "end" and unit[0] in {"year", "month", "quarter"}:
        return Shift(unit[0], 0), after
    if word == "long":
        return Amount(value(reader, "1", unit[0])), after
    return None


def qualified(reader: Reader, index: int) -> Parsed | None:
    """Return 'the past three years', 'the next two weeks', 'the first nine months', 'recent years', 'coming weeks'."""
    start = index + (reader.low(index) in {"the", "these", "those"})
    word = reader.low(start)
    if word in {"recent", "past", "coming", "future"} and reader.low(start + 1) in reader.words.units:
        if reader.low(start + 1).endswith("s"):
            return Reference("FUTURE_REF" if word in {"coming", "future"} else "PAST_REF"), start + 2
        return None
    if word == "last" and index and reader.low(index - 1) in reader.words.future_verbs | {"to", "not"}:
        return None
    first = reader.ordinal(start) if word == "first" else None
    after = first[1] if first else start + 1
    if first is None and word not in reader.words.before | reader.words.after | {"final", "first"}:
        return None
    amount = count(reader, after)
    unit = unit_at(reader, reader.past_hyphen(amount[1])) if amount and reader.low(after) not in {"a", "an"} else None
    if amount is None or unit is None or unit[0] == "second":
        return None
    return Amount(value(reader, amount[0], unit[0])), _of_outer(reader, unit[1])


def _of_outer(reader: Reader, after: int) -> int:
    if reader.low(after) != "of":
        return after
    outer = _outer_at(reader, after + 1) or read_date(reader, after + 1)
    return outer[1] if outer else after


def clock_day(expression: Expression, part: str) -> Clock:
    """Return a part of the day: 'Friday night'."""
    return Clock(part, expression)
