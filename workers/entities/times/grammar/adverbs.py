"""Temporal adverbs: 'yesterday', 'tonight', 'the day after tomorrow', 'overnight'."""

from workers.entities.times.expressions import (
    DayIn,
    Duration,
    Offset,
    OffsetFrom,
    Reference,
    TimeOfDay,
)
from workers.entities.times.grammar.dates import Parsed, recurring_weekday
from workers.entities.times.grammar.quantities import unit_at, value
from workers.entities.times.text.token_reader import Reader
from workers.vocabulary import load_numerals

AROUND = {"before": -1, "after": 1}
AFTER_ADVERB = frozenset(
    {
        "",
        ".",
        ",",
        ";",
        ")",
        "and",
        "but",
        "in",
        "by",
        "at",
        "as",
        "after",
        "with",
        "from",
        "near",
        "on",
    }
)
CLAUSE_ENDS = frozenset({"", ".", ",", ";", "and", ")"})


def day_word(reader: Reader, index: int) -> Parsed | None:
    """Return 'yesterday', 'tonight', 'the day before yesterday', 'the year before'."""
    word = reader.low(index)
    if word in reader.words.day_words:
        return Offset("day", reader.words.day_words[word]), index + 1
    if word in reader.words.day_part_words:
        days, part = reader.words.day_part_words[word]
        return TimeOfDay(part, Offset("day", days)), index + 1
    return _day_around(reader, index) if word == "the" else None


def reference(reader: Reader, index: int) -> Parsed | None:
    """Return 'now', 'recently', 'these days', 'in the past', 'the near future', 'at present'."""
    word, after = reader.low(index), reader.low(index + 1)
    if word in reader.words.references:
        if word == "recently" and after == "as":  # 'as recently as May' is May
            return None
        return Reference(reader.words.references[word]), index + 1
    if (word, after) in {("right", "now"), ("these", "days")}:
        return Reference("PRESENT_REF"), index + 2
    before = reader.low(index - 1) if index else ""
    if word == "present" and before == "at":
        return Reference("PRESENT_REF"), index + 1
    return _noun_reference(reader, index, before) if word == "the" else None


def duration_word(reader: Reader, index: int) -> Parsed | None:
    """Return 'yearlong', 'all day', 'the whole year'."""
    word = reader.low(index)
    if word in reader.words.long_words:
        return Duration(reader.words.long_words[word]), index + 1
    if word not in {"all", "whole", "entire"} or reader.low(index + 1).endswith("s"):
        return None
    unit = unit_at(reader, index + 1)
    return (
        (Duration(value(reader, "1", unit[0])), unit[1])
        if unit and unit[0] not in {"second", "quarter"}
        else None
    )


def definite_unit(reader: Reader, index: int) -> Parsed | None:
    """Return 'the day' of 'later in the day' and 'the end of the day'."""
    if reader.low(index) != "the" or reader.low(index + 1) not in {"day", "week", "month", "year"}:
        return None
    unit = unit_at(reader, index + 1)
    return (Offset(unit[0], 0, "discourse"), index + 2) if unit else None


def day_in_year(reader: Reader, index: int) -> Parsed | None:
    """Return 'this day in 1912', and 'this time last year' as the month of that year."""
    if reader.low(index) != "this":
        return None
    year = reader.year(index + 3)
    if reader.low(index + 1) == "day" and reader.low(index + 2) == "in" and year is not None:
        return DayIn(year), index + 4
    step = {"last": -1, "next": 1}.get(reader.low(index + 2))
    if reader.low(index + 1) != "time" or step is None or reader.low(index + 3) != "year":
        return None
    return OffsetFrom("year", step, Offset("month", 0)), index + 4


def overnight(reader: Reader, index: int) -> Parsed | None:
    """Return 'overnight' and 'overnight Monday', but not 'an overnight train'."""
    if reader.low(index) != "overnight":
        return None
    weekday = reader.weekday(index + 1 + (reader.low(index + 1) in {"on", "to", "into"}))
    if weekday is not None:
        return TimeOfDay("TNI", recurring_weekday(weekday[0])), weekday[1]
    return (
        (TimeOfDay("TNI", Offset("day", 0)), index + 1)
        if reader.low(index + 1) in AFTER_ADVERB
        else None
    )


def day_part(reader: Reader, index: int) -> Parsed | None:
    """Return 'afternoon' of 'late afternoon'."""
    part = reader.words.day_parts.get(reader.low(index))
    return (TimeOfDay(part), index + 1) if part and not reader.low(index).endswith("s") else None


def _day_around(reader: Reader, index: int) -> Parsed | None:
    sign, unit = AROUND.get(reader.low(index + 2)), unit_at(reader, index + 1)
    if sign is None or unit is None or unit[0] not in {"day", "week", "month", "year"}:
        return None
    after = reader.low(index + 3)
    if unit[0] == "day" and after in reader.words.day_words:
        return Offset("day", sign + reader.words.day_words[after]), index + 4
    return (
        (Offset(unit[0], sign, "discourse", keep=True), index + 3) if after in CLAUSE_ENDS else None
    )


def _noun_reference(reader: Reader, index: int, before: str) -> Parsed | None:
    word, after = reader.low(index + 1), reader.low(index + 2)
    if word == "near" and after in {"future", "term"}:
        return Reference("FUTURE_REF"), index + 3
    if word == "future" and after != "of":
        return Reference("FUTURE_REF"), index + 2
    counted = after in reader.words.units or after in load_numerals() or after.isdecimal()
    return (
        (Reference("PAST_REF"), index + 2)
        if word == "past" and before == "in" and not counted
        else None
    )
