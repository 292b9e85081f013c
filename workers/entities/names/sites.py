"""Streets and premises: names that say where something is, whatever NER takes them for.

A body and the house it is in share a name: behind 'at' or 'inside' the house is meant (the reading
that Markert and Nissim 2007 call organisation for facility).
"""

from dataclasses import replace

from spacy.tokens import Doc, Token

from workers.entities.entity_lexicon import PlaceWords
from workers.entities.spans import Name

_MISTAKEN = frozenset({"ORG", "PERSON", "PRODUCT", "WORK_OF_ART", "LAW", "NORP"})
"""Labels that NER gives to streets and premises by mistake."""
_INSIDE = frozenset({"around", "at", "behind", "in", "inside", "into", "near", "outside"})
"""Prepositions behind which the name of a house is the house."""
_ALONG = _INSIDE | {
    "across", "along", "and", "between", "by", "down", "from", "of", "off", "on", "onto", "over",
    "past", "through", "to", "toward", "towards", "up", "via",
}  # fmt: skip
"""Words behind which the name of a street is the street; a person may be called 'Lane'."""


def site(doc: Doc, name: Name, words: PlaceWords) -> Name | None:
    """Return the name as that of a street or of premises; None where it is neither."""
    if name.label not in _MISTAKEN | {"FAC"}:
        return None
    before = _word_before(doc, name)
    whole = _with_street(doc, name, words)
    if before in _ALONG and _is_street(doc, whole, words):
        return whole.labelled("FAC", "street")
    if before in _INSIDE and name.label in _MISTAKEN and _is_house(doc, name, words):
        return name.labelled("FAC", "premises")
    return None


def _word_before(doc: Doc, name: Name) -> str:
    """Return the word before a name and its article, in lower case."""
    at = name.start - 1
    if at > 0 and doc[at].lower_ == "the":
        at -= 1
    return doc[at].lower_ if at >= 0 else ""


def _with_street(doc: Doc, name: Name, words: PlaceWords) -> Name:
    """Return the name with the word for a street behind it: 'East 51st' before 'Street'."""
    follows = name.end < len(doc) and doc[name.end].lower_.rstrip(".") in words.streets
    return replace(name, end=name.end + 1) if follows else name


def _is_street(doc: Doc, name: Name, words: PlaceWords) -> bool:
    """Say whether a name is that of a street ('Elm Street North') or a road ('Route 9')."""
    tokens = list(doc[name.start : name.end])
    while len(tokens) > 1 and tokens[-1].lower_.replace(".", "") in words.compass:
        tokens.pop()
    if len(tokens) < 2:  # noqa: PLR2004 - a kind of street and its own name
        return False
    numbered = tokens[-1].like_num or (len(tokens[-1]) == 1 and tokens[-1].is_upper)
    return tokens[-1].lower_.rstrip(".") in words.streets or (
        numbered and _is_capital_of(tokens[-2], words.streets)
    )


def _is_house(doc: Doc, name: Name, words: PlaceWords) -> bool:
    """Say whether a name is that of a house: its last word, or the one before 'of', says so."""
    tokens = doc[name.start : name.end]
    of = next((token.i for token in tokens if token.lower_ == "of"), name.end)
    return len(tokens) > 1 and _is_capital_of(doc[of - 1], words.houses)


def _is_capital_of(token: Token, words: frozenset[str]) -> bool:
    return token.text[:1].isupper() and token.lower_.rstrip(".") in words
