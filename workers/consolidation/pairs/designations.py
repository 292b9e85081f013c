"""Numbers that name one of a series, in the words that tell an event: 'part 2', 'flight 214', 'VX200', a quake of magnitude 5.2.

Counts and amounts are none: two reports of one crash give other tolls.
"""

import re
from functools import cache, lru_cache

from workers.consolidation.pairs.lexicon import designators

MODEL = re.compile(r"\b([A-Z][A-Za-z]{0,5})-?(\d{1,5})\b")
"""Letters and a number without a space: the name of a product, a road, a ward."""
MAGNITUDE = re.compile(r"\b(\d\.\d)(?:[- ]magnitude\b|\s+(?:earthquake|quake|tremor)\b)", re.IGNORECASE)
ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5", "vi": "6", "vii": "7", "viii": "8", "ix": "9", "x": "10"}


@lru_cache(maxsize=65536)
def designations(text: str) -> dict[str, frozenset[str]]:
    """Return the numbers of each series that the text names, by the series' name in lower case."""
    found: dict[str, set[str]] = {}
    for match in MODEL.finditer(text):
        found.setdefault(match[1].casefold(), set()).add(match[2])
    for match in _after_word().finditer(text):
        number = match[2].casefold()
        found.setdefault(match[1].casefold(), set()).add(ROMAN.get(number, number))
    for match in MAGNITUDE.finditer(text):
        found.setdefault("magnitude", set()).add(match[1])
    return {name: frozenset(numbers) for name, numbers in found.items()}


def designations_differ(one: str, two: str) -> bool:
    """Return whether both texts name one of a series, and not the same one."""
    first, second = designations(one), designations(two)
    return any(first[name].isdisjoint(second[name]) for name in first.keys() & second.keys())


@cache
def _after_word() -> re.Pattern[str]:
    words = "|".join(sorted(designators()))
    return re.compile(rf"\b({words})\.?\s+(\d{{1,5}}(?:\.\d)?|[IVX]{{1,4}})\b(?![,.]?\d)", re.IGNORECASE)
