"""Entry of the grammar: tries the rules that fit the first token, and takes the longest reading."""

from collections.abc import Callable

from workers.entities.times.expressions import Duration, Item, Reference, TimeSet
from workers.entities.times.grammar.adverbs import (
    day_in_year,
    day_part,
    day_word,
    definite_unit,
    duration_word,
    overnight,
    reference,
)
from workers.entities.times.grammar.calendar_names import calendar_name, relative_name
from workers.entities.times.grammar.dates import Parsed, day_of_month, read_date
from workers.entities.times.grammar.durations import (
    definite_duration,
    duration_or_offset,
    hyphenated,
    qualified_duration,
    weekday_ago,
)
from workers.entities.times.grammar.exclusions import is_name, named_day
from workers.entities.times.grammar.frequencies import read_set
from workers.entities.times.grammar.ordinals import nth_of
from workers.entities.times.grammar.relative_units import relative_unit
from workers.entities.times.grammar.times_of_day import read_clock, read_part
from workers.entities.times.grammar.years import determined_year, read_year
from workers.entities.times.text.token_reader import Reader

Rule = Callable[[Reader, int], Parsed | None]
AFTER_NUMBER: tuple[Rule, ...] = (
    read_clock,
    read_part,
    read_date,
    duration_or_offset,
    weekday_ago,
    read_set,
    calendar_name,
    read_year,
    nth_of,
    named_day,
)
AFTER_THE: tuple[Rule, ...] = (
    read_part, read_date, relative_name, relative_unit, qualified_duration, definite_duration,
    hyphenated, calendar_name, determined_year, day_of_month, day_word, reference, nth_of,
    named_day,
)  # fmt: skip
AFTER_ARTICLE: tuple[Rule, ...] = (read_set, duration_or_offset)
AFTER_CALENDAR_NAME: tuple[Rule, ...] = (read_part, read_date, calendar_name, read_set, named_day)
ANY: tuple[Rule, ...] = (
    read_clock, read_part, read_date, relative_name, relative_unit, qualified_duration,
    duration_or_offset, weekday_ago, hyphenated, read_set, calendar_name, read_year, day_word,
    reference, duration_word, nth_of, day_in_year, overnight, named_day,
)  # fmt: skip
"""Rules by the first token, so that most tokens meet few of them. An order among readings of one
length is first come."""


def read_item(reader: Reader, index: int) -> Item | None:
    """Return the time expression that starts at the token."""
    found = _modified(reader, index)
    if found is None:
        parsed = _plain(reader, index)
        mod = "APPROX" if reader.low(index) in reader.words.approximate else ""
        found = Item(index, parsed[1], parsed[0], mod) if parsed else None
    return None if found is None or is_name(reader, found) else found


def _modified(reader: Reader, index: int) -> Item | None:
    """Read 'early this week', 'late Thursday', 'the end of the year', 'the early 1990s'."""
    start = index + (reader.low(index) == "the")
    word, after = reader.low(start), start + 2
    if word in reader.words.early:
        mod, place = (
            reader.words.early[word],
            reader.past_hyphen(start + 1 + (reader.low(start + 1) == "in")),
        )
        inner = _plain(reader, place) or definite_unit(reader, place) or day_part(reader, place)
    elif word in reader.words.portions and reader.low(start + 1) == "of":
        mod, inner = (
            reader.words.portions[word],
            _plain(reader, after) or definite_unit(reader, after),
        )
    else:
        return None
    if inner is None or isinstance(inner[0], Duration | TimeSet | Reference):
        return None
    return Item(index, inner[1], inner[0], mod)


def _plain(reader: Reader, index: int) -> Parsed | None:
    best: Parsed | None = None
    for rule in _rules(reader, index):
        found = rule(reader, index)
        if found is not None and (best is None or found[1] > best[1]):
            best = found
    return best


def _rules(reader: Reader, index: int) -> tuple[Rule, ...]:
    word = reader.low(index)
    if word.isdecimal():
        return AFTER_NUMBER
    if word == "the":
        return AFTER_THE
    if word in {"a", "an"}:
        return AFTER_ARTICLE
    if word in reader.words.months or word in reader.words.weekdays:
        return AFTER_CALENDAR_NAME
    return ANY
