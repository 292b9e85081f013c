"""The grammar's top: which rule reads the expression that starts at a token."""

from collections.abc import Callable
from functools import cache

from workers.entities.times.clock import read_clock, read_part
from workers.entities.times.dates import Parsed, read_date
from workers.entities.times.expressions import Amount, Clock, Every, Fixed, Item, Reference, Shift
from workers.entities.times.lexicon import lexicon
from workers.entities.times.names import is_name
from workers.entities.times.quantities import count, unit_at, value
from workers.entities.times.reader import DASHES, Reader, holiday_starts
from workers.entities.times.relatives import (
    cyclic,
    holiday,
    hyphened,
    measured,
    part_of_year,
    qualified,
    season,
    step_word,
    stepped_unit,
    weekdays_ago,
)
from workers.entities.times.sets import read_set
from workers.entities.times.years import read_year

DETERMINERS = frozenset({"the", "a", "an", "this", "that", "these", "those"})
LOOKAHEAD = 6
"""How many tokens after a determiner or number the word that makes it a time may stand."""


def read_item(reader: Reader, index: int) -> Item | None:
    """Return the time expression that starts at the token."""
    found = _modified(reader, index)
    if found is None:
        parsed = _plain(reader, index)
        found = Item(index, parsed[1], parsed[0]) if parsed else None
    return None if found is None or is_name(reader, found) else found


def _modified(reader: Reader, index: int) -> Item | None:
    """'early this week', 'late Thursday', 'mid-October', 'the end of the year', 'the early 1990s'."""
    start = index + (reader.low(index) == "the")
    word = reader.low(start)
    mod = reader.words.early.get(word)
    after = start + 1 + (reader.low(start + 1) == "in" and word in reader.words.early)
    if mod is not None:
        inner = (
            _plain(reader, reader.past_hyphen(after))
            or _the_unit(reader, after)
            or _part_word(reader, reader.past_hyphen(after))
        )
    elif word in reader.words.portions and reader.low(start + 1) == "of":
        mod, inner = reader.words.portions[word], _plain(reader, start + 2) or _the_unit(reader, start + 2)
    else:
        return None
    if inner is None or isinstance(inner[0], Amount | Every | Reference):
        return None
    return Item(index, inner[1], inner[0], mod)


def _the_unit(reader: Reader, index: int) -> Parsed | None:
    """'the day' of 'later in the day' and 'the end of the day'."""
    if reader.low(index) != "the" or reader.low(index + 1) not in {"day", "week", "month", "year"}:
        return None
    unit = unit_at(reader, index + 1)
    return (Shift(unit[0], 0, "discourse"), index + 2) if unit else None


def _part_word(reader: Reader, index: int) -> Parsed | None:
    """'afternoon' of 'late afternoon'."""
    part = reader.words.day_parts.get(reader.low(index))
    return (Clock(part), index + 1) if part and not reader.low(index).endswith("s") else None


def _plain(reader: Reader, index: int) -> Parsed | None:
    candidates = [found for rule in RULES if (found := rule(reader, index)) is not None]
    return max(candidates, key=lambda parsed: parsed[1], default=None)


def _stepped(reader: Reader, index: int) -> Parsed | None:
    """'last Friday', 'next March', 'this summer'."""
    start = index + (reader.low(index) == "the")
    step = step_word(reader, start)
    return cyclic(reader, step[1], step[0]) if step else None


def _cyclic(reader: Reader, index: int) -> Parsed | None:
    start = index + (reader.low(index) == "the")
    return cyclic(reader, start, None) if start == index else part_of_year(reader, start) or season(reader, start)


def _part_of_year(reader: Reader, index: int) -> Parsed | None:
    return part_of_year(reader, index)


def _long_year(reader: Reader, index: int) -> Parsed | None:
    """A year without its determiner ('the 1992 campaign'), a decade or century with it."""
    definite = reader.low(index) == "the"
    found = read_year(reader, index + definite)
    if found is None or not definite:
        return found
    named = reader.low(index + 1) in {"year", "fiscal", "financial"}
    noun = isinstance(found[0], Fixed) and found[0].unit != "year" and reader.low(found[1] - 2) not in DASHES
    return found if named or noun else None


def _the_length(reader: Reader, index: int) -> Parsed | None:
    """'the nine months', but not the article of 'the nine-month period'."""
    if reader.low(index) != "the" or count(reader, index + 1) is None or reader.low(index + 1) in {"a", "an"}:
        return None
    found = measured(reader, index + 1)
    if found is None or not isinstance(found[0], Amount) or reader.low(found[1] - 2) in DASHES:
        return None
    return found


def _day_word(reader: Reader, index: int) -> Parsed | None:
    word = reader.low(index)
    if word in reader.words.day_words:
        return Shift("day", reader.words.day_words[word]), index + 1
    if word in reader.words.day_part_words:
        days, part = reader.words.day_part_words[word]
        return Clock(part, Shift("day", days)), index + 1
    return _around_day(reader, index)


def _around_day(reader: Reader, index: int) -> Parsed | None:
    """'the day before yesterday', 'the day after', 'the year before', 'the week earlier'."""
    words = [reader.low(index + place) for place in range(4)]
    if words[0] not in {"the", "a"} or words[1] not in {"day", "week", "month", "year", "night"}:
        return None
    sign = {"before": -1, "after": 1}.get(words[2])
    if sign is None or words[1] == "night":
        return None
    if words[1] == "day" and words[3] in reader.words.day_words:
        return Shift("day", sign + reader.words.day_words[words[3]]), index + 4
    ends = words[3] in {"", ".", ",", ";", "and", ")"}
    return (Shift(reader.words.units[words[1]], sign, "discourse", keep=True), index + 3) if ends else None  # type: ignore[arg-type]


def _word(reader: Reader, index: int) -> Parsed | None:
    """'now', 'recently', 'year-long'."""
    word = reader.low(index)
    if word == "right" and reader.low(index + 1) == "now":
        return Reference("PRESENT_REF"), index + 2
    if word in {"all", "whole", "entire"} and reader.low(index + 1) in {"day", "night", "week", "month", "year"}:
        return Amount(value(reader, "1", reader.low(index + 1))), index + 2
    if word in reader.words.references:
        return Reference(reader.words.references[word]), index + 1
    if word in reader.words.long_words:
        return Amount(reader.words.long_words[word]), index + 1
    return _noun_reference(reader, index)


def _noun_reference(reader: Reader, index: int) -> Parsed | None:
    """'in the past', 'the near future', 'at present', 'these days'."""
    words = [reader.low(index + place) for place in range(4)]
    if words[:2] == ["these", "days"]:
        return Reference("PRESENT_REF"), index + 2
    if words[0] == "the" and words[1] == "near" and words[2] in {"future", "term"}:
        return Reference("FUTURE_REF"), index + 3
    if words[0] == "the" and words[1] == "future" and words[2] not in {"of"}:
        return Reference("FUTURE_REF"), index + 2
    before = reader.low(index - 1) if index else ""
    if (
        words[:2] == ["the", "past"]
        and before == "in"
        and words[2] not in reader.words.units
        and not reader.words.numbers.get(words[2])
    ):
        return Reference("PAST_REF"), index + 2
    if words[0] == "present" and before == "at":
        return Reference("PRESENT_REF"), index + 1
    return None


RULES: tuple[Callable[[Reader, int], Parsed | None], ...] = (
    read_clock, read_part, read_date, _stepped, stepped_unit, qualified, measured, weekdays_ago, _the_length, hyphened, read_set,
    _cyclic, _part_of_year, holiday, season, _long_year, _day_word, _around_day, _word,
)  # fmt: skip


@cache
def cores() -> frozenset[str]:
    """Return the words of which a time expression needs one (or a digit)."""
    words = lexicon()
    tables = (words.months, words.month_abbreviations, words.weekdays, words.weekday_abbreviations, words.weekday_plurals, words.seasons, words.units, words.decades, words.day_parts, words.day_words, words.day_part_words, words.references, words.frequencies, words.long_words)  # fmt: skip
    return (
        frozenset().union(*tables)
        | {"noon", "midnight", "past", "future", "present", "half", "quarter", "fiscal", "clock"}
        | holiday_starts()
    )


@cache
def firsts() -> frozenset[str]:
    """Return the words that can start a time expression."""
    words = lexicon()
    tables = (words.numbers, words.tens, words.multipliers, words.vague_numbers, words.ordinals, words.before, words.after, words.same, words.each, words.early, words.portions)  # fmt: skip
    more = {
        "about",
        "around",
        "approximately",
        "roughly",
        "once",
        "twice",
        "recent",
        "future",
        "half",
        "at",
        "right",
        "all",
        "whole",
        "entire",
        "another",
        "financial",
        "final",
        "'",
        "’",
        "‘",
        "as",
    }
    return cores() | frozenset().union(*tables) | DETERMINERS | more
