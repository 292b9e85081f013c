"""Cues beside a name that decide its label: an age marks a person, a kind of vessel a ship."""

import re
from dataclasses import replace

from spacy.tokens import Doc

from workers.entities.entity_lexicon import NameWords
from workers.entities.spans import Name

_SCORE = re.compile(r"\s\d+\s*[-–]\s*\d+$")
_OLDEST = 120
_BRACKETS = {",": ",", "(": ")"}


def cued_label(doc: Doc, name: Name, words: NameWords) -> Name | None:
    """Return the name under the label that its neighbours give; None where they give none."""
    if _is_ship_prefix(doc[name.start].text, words) and name.end - name.start > 1:
        return name.labelled("PRODUCT", "ship's prefix")
    before = doc[name.start - 1] if name.start else None
    if before is not None and _is_ship_prefix(before.text, words) and not before.ent_type_:
        return replace(name, start=name.start - 1).labelled("PRODUCT", "ship's prefix")
    if before is not None and before.lower_ in words.vessels and name.label != "NORP":
        return name.labelled("PRODUCT", "vessel")
    return name.labelled("PERSON", "age") if _has_age(doc, name.end) else None


def _is_ship_prefix(text: str, words: NameWords) -> bool:
    return text == text.upper() and text.lower() in words.ship_prefixes


def _has_age(doc: Doc, at: int) -> bool:
    """Say whether an age between commas or in brackets begins at a token: 'Ober, 34, of Leeds'."""
    if at + 2 >= len(doc) or doc[at].text not in _BRACKETS:
        return False
    age = doc[at + 1].text
    return (
        age.isascii()
        and age.isdecimal()
        and int(age) <= _OLDEST
        and doc[at + 2].text == _BRACKETS[doc[at].text]
    )


def without_score(doc: Doc, name: Name) -> Name:
    """Cut the score of a match from the end of a name: 'Bristol 2-1'."""
    score = _SCORE.search(doc[name.start : name.end].text)
    if score is None:
        return name
    at = doc[name.start].idx + score.start()
    return replace(
        name, end=next(token.i for token in doc[name.start : name.end] if token.idx > at)
    )
