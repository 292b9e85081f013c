"""Recurring times (TIMEX3 sets): 'every Tuesday', 'twice a week', 'daily', 'on Mondays'."""

from workers.entities.times.expressions import TimeSet
from workers.entities.times.grammar.dates import Parsed
from workers.entities.times.grammar.quantities import count, unit_at, value
from workers.entities.times.text.token_reader import Reader

AMOUNTS = frozenset({"%", "percent", "cent", "cents", "thousand", "million", "billion"})


def read_set(reader: Reader, index: int) -> Parsed | None:
    """Return a set of times."""
    word = reader.low(index)
    if word in reader.words.frequencies:
        return TimeSet(reader.words.frequencies[word]), index + 1
    if word in reader.words.weekday_plurals and reader.tokens.capital(index):
        return TimeSet(f"XXXX-WXX-{reader.words.weekday_plurals[word]}"), index + 1
    if word == "weekends":
        return TimeSet("XXXX-WXX-WE"), index + 1
    plural = reader.weekday(index)
    if (
        plural is not None
        and reader.low(plural[1]) in reader.words.day_parts
        and reader.low(plural[1]).endswith("s")
    ):
        return (
            TimeSet(f"XXXX-WXX-{plural[0]}{reader.words.day_parts[reader.low(plural[1])]}"),
            plural[1] + 1,
        )
    if word in reader.words.each:
        return _each(reader, index + 1, per=word == "per")
    return _rate(reader, index) if word in {"a", "an"} else _times(reader, index)


def _each(reader: Reader, index: int, *, per: bool) -> Parsed | None:
    weekday = reader.weekday(index + (reader.low(index) in {"other", "second", "third", "single"}))
    if weekday is not None:
        part = reader.words.day_parts.get(reader.low(weekday[1]), "")
        return TimeSet(f"XXXX-WXX-{weekday[0]}{part}"), weekday[1] + bool(part)
    month = reader.month(index)
    if month is not None:
        return TimeSet(f"XXXX-{month[0]:02d}"), month[1]
    word = reader.low(index)
    if word in reader.words.seasons and not per:
        return TimeSet(f"XXXX-{reader.words.season_tokens[reader.words.seasons[word]]}"), index + 1
    if word in reader.words.day_parts and not per:
        return TimeSet(f"XXXX-XX-XX{reader.words.day_parts[word]}"), index + 1
    amount, after = ("2", index + 1) if word == "other" else count(reader, index) or ("1", index)
    ordinal = reader.ordinal(index)
    if ordinal is not None and not reader.tokens.raw[index].isdecimal():
        amount, after = str(ordinal[0]), ordinal[1]
    unit = unit_at(reader, after)
    if unit is None or (per and unit[0] in {"second", "minute", "hour"}):
        return None
    return TimeSet(value(reader, amount, unit[0])), unit[1]


def _rate(reader: Reader, index: int) -> Parsed | None:
    """'a year' of '5 percent a year', '$3 million a year', '300 barrels a day'."""
    unit = unit_at(reader, index + 1)
    if (
        unit is None
        or index < 1
        or reader.low(unit[1]) in {"ago", "earlier", "later", "after", "before"}
        or reader.hyphen(unit[1])
    ):
        return None
    before = reader.low(index - 1)
    counted = (
        before.isdecimal()
        or before in AMOUNTS
        or (index > 1 and reader.low(index - 2).isdecimal() and before[-1:] == "s")
    )
    return (TimeSet(value(reader, "1", unit[0])), unit[1]) if counted else None


def _times(reader: Reader, index: int) -> Parsed | None:
    word = reader.low(index)
    amount = count(reader, index)
    if word in {"once", "twice", "thrice"}:
        after = index + 1
    elif amount is not None and reader.low(amount[1]) == "times":
        after = amount[1] + 1
    else:
        return None
    unit = (
        unit_at(reader, after + 1)
        if reader.low(after) in {"a", "an", "each", "every", "per"}
        else None
    )
    return (TimeSet(value(reader, "1", unit[0])), unit[1]) if unit and unit[0] != "second" else None
