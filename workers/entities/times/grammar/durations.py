"""Durations ('six-day', 'the past three years') and offsets ('two years ago', 'a year earlier')."""

from dataclasses import replace

from workers.entities.times.expressions import (
    Base,
    Duration,
    Expression,
    Offset,
    OffsetFrom,
    Recurring,
    Reference,
    Unit,
)
from workers.entities.times.grammar.calendar_names import quarter_or_half
from workers.entities.times.grammar.dates import Parsed, read_date, recurring_weekday
from workers.entities.times.grammar.quantities import VAGUE, count, duration, unit_at, value
from workers.entities.times.grammar.relative_units import containing_unit, relative_unit
from workers.entities.times.text.token_reader import DASHES, Reader

DIRECTIONS: dict[str, tuple[int, Base]] = {
    "ago": (-1, "published"), "hence": (1, "published"),
    "earlier": (-1, "discourse"), "before": (-1, "discourse"),
    "previously": (-1, "discourse"), "later": (1, "discourse"), "after": (1, "discourse"),
    "afterward": (1, "discourse"), "afterwards": (1, "discourse"),
}  # fmt: skip
COMPARING = frozenset({"ago", "earlier", "before"})
"""'a year ago' keeps the quarter that is spoken of; 'a year later' tells a story."""
CLAUSE_ENDS = frozenset({"", ".", ",", ";", ":", ")", "and", "but", "when", "—", "–", '"', "”"})
VAGUE_PLURALS = {
    "recent": "PAST_REF",
    "past": "PAST_REF",
    "coming": "FUTURE_REF",
    "future": "FUTURE_REF",
}
FEW = 20
"""Weekdays are counted back no further than this."""
YEAR_MONTHS = 12


def duration_or_offset(reader: Reader, index: int) -> Parsed | None:
    """Return a duration, or the offset that it measures ('two weeks ago')."""
    found = duration(reader, index)
    if found is None:
        return None
    length, unit, amount, after = found
    place = reader.past_hyphen(after)
    word = reader.low(place)
    anchored = _from_anchor(reader, unit, amount, place)
    if anchored is not None:
        return anchored
    if word in DIRECTIONS and (
        word not in {"before", "after"} or reader.low(place + 1) in CLAUSE_ENDS
    ):
        return _away(unit, amount, *DIRECTIONS[word], keep=word in COMPARING), place + 1
    if word == "from" and reader.low(place + 1) == "now":
        return _away(unit, amount, 1, "published", keep=False), place + 2
    return Duration(length), place + 1 if word == "long" and place > after else after


def definite_duration(reader: Reader, index: int) -> Parsed | None:
    """Return 'the nine months', but not the article of 'the nine-month period'."""
    if (
        reader.low(index) != "the"
        or reader.low(index + 1) in {"a", "an"}
        or count(reader, index + 1) is None
    ):
        return None
    found = duration_or_offset(reader, index + 1)
    if found is None or not isinstance(found[0], Duration) or reader.low(found[1] - 2) in DASHES:
        return None
    return found


def weekday_ago(reader: Reader, index: int) -> Parsed | None:
    """Return 'two Sundays ago'."""
    found = count(reader, index)
    if found is None or not found[0].isdecimal() or reader.low(found[1] + 1) != "ago":
        return None
    number = reader.words.weekday_plurals.get(reader.low(found[1]))
    return (
        (recurring_weekday(number, -int(found[0])), found[1] + 2)
        if number and 0 < int(found[0]) < FEW
        else None
    )


def qualified_duration(reader: Reader, index: int) -> Parsed | None:
    """Return 'the past three years', 'the next two weeks', 'recent years'."""
    start = index + (reader.low(index) in {"the", "these", "those"})
    word = reader.low(start)
    if word in VAGUE_PLURALS and reader.low(start + 1) in reader.words.units:
        plural = reader.low(start + 1).endswith("s")
        return (Reference(VAGUE_PLURALS[word]), start + 2) if plural else None
    if word not in reader.words.before | reader.words.after | {"final", "first"} or _verb_last(
        reader, start
    ):
        return None
    amount = count(reader, start + 1) if reader.low(start + 1) not in {"a", "an"} else None
    unit = unit_at(reader, reader.past_hyphen(amount[1])) if amount else None
    if amount is None or unit is None or unit[0] == "second":
        return None
    return Duration(value(reader, amount[0], unit[0])), _past_outer(reader, unit[1])


def hyphenated(reader: Reader, index: int) -> Parsed | None:
    """Return 'year-ago', 'the year-earlier period', 'year-end', 'week-long'."""
    start = index + (reader.low(index) == "the")
    unit = unit_at(reader, start)
    if unit is None or reader.low(start).endswith("s"):
        return None
    if reader.low(start) == "year" and reader.low(start + 1) == "end":
        return Offset("year", 0), start + 2
    if not reader.hyphen(unit[1]):
        return None
    word, after = reader.low(unit[1] + 1), unit[1] + 2
    if word in {"ago", "earlier"}:
        return _compared(reader, unit[0], DIRECTIONS[word][1], after, definite=start > index)
    return _hyphened_noun(reader, unit[0], word, after) if start == index else None


def _from_anchor(reader: Reader, unit: Unit, amount: str, place: int) -> Parsed | None:
    """Read 'a week ago Tuesday', 'two weeks from Monday', 'two years ago this month'."""
    sign = {"ago": -1, "from": 1}.get(reader.low(place))
    if sign is None or not amount.isdecimal():
        return None
    weekday = reader.weekday(place + 1) if unit in {"week", "fortnight", "day"} else None
    inner: Parsed | None = (recurring_weekday(weekday[0]), weekday[1]) if weekday else None
    if reader.low(place + 1) in {"today", "tomorrow"}:
        inner = Offset("day", reader.words.day_words[reader.low(place + 1)]), place + 2
    elif sign < 0 and reader.low(place + 1) == "this":
        inner = relative_unit(reader, place + 1)
    return (OffsetFrom(unit, sign * int(amount), inner[0]), inner[1]) if inner else None


def _away(unit: Unit, amount: str, sign: int, base: Base, *, keep: bool) -> Expression:
    if amount == VAGUE:
        return Reference("PAST_REF" if sign < 0 else "FUTURE_REF")
    if "." in amount and unit == "year":
        return Offset("month", sign * round(float(amount) * YEAR_MONTHS), base)
    whole = round(float(amount))
    return Offset(unit, sign * whole, base, keep=keep and unit == "year" and whole == 1)


def _compared(
    reader: Reader, unit: Unit, base: Base, after: int, *, definite: bool
) -> Parsed | None:
    """'year-ago', 'the year-ago third quarter', 'the year-earlier period'."""
    part = quarter_or_half(reader, after)
    if part is not None and isinstance(part[0], Recurring) and part[0].within is None:
        return replace(part[0], within=Offset("year", -1)), part[1]
    noun = reader.low(after) in {"period", "quarter"}
    return None if definite and not noun else (Offset(unit, -1, base, keep=True), after + noun)


def _hyphened_noun(reader: Reader, unit: Unit, word: str, after: int) -> Parsed | None:
    if word == "end" and unit in {"year", "month", "quarter"}:
        return Offset(unit, 0), after
    return (Duration(value(reader, "1", unit)), after) if word == "long" else None


def _verb_last(reader: Reader, index: int) -> bool:
    """Return whether 'last' is the verb: 'will last two years'."""
    before = reader.low(index - 1) if index else ""
    return reader.low(index) == "last" and (
        before in reader.words.future_verbs or before in {"to", "not"}
    )


def _past_outer(reader: Reader, after: int) -> int:
    """Pass over 'of the year', 'of 1989', 'of May'."""
    if reader.low(after) != "of":
        return after
    outer = containing_unit(reader, after + 1) or read_date(reader, after + 1)
    return outer[1] if outer else after
