"""Years, decades and centuries: '1989', 'fiscal 1989', 'the 1990s', 'the 19th century'."""

from datetime import date

from workers.entities.times.expressions import Fixed
from workers.entities.times.grammar.dates import Parsed, fixed
from workers.entities.times.text.token_reader import DASHES, Reader

CURRENCIES = frozenset({"$", "#", "£", "€"})
OPENING = frozenset({"(", "[", "'", "‘", "“", '"', "/"})
PREFIXES = frozenset({"mid", "pre", "post", "early", "late"})
DECADE_OPENERS = frozenset({"the", "early", "late", "mid", "-", "–"})
"""Words before 'sixties' where it is a decade and no banknote."""
SURE_YEARS = range(1900, 2036)
"""Years that need no preposition before them."""


def read_year(reader: Reader, index: int) -> Parsed | None:
    """Return a year, decade or century that starts at the index that no determiner opens."""
    return (
        _decade(reader, index)
        or _century(reader, index)
        or _fiscal(reader, index)
        or _year(reader, index)
    )


def determined_year(reader: Reader, index: int) -> Parsed | None:
    """Return a decade or century with its determiner.

    A year counts only with the word: 'the year 2000'.
    """
    found = read_year(reader, index + 1)
    if found is None or reader.low(index + 1) in {"year", "fiscal", "financial"}:
        return found
    noun = (
        isinstance(found[0], Fixed)
        and found[0].unit != "year"
        and reader.low(found[1] - 2) not in DASHES
    )
    return found if noun else None


def _year(reader: Reader, index: int) -> Parsed | None:
    short = reader.short_year(index)
    if short is not None and reader.low(index - 1) in reader.words.year_prepositions | {
        "the"
    } | frozenset(reader.words.seasons):
        return fixed(date(short, 1, 1), "year"), index + 2
    if reader.low(index) == "year" and (named := reader.year(index + 1)) is not None:
        return fixed(date(named, 1, 1), "year"), index + 2
    year = reader.year(index)
    if year is None or _counts(reader, index, year):
        return None
    return fixed(date(year, 1, 1), "year"), index + 1


def _counts(reader: Reader, index: int, year: int) -> bool:
    """Return whether the number counts or names something else than a year."""
    tokens, before, after = (
        reader.tokens,
        reader.low(index - 1) if index else "",
        reader.low(index + 1),
    )
    if tokens.joined(index + 1) and (
        tokens.raw[index + 1].isalpha() or _runs_on(reader, index + 1)
    ):
        return True
    if tokens.joined(index) and not _may_join(reader, index - 1):
        return True
    if (
        after in reader.words.counted
        or after == "%"
        or before in reader.words.counting
        or before in CURRENCIES
    ):
        return True
    return year not in SURE_YEARS and before not in reader.words.year_prepositions


def _may_join(reader: Reader, index: int) -> bool:
    """Return whether a year may be joined to this token.

    A bracket, a quote, and the hyphen of '1990-1995' and 'mid-1990' may.
    """
    if reader.low(index) in DASHES:
        return reader.tokens.raw[index - 1].isdecimal() or reader.low(index - 1) in PREFIXES
    return reader.low(index) in OPENING


def _runs_on(reader: Reader, index: int) -> bool:
    """Return whether a mark behind the number shows that it is no year: '1990-type'."""
    if reader.low(index) not in DASHES | {":"} or not reader.tokens.joined(index + 1):
        return False
    return reader.tokens.raw[index + 1].isdecimal() == (reader.low(index) == ":")


def year_of(year: int) -> Fixed:
    """Return the year as an expression."""
    return fixed(date(year, 1, 1), "year")


def is_fiscal(reader: Reader, index: int) -> bool:
    """Return whether 'fiscal', 'financial' or 'FY' stands at the index."""
    return reader.low(index) in {"fiscal", "financial"} or reader.tokens.raw[index] == "FY"


def _fiscal(reader: Reader, index: int) -> Parsed | None:
    if not is_fiscal(reader, index):
        return None
    after = reader.past_hyphen(index + 1)
    after += reader.low(after) == "year"
    year, short = reader.year(after), reader.short_year(after)
    if year is None and short is None:
        return None
    year, after = (year, after) if year else (short or 0, after + 1)
    whole = fixed(date(year, 1, 1), "year")
    return Fixed(f"FY{year}", whole.edtf, whole.first, whole.last, "year"), after + 1


def _decade(reader: Reader, index: int) -> Parsed | None:
    text, tokens = reader.tokens.raw[index], reader.tokens
    if len(text) == 4 and text.isdecimal() and _plural(reader, index + 1):  # noqa: PLR2004 - a year
        return _decade_of(int(text), index + 2 + (reader.low(index + 1) != "s"))
    start = index + (text in {"'", "’", "‘"})
    short = tokens.raw[start]
    if _is_age(reader, index):
        return None
    if len(short) == 2 and short.isdecimal() and short[1] == "0" and _plural(reader, start + 1):  # noqa: PLR2004
        return _decade_of(1900 + int(short), start + 2 + (reader.low(start + 1) != "s"))
    named = reader.words.decades.get(text.lower())
    if named and reader.low(index - 1) not in DECADE_OPENERS:
        return None
    return _decade_of(1900 + 10 * named, index + 1) if named else None


def _is_age(reader: Reader, index: int) -> bool:
    """Return whether 'her 20s', 'his early fifties' is somebody's age."""
    before = (
        index - 1 - (reader.low(index - 1) in reader.words.early) - (reader.low(index - 1) == "-")
    )
    return before >= 0 and reader.low(before) in reader.words.possessives


def _plural(reader: Reader, index: int) -> bool:
    if not reader.tokens.joined(index):
        return False
    return reader.low(index) == "s" or (
        reader.low(index) in {"'", "’"} and reader.low(index + 1) == "s"
    )


def _decade_of(year: int, after: int) -> Parsed | None:
    if (year % 100 == 0 and not 1000 <= year <= 2100) or year % 10:  # noqa: PLR2004
        # Years that are spoken of.
        return None
    is_century = year % 100 == 0 and year < 2000  # noqa: PLR2004
    return fixed(date(year, 1, 1), "century" if is_century else "decade"), after


def _century(reader: Reader, index: int) -> Parsed | None:
    ordinal = reader.ordinal(index)
    if ordinal is None or not 1 <= ordinal[0] <= 30:  # noqa: PLR2004 - centuries that are spoken of
        return None
    after = reader.past_hyphen(ordinal[1])
    if reader.low(after) not in {"century", "centuries"}:
        return None
    first = (ordinal[0] - 1) * 100
    whole = Fixed(
        f"{first // 100:02d}",
        f"{first // 100:02d}XX",
        date(max(first, 1), 1, 1),
        date(first + 99, 12, 31),
        "century",
    )
    return whole, after + 1
