"""Weights of words, from a fixed table of frequencies, and vectors of words."""

import re
from functools import lru_cache
from math import sqrt

from workers.vocabulary.word_frequency import CACHED_WORDS, zipf_frequency

COMMONEST = 6.0
"""Zipf frequency (0: unseen, 8: every tenth word) from which a word has no weight."""
FIGURE = re.compile(r"(?<![\w.,-])\d{1,12}(?:,\d{3})*(?:\.\d{1,6})?(?!\w)")
YEAR = re.compile(r"(?:19|20)\d\d")


@lru_cache(maxsize=CACHED_WORDS)
def word_weight(word: str) -> float:
    """Return how specific a shared word is: 0 for function words, 1 for an unseen word."""
    return max(0.0, COMMONEST - zipf_frequency(word)) / COMMONEST


@lru_cache(maxsize=CACHED_WORDS)
def milli_weight(word: str) -> int:
    """Return the weight in thousandths: the sum of integers is the same in any order."""
    return round(1000 * word_weight(word))


def weighted_words(text: str) -> dict[str, float]:
    """Return the words of a text that have weight, each with its weight, sorted."""
    plain = text.casefold().replace("’", "'").replace("'s", "")
    words = sorted(set(re.findall(r"[^\W_]+", plain)))
    return {word: weight for word in words if (weight := word_weight(word)) > 0.0}


def unit_vector(vector: dict[str, float]) -> dict[str, float]:
    """Return the vector at length 1; empty if it has no length."""
    norm = sqrt(sum(weight * weight for weight in vector.values()))
    return {term: weight / norm for term, weight in vector.items()} if norm else {}


def figures_in(text: str) -> frozenset[str]:
    """Return the numbers in figures, without separators of thousands and without years."""
    figures = (figure.replace(",", "") for figure in FIGURE.findall(text))
    return frozenset(figure for figure in figures if not YEAR.fullmatch(figure))
