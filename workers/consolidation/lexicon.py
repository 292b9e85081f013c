"""Event words: which name the same kind of event, and which only report."""

from functools import cache
from importlib.resources import files

DATA = "workers.consolidation.data"


def canonical(lemma: str) -> str:
    """Return the first word of the lemma's set of synonyms, or the lemma itself in lower case."""
    lowered = lemma.casefold()
    return _synonyms().get(lowered, lowered)


def is_reporting(lemma: str) -> bool:
    """Return whether the lemma only reports what someone says."""
    return lemma.casefold() in _reporting()


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
def _reporting() -> frozenset[str]:
    return frozenset(word for line in _lines("reporting.txt") for word in line.split())


def _lines(name: str) -> list[str]:
    text = files(DATA).joinpath(name).read_text(encoding="utf-8")
    return [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]
