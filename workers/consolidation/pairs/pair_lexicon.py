"""Words that comparisons know, from files in `data/`."""

from functools import cache, lru_cache

from workers.events.event_lexicon import load_clause_openers
from workers.lexicons import LexiconError, entries

SHORTEST_INFLECTED = 5
"""Letters; no ending is removed from a shorter word."""
ENDINGS = ("es", "s", "ing", "ed", "d")
"""Endings that a lemmatizer leaves on a verb that it takes for a noun (`kills`, `negotiating`)."""
PACKAGE = "workers.consolidation"


@lru_cache(maxsize=65536)
def canonical(lemma: str) -> str:
    """Return the first word of the lemma's set of synonyms, or the lemma in lower case."""
    word = lemma.casefold()
    synonyms = _synonyms()
    if word in synonyms or len(word) < SHORTEST_INFLECTED:
        return synonyms.get(word, word)
    stems = (word.removesuffix(ending) for ending in ENDINGS)
    return next((synonyms[stem] for stem in stems if stem != word and stem in synonyms), word)


def related(forms: frozenset[str]) -> frozenset[str]:
    """Return the names of the sets of related words that contain a canonical lemma."""
    sets = _related()
    return frozenset([name for form in forms for name in sets.get(form, ())])


def is_reporting(lemma: str) -> bool:
    """Return whether the lemma only reports what someone says."""
    return lemma.casefold() in _reporting()


@cache
def designators() -> frozenset[str]:
    """Return the words that a number follows to name one of a series."""
    return frozenset(entries(PACKAGE, "designators.txt"))


@cache
def pointing() -> frozenset[str]:
    """Return the first words of a clause that point back to the sentence before it."""
    openers = load_clause_openers()
    return openers.pointing | openers.definite


@cache
def legal_forms() -> frozenset[str]:
    """Return the words of firms' names that tell no firm from another."""
    return frozenset(entries(PACKAGE, "legal_forms.txt"))


@cache
def _synonyms() -> dict[str, str]:
    synonyms: dict[str, str] = {}
    for line in entries(PACKAGE, "synonyms.txt"):
        words = line.split()
        for word in words:
            if synonyms.setdefault(word, words[0]) != words[0]:
                raise LexiconError(f"synonyms.txt: {word!r} is in two sets")
    return synonyms


@cache
def _related() -> dict[str, frozenset[str]]:
    sets: dict[str, frozenset[str]] = {}
    for number, line in enumerate(entries(PACKAGE, "related.txt")):
        for word in line.split():
            form = canonical(word)
            sets[form] = sets.get(form, frozenset()) | {f"~{number}"}
    return sets


@cache
def _reporting() -> frozenset[str]:
    return frozenset(entries(PACKAGE, "reporting.txt"))
