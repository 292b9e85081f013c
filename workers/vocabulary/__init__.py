"""Words that more than one stage reads: one list for one question.

A list that only one stage reads stands in the folder `data` of that stage. What is here counts as
part of the rules of consolidation: when a list changes, every record is built again
(`workers/consolidation/rows/rules.py`).
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from workers.lexicons import LexiconError, document, word_lists, words

__all__ = [
    "ClauseOpeners",
    "Synonyms",
    "load_clause_openers",
    "load_numerals",
    "load_states",
    "load_synonyms",
    "opener",
]

PACKAGE = "workers.vocabulary"


@dataclass(frozen=True, slots=True)
class ClauseOpeners:
    """First words of clauses; `data/clause_openers.yaml` says what each list is for."""

    joining: frozenset[str]
    connecting: frozenset[str]
    leaning: frozenset[str]
    pointing: frozenset[str]
    definite: frozenset[str]
    speaking: frozenset[str]


@dataclass(frozen=True, slots=True)
class Synonyms:
    """Verbs and nouns that can name one event; `data/synonyms.yaml` says what the groups mean.

    Attributes:
        same: Lemma -> name of the group of words for the same act that it is in.
        related: Name of such a group, or lemma in none -> names of the groups of related words.
    """

    same: Mapping[str, str]
    related: Mapping[str, frozenset[str]]

    def group(self, lemma: str) -> str:
        """Return the name of the lemma's group; a lemma in no group is a group by itself."""
        return self.same.get(lemma, lemma)


@cache
def load_clause_openers() -> ClauseOpeners:
    """Read `data/clause_openers.yaml`.

    Raises:
        LexiconError: A list is missing, unknown or no list of words.
    """
    return word_lists(document(PACKAGE, "clause_openers.yaml"), ClauseOpeners)


def opener(word: str) -> str:
    """Return the first word of a clause as the lists have it, without what is joined to it.

    'It' of 'It’s', in lower case and without a mark before it.
    """
    return word.strip("“\"'‘(,").replace("’", "'").partition("'")[0].casefold()


@cache
def load_numerals() -> dict[str, int]:
    """Read `data/numerals.yaml`: the word of a number -> the number."""
    return {str(word): int(number) for word, number in document(PACKAGE, "numerals.yaml").items()}


@cache
def load_states() -> dict[str, dict[str, tuple[str, ...]]]:
    """Read `data/states.yaml`: country code -> full name of a state -> its abbreviations.

    Raises:
        LexiconError: The abbreviations of a state are no list of words.
    """
    return {
        country: {name: tuple(sorted(words(states, name, lower=False))) for name in states}
        for country, states in document(PACKAGE, "states.yaml").items()
    }


@cache
def load_synonyms() -> Synonyms:
    """Read `data/synonyms.yaml`.

    Raises:
        LexiconError: A section or group is no list of words, or a word is in two groups of `same`.
    """
    sections = document(PACKAGE, "synonyms.yaml")
    same: dict[str, str] = {}
    for name in sections["same"]:
        for lemma in words(sections["same"], name):
            if same.setdefault(lemma, name) != name:
                raise LexiconError(f"synonyms.yaml: {lemma!r} is in {same[lemma]} and in {name}")
    related: defaultdict[str, set[str]] = defaultdict(set)
    for name in sections["related"]:
        for lemma in words(sections["related"], name):
            related[same.get(lemma, lemma)].add(name)
    return Synonyms(same, {group: frozenset(names) for group, names in related.items()})
