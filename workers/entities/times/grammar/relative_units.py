"""Units relative to the publication or the discourse: 'last week', 'the previous day'."""

from workers.entities.times.expressions import Base, ContainingUnit, Duration, Offset
from workers.entities.times.grammar.dates import Parsed, read_date, recurring_weekday
from workers.entities.times.grammar.quantities import unit_at, value
from workers.entities.times.grammar.years import read_year
from workers.entities.times.text.token_reader import Reader

FROM_DISCOURSE = frozenset({"previous", "prior", "preceding", "following", "ensuing", "that"})
NOT_STEPPED = frozenset({"second", "minute", "hour", "night"})
LENGTH_AFTER_THE = frozenset({"last", "past"})
"""'the past year' is a length of time, where 'last year' is a year."""
BEYOND = frozenset({"day", "week", "weekend", "month", "year"})
SECOND = {("before", "last"): -2, ("after", "next"): 2}
BARE_UNITS: dict[str, Base] = {
    "year": "published", "decade": "published", "century": "published",
    "quarter": "discourse", "month": "discourse", "week": "discourse",
}  # fmt: skip


def direction_word(reader: Reader, index: int) -> tuple[int, int] | None:
    """Return -1, 0 or 1 for a word like 'last', 'this' or 'next', and the index after it."""
    word = reader.low(index)
    if word in reader.words.before:
        return -1, index + 1
    if word in reader.words.after:
        return 1, index + 1
    return (0, index + 1) if word in reader.words.same else None


def containing_unit(reader: Reader, index: int) -> Parsed | None:
    """Return the unit that holds a finer time: '1988', 'last year', 'the previous week'."""
    start = index + (reader.low(index) == "the")
    return read_year(reader, start) if reader.year(start) else relative_unit(reader, index)


def relative_unit(reader: Reader, index: int) -> Parsed | None:
    """Return 'last week', 'the previous day', 'this year', 'the same period'."""
    definite = reader.low(index) == "the"
    start = index + definite
    start += reader.low(start) in {"that", "this"} and reader.low(start + 1) in {
        "same",
        "past",
        "coming",
    }
    if reader.low(start) == "same":
        return _same(reader, start + 1) if start > index else None
    step = direction_word(reader, start)
    if step is not None:
        return _relative(reader, start, step, definite=definite)
    return (_beyond(reader, start) or _definite_unit(reader, start)) if definite else None


def _relative(
    reader: Reader, start: int, step: tuple[int, int], *, definite: bool
) -> Parsed | None:
    direction, after = step
    after += reader.low(after) in {"fiscal", "calendar"}
    found = unit_at(reader, after)
    if (
        found is None
        or reader.low(after).endswith("s")
        or found[0] in NOT_STEPPED
        or reader.hyphen(found[1])
    ):
        return None
    unit, end = found
    word = reader.low(start)
    if word == "last" and unit == "day":  # 'the last day of school' is no yesterday
        return None
    if definite and word in LENGTH_AFTER_THE and unit not in {"day", "quarter", "weekend"}:
        return Duration(value(reader, "1", unit)), end
    after_reference = word in FROM_DISCOURSE or (
        definite and word == "next" and unit in {"day", "quarter", "weekend"}
    )
    return Offset(unit, direction, "discourse" if after_reference else "published"), end


def _same(reader: Reader, index: int) -> Parsed | None:
    unit = unit_at(reader, index)
    if unit is None or reader.low(index).endswith("s"):
        return None
    return Offset(unit[0], 0, "discourse", keep=True), unit[1]


def _definite_unit(reader: Reader, index: int) -> Parsed | None:
    """A unit after 'the'."""
    word, after = reader.low(index), reader.low(index + 1)
    if word in {"fiscal", "financial"} and after == "year":
        return Offset("year", 0), index + 2
    if word in {"month", "week", "weekend", "quarter"} and after in {"of", "ended", "ending"}:
        return _named(reader, index)
    unit = unit_at(reader, index + (word == "latest"))
    if unit is None or after in {"of", "-"} or reader.tokens.capital(index):
        return None
    if word == "latest":
        return Offset(unit[0], 0, "discourse", keep=True), unit[1]
    if word == "weekend":
        return Offset("weekend", -1, turns=True), index + 1
    return (Offset(unit[0], 0, BARE_UNITS[word]), index + 1) if word in BARE_UNITS else None


def _beyond(reader: Reader, index: int) -> Parsed | None:
    """Return 'week before last', 'week after next', 'year ahead'."""
    unit = unit_at(reader, index)
    if unit is None or unit[0] not in BEYOND:
        return None
    words = (reader.low(index + 1), reader.low(index + 2))
    if words in SECOND:
        return Offset(unit[0], SECOND[words]), index + 3
    return (
        (Offset(unit[0], 1), index + 2)
        if words[0] == "ahead" and reader.low(index + 2) != "of"
        else None
    )


def _named(reader: Reader, index: int) -> Parsed | None:
    """'the month of May', 'the week of Feb. 2', 'the week ended Tuesday'."""
    weekday = reader.weekday(index + 2)
    found = read_date(reader, index + 2) or (
        (recurring_weekday(weekday[0]), weekday[1]) if weekday else None
    )
    if found is None:
        return None
    if reader.low(index) == "month":
        return found
    if reader.low(index) == "quarter":  # its last day is an expression of its own
        return ContainingUnit("quarter", found[0]), index + 1
    return ContainingUnit("weekend" if reader.low(index) == "weekend" else "week", found[0]), found[
        1
    ]
