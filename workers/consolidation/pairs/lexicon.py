"""Event words: which name the same kind of event, and which only report."""

from functools import cache, lru_cache
from importlib.resources import files

SHORTEST = 5
ENDINGS = ("es", "s", "ing", "ed", "d")
"""Endings that a lemmatizer leaves on a verb it took for a noun (`kills`, `negotiating`)."""
DATA = "workers.consolidation.data"


@lru_cache(maxsize=65536)
def canonical(lemma: str) -> str:
    """Return the first word of the lemma's set of synonyms, or the lemma itself in lower case."""
    lowered = lemma.casefold()
    sets = _synonyms()
    if lowered in sets or len(lowered) < SHORTEST:
        return sets.get(lowered, lowered)
    return next(
        (sets[stem] for ending in ENDINGS if (stem := lowered.removesuffix(ending)) != lowered and stem in sets),
        lowered,
    )


def related(forms: frozenset[str]) -> frozenset[str]:
    """Return the names of the sets of related words that canonical lemmas stand in."""
    sets = _related()
    return frozenset([name for form in forms for name in sets.get(form, ())])


def is_reporting(lemma: str) -> bool:
    """Return whether the lemma only reports what someone says."""
    return lemma.casefold() in _reporting()


@cache
def designators() -> frozenset[str]:
    """Return the words whose number names one of a series."""
    return frozenset(_lines("designators.txt"))


@cache
def _synonyms() -> dict[str, str]:
    found: dict[str, str] = {}
    for line in _lines("synonyms.txt"):
        words = line.split()
        for word in words:
            if found.setdefault(word, words[0]) != words[0]:
                raise ValueError(f"synonyms.txt: {word!r} stands in two sets")
    return found


@cache
def _related() -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for number, line in enumerate(_lines("related.txt")):
        for word in line.split():
            form = canonical(word)
            found[form] = found.get(form, frozenset()) | {f"~{number}"}
    return found


@cache
def _reporting() -> frozenset[str]:
    return frozenset(word for line in _lines("reporting.txt") for word in line.split())


def _lines(name: str) -> list[str]:
    text = files(DATA).joinpath(name).read_text(encoding="utf-8")
    return [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]
