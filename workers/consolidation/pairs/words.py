"""How much words tell, from a fixed table of frequencies, and vectors of them."""

import re
from functools import lru_cache
from math import sqrt

from wordfreq import zipf_frequency

COMMONEST = 6.0
"""Zipf frequency (0: unseen, 8: a word in every ten) from which a word tells nothing."""
FIGURE = re.compile(r"(?<![\w.,-])\d{1,12}(?:,\d{3})*(?:\.\d{1,6})?(?!\w)")
YEAR = re.compile(r"(?:19|20)\d\d")
REMEMBERED = 200_000
"""Words whose weight is kept; a stream brings new ones for ever."""


@lru_cache(maxsize=REMEMBERED)
def word_weight(word: str) -> float:
    """Return how much a shared word tells: 0 for function words, 1 for a word never seen."""
    return max(0.0, COMMONEST - float(zipf_frequency(word, "en"))) / COMMONEST


@lru_cache(maxsize=REMEMBERED)
def milli_weight(word: str) -> int:
    """The same in thousandths: whole numbers add up to the same in any order."""
    return round(1000 * word_weight(word))


def words(text: str) -> dict[str, float]:
    """Return the words of a text that tell anything, each with its weight, sorted."""
    found = sorted(set(re.findall(r"[^\W_]+", text.casefold().replace("’", "'").replace("'s", ""))))
    return {word: weight for word in found if (weight := word_weight(word)) > 0.0}


def unit(vector: dict[str, float]) -> dict[str, float]:
    """Return the vector at length 1, or nothing where it has none."""
    norm = sqrt(sum(weight * weight for weight in vector.values()))
    return {term: weight / norm for term, weight in vector.items()} if norm else {}


def figures_in(text: str) -> frozenset[str]:
    """Return the numbers that a text gives in figures, without separators of thousands; years are left out."""
    found = (figure.replace(",", "") for figure in FIGURE.findall(text))
    return frozenset(figure for figure in found if not YEAR.fullmatch(figure))
