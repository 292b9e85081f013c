"""Designations: numbers that name one of a series, as in 'part 2', 'flight 214' or 'VX200'.

The magnitude of an earthquake is a designation too. Counts and amounts are not: two reports of one
crash give different tolls.
"""

import re
from functools import cache, lru_cache

from workers.consolidation.pairs.pair_lexicon import word_list

MODEL = re.compile(r"\b([A-Z][A-Za-z]{0,5})-?(\d{1,5})\b")
"""Letters and a number without a space: the name of a product, a road or a ward."""
MAGNITUDE = re.compile(
    r"\b(\d\.\d)(?:[- ]magnitude\b|\s+(?:earthquake|quake|tremor)\b)", re.IGNORECASE
)
NUMERALS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")
ROMAN = {numeral: str(number) for number, numeral in enumerate(NUMERALS, 1)}


@lru_cache(maxsize=65536)
def designations(text: str) -> dict[str, frozenset[str]]:
    """Return name of the series in lower case -> its numbers in the text."""
    series: dict[str, set[str]] = {}
    for match in MODEL.finditer(text):
        series.setdefault(match[1].casefold(), set()).add(match[2])
    for match in _designator_pattern().finditer(text):
        number = match[2].casefold()
        series.setdefault(match[1].casefold(), set()).add(ROMAN.get(number, number))
    for match in MAGNITUDE.finditer(text):
        series.setdefault("magnitude", set()).add(match[1])
    return {name: frozenset(numbers) for name, numbers in series.items()}


def designations_differ(first: str, second: str) -> bool:
    """Return whether two texts name different members of one series."""
    names, others = designations(first), designations(second)
    return any(names[name].isdisjoint(others[name]) for name in names.keys() & others.keys())


@cache
def _designator_pattern() -> re.Pattern[str]:
    words = "|".join(sorted(word_list("designators")))
    number = r"(\d{1,5}(?:\.\d)?|[IVX]{1,4})"
    return re.compile(rf"\b({words})\.?\s+{number}\b(?![,.]?\d)", re.IGNORECASE)
