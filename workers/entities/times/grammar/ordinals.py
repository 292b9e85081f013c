"""Counted days and weeks of a longer time: 'the last Friday of this month'."""

from workers.entities.times.expressions import Nth, Unit
from workers.entities.times.grammar.dates import Parsed, month_or_year
from workers.entities.times.grammar.quantities import unit_at
from workers.entities.times.grammar.relative_units import containing_unit
from workers.entities.times.text.token_reader import Reader

LAST = -1
HIGHEST = 31
COUNTED = frozenset({"day", "week", "weekend"})
NAMED_OUTER = frozenset({"month", "year", "week", "quarter"})


def nth_of(reader: Reader, index: int) -> Parsed | None:
    """Return an ordinal with a weekday, day or week, and the longer time it counts in."""
    start = index + (reader.low(index) == "the")
    number = _number(reader, start)
    counted = _counted(reader, number[1]) if number else None
    if number is None or counted is None or reader.low(counted[2]) not in {"of", "in"}:
        return None
    outer = _outer(reader, counted[2] + 1)
    return (Nth(number[0], counted[0], counted[1], outer[0]), outer[1]) if outer else None


def _number(reader: Reader, index: int) -> tuple[int, int] | None:
    if reader.low(index) in {"last", "final"}:
        return LAST, index + 1
    found = reader.ordinal(index)
    return found if found and 1 <= found[0] <= HIGHEST else None


def _counted(reader: Reader, index: int) -> tuple[Unit, int | None, int] | None:
    weekday = reader.weekday(index)
    if weekday is not None:
        return "day", *weekday
    unit = unit_at(reader, index)
    if unit is None or unit[0] not in COUNTED or reader.low(index).endswith("s"):
        return None
    return unit[0], None, unit[1]


def _outer(reader: Reader, index: int) -> Parsed | None:
    found = month_or_year(reader, index) or containing_unit(reader, index)
    if found is not None or reader.low(index) != "the" or reader.low(index + 1) not in NAMED_OUTER:
        return found
    return containing_unit(reader, index)
