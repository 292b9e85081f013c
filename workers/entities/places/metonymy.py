"""Metonyms: places that stand for a government or a people ('Ottawa said')."""

from dataclasses import dataclass
from functools import cache

from spacy.tokens import Doc

from workers.entities.entity_lexicon import data, words
from workers.entities.spans import Name

_POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
_LOCATING = frozenset({"in", "at", "near", "around", "outside", "across", "of"})
_REACH = 3
"""Tokens behind a possessive in which the deed must stand."""


@dataclass(frozen=True, slots=True)
class MetonymWords:
    """The lists of `metonyms.yaml`, where each is explained."""

    verbs: frozenset[str]
    auxiliaries: frozenset[str]
    deeds: frozenset[str]
    prepositions: frozenset[str]
    relations: frozenset[str]


@cache
def metonym_words() -> MetonymWords:
    """Read `metonyms.yaml`."""
    document = data("metonyms.yaml")
    return MetonymWords(**{section: words(document, section) for section in MetonymWords.__slots__})


def is_metonym(doc: Doc, name: Name, lexicon: MetonymWords) -> bool:
    """Say whether the words around a place's name make it an actor."""
    owner = name.end < len(doc) and doc[name.end].text in _POSSESSIVE
    located = name.start > 0 and doc[name.start - 1].lower_ in _LOCATING and not owner
    return (not located and precedes_action(doc, name.end, lexicon)) or _is_in_relation(
        doc, name.start, lexicon
    )


def precedes_action(doc: Doc, at: int, lexicon: MetonymWords) -> bool:
    """Say whether a verb of doing, or a possessive and a deed, begins at token `at`."""
    if at < len(doc) and doc[at].text in _POSSESSIVE:
        return any(token.lower_ in lexicon.deeds for token in doc[at + 1 : at + 1 + _REACH])
    while at < len(doc) and (
        doc[at].lower_ in lexicon.auxiliaries or doc[at].lower_.endswith("ly")
    ):
        at += 1
    return at < len(doc) and doc[at].lower_ in lexicon.verbs


def _is_in_relation(doc: Doc, start: int, lexicon: MetonymWords) -> bool:
    """Read 'talks with X', 'sanctions on X', 'between Y and X'."""
    before = start - 1
    if before > 1 and doc[before].lower_ == "and" and doc[before - 2].lower_ == "between":
        return True
    if before < 0 or doc[before].lower_ not in lexicon.prepositions:
        return False
    return doc[before].lower_ == "between" or any(
        token.lower_ in lexicon.relations for token in doc[max(0, before - 2) : before]
    )
