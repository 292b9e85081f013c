"""Words that comparisons know, from files in `data/` and the synonyms of events."""

from functools import cache, lru_cache

from workers.lexicons import entries
from workers.vocabulary import load_synonyms

SHORTEST_INFLECTED = 5
"""Letters; no ending is removed from a shorter word."""
ENDINGS = ("es", "s", "ing", "ed", "d")
"""Endings that a lemmatizer leaves on a verb that it takes for a noun (`kills`, `negotiating`)."""
PACKAGE = "workers.consolidation"


@lru_cache(maxsize=65536)
def canonical(lemma: str) -> str:
    """Return the name of the lemma's group of synonyms, or the lemma in lower case."""
    word = lemma.casefold()
    same = load_synonyms().same
    if word in same or len(word) < SHORTEST_INFLECTED:
        return same.get(word, word)
    stems = (word.removesuffix(ending) for ending in ENDINGS)
    return next((same[stem] for stem in stems if stem != word and stem in same), word)


def related(forms: frozenset[str]) -> frozenset[str]:
    """Return the names of the groups of related words that contain a canonical lemma.

    A tilde stands before each, so that no name is taken for a lemma.
    """
    groups = load_synonyms().related
    return frozenset([f"~{name}" for form in forms for name in groups.get(form, ())])


@cache
def word_list(name: str) -> frozenset[str]:
    """Return the words of a list in `data/`, whose header says what they are."""
    return frozenset(entries(PACKAGE, f"{name}.txt"))
