"""Numbers and lengths of time: 'two and a half years', 'six-day', 'several weeks', 'a decade'."""

from workers.entities.times.expressions import Unit
from workers.entities.times.text.token_reader import Reader
from workers.vocabulary import load_numerals

Count = tuple[str, int]
"""A number as TIMEX3 writes it (`2`, `2.5`, `X` for an unknown one), and the index after it."""
VAGUE = "X"
GROUP = 3
ONLY_COUNTED = frozenset({"second", "quarter", "night", "weekend", "millennium"})
"""Units that are no length of time after 'a', or in a bare plural: each is another word too."""


def count(reader: Reader, index: int) -> Count | None:
    """Return a number in digits or words, or a vague one."""
    if reader.tokens.raw[index].isdecimal():
        return _digits(reader, index)
    word = reader.low(index)
    if word in {"a", "an"}:
        return _article(reader, index)
    if word == "another":
        return count(reader, index + 1) or ("1", index + 1)
    if word in reader.words.vague_numbers:
        return VAGUE, index + (2 if reader.low(index + 1) == "of" and word == "couple" else 1)
    return _words(reader, index)


def duration(reader: Reader, index: int) -> tuple[str, Unit, str, int] | None:
    """Return the TIMEX3 value of a length of time, its unit, its count, and the index after it."""
    found = _measured(reader, index)
    if found is None:
        return None
    amount, unit, after = found
    if (
        reader.low(after) == "and"
        and reader.low(after + 1) == "a"
        and reader.low(after + 2) == "half"
    ):
        amount, after = (f"{amount}.5" if amount.isdecimal() else amount), after + 3
    return value(reader, amount, unit), unit, amount, after


def value(reader: Reader, amount: str, unit: str) -> str:
    """Return `P2Y`, `PT24H`, `PXW`."""
    if unit == "fortnight":
        amount = str(int(amount) * 2) if amount.isdecimal() else amount
    if unit == "century" and amount in {"0.5", "0.25"}:
        return "P50Y" if amount == "0.5" else "P25Y"
    return reader.words.durations[unit].replace(".", amount)


def unit_at(reader: Reader, index: int) -> tuple[Unit, int] | None:
    """Return a unit of time and the index after it."""
    unit = reader.words.units.get(reader.low(index))
    # The lexicon holds only units.
    return (unit, index + 1) if unit else None  # type: ignore[return-value]


def _measured(reader: Reader, index: int) -> tuple[str, Unit, int] | None:
    found = count(reader, index)
    if found is None:
        return _uncounted(reader, index)
    amount, after = found
    article, counted = reader.low(index) in {"a", "an"} and after == index + 1, after
    while reader.low(after) in reader.words.duration_adjectives:
        after += 1
    unit = unit_at(reader, reader.past_hyphen(after))
    if (
        unit is not None
        and unit[0] == "quarter"
        and after == counted
        and reader.low(unit[1]) not in {"ago", "earlier", "later"}
    ):
        return None
    if (
        unit is None
        or (article and (unit[0] in ONLY_COUNTED or reader.hyphen(unit[1])))
        or _age(reader, unit[1])
    ):
        return None
    return amount, unit[0], unit[1]


def _age(reader: Reader, after: int) -> bool:
    """Return whether the length is somebody's age, which is no time expression."""
    return reader.low(reader.past_hyphen(after)) in {"old", "older", "younger", "olds"}


def _uncounted(reader: Reader, index: int) -> tuple[str, Unit, int] | None:
    word, unit = reader.low(index), unit_at(reader, index)
    away = reader.low(index + 1) in {"ago", "earlier", "later"}
    if index and not away and reader.low(index - 1) not in reader.words.before_bare_plurals:
        return None
    if (
        unit is None
        or unit[0] in ONLY_COUNTED
        or _age(reader, unit[1])
        or not (word.endswith("s") or word == "millennia")
    ):
        return None
    return VAGUE, unit[0], unit[1]


def _digits(reader: Reader, index: int) -> Count | None:
    tokens, text, after = reader.tokens, reader.tokens.raw[index], index + 1
    while (
        tokens.low[after] == ","
        and tokens.joined(after)
        and tokens.joined(after + 1)
        and len(tokens.raw[after + 1]) == GROUP
    ):
        text, after = text + tokens.raw[after + 1], after + 2
    if tokens.low[after] == "." and tokens.joined(after + 1) and tokens.raw[after + 1].isdecimal():
        return f"{text}.{tokens.raw[after + 1]}", after + 2
    part = reader.past_hyphen(after)
    if (
        tokens.low[part] == "1"
        and tokens.low[part + 1] == "/"
        and tokens.low[part + 2] in {"2", "4"}
    ):
        return text + {"2": ".5", "4": ".25"}[tokens.low[part + 2]], part + 3
    if (
        index
        and tokens.joined(index)
        and tokens.low[index - 1] in {"$", ".", ",", "£", "€", ":", "/"}
    ):
        return None
    return text.lstrip("0") or "0", after


def _article(reader: Reader, index: int) -> Count | None:
    word = reader.low(index + 1)
    if (
        word in {"half", "quarter"}
        and reader.low(reader.past_hyphen(index + 2)) in reader.words.units
    ):
        return {"half": "0.5", "quarter": "0.25"}[word], index + 2
    if word in {"few", "couple", "number"}:
        return VAGUE, index + (3 if reader.low(index + 2) == "of" else 2)
    if word in reader.words.multipliers:
        return str(reader.words.multipliers[word]), index + 2
    if word == "dozen":
        return "12", index + 2
    return "1", index + 1


def _words(reader: Reader, index: int) -> Count | None:
    total, after = _below_hundred(reader, index)
    if total is None:
        return ("0.5", after) if reader.low(index) == "half" and _half(reader, index) else None
    if reader.low(after) in reader.words.multipliers or reader.low(after) == "dozen":
        total, after = (
            total * ({**reader.words.multipliers, "dozen": 12}[reader.low(after)]),
            after + 1,
        )
    joined = reader.past_hyphen(after)
    if reader.low(joined) == "and":
        part = reader.past_hyphen(joined + 1)
        if reader.low(part) == "a" and reader.low(reader.past_hyphen(part + 1)) == "half":
            return f"{total}.5", reader.past_hyphen(part + 1) + 1
    return str(total), after


def _half(reader: Reader, index: int) -> bool:
    return reader.low(index + 1) in {"a", "an"} or reader.hyphen(index + 1)


def _below_hundred(reader: Reader, index: int) -> tuple[int | None, int]:
    word = reader.low(index)
    if word in reader.words.tens:
        joined = reader.past_hyphen(index + 1)
        unit = load_numerals().get(reader.low(joined), 0)
        if 0 < unit < 10:  # noqa: PLR2004 - a digit
            return reader.words.tens[word] + unit, joined + 1
        return reader.words.tens[word], index + 1
    if word == "half":
        return None, index + 2 if reader.low(index + 1) in {"a", "an"} else index + 1
    return load_numerals().get(word), index + 1
