"""From a `Doc` to names: the entities of NER, with corrections that hold for news in general."""

from collections.abc import Iterator
from typing import get_args

from spacy.tokens import Doc, Span

from schemas.annotated import EntityLabel
from workers.entities.countries import Countries
from workers.entities.entity_lexicon import Titles
from workers.entities.normalisation import normal
from workers.entities.spans import Name

KEPT = frozenset(get_args(EntityLabel)) - {"ROLE", "TIMEX"}
"""NER's labels that this stage keeps: dates, times and quantities are the time grammar's and
nobody's."""


def recognised(doc: Doc, index: int, titles: Titles, countries: Countries) -> tuple[Name, ...]:
    """Return the names of one slice in order, none overlapping."""
    found = (Name(index, start, end, label) for start, end, label in _repaired(doc, titles))
    return tuple(_labelled(doc, name, countries) for name in found)


def _repaired(doc: Doc, titles: Titles) -> Iterator[tuple[int, int, EntityLabel]]:
    for span in doc.ents:
        label = span.label_
        if label not in KEPT:
            continue
        start, end = trimmed(span, titles)
        if start < end:
            yield start, end, label  # type: ignore[misc]  # KEPT holds nothing but these labels


def trimmed(span: Span, titles: Titles) -> tuple[int, int]:
    """Return token bounds without article, possessive, conjunction and outer punctuation.

    A full stop that is a token of its own ends the name, since that of an abbreviation is not. For
    a person, titles and a number behind the name (an age, a year) are left out too.
    """
    doc, start, end = span.doc, span.start, span.end
    end = next((token.i for token in span[1:] if token.text == "."), end)
    while start < end and (
        doc[start].lower_ in {"the", "a", "an", "'s", "’s"}
        or doc[start].is_punct
        or doc[start].is_space
    ):
        start += 1
    while start < end and (
        doc[end - 1].lower_ in {"'s", "’s", "'", "’", "and", "or"}
        or doc[end - 1].is_punct
        or doc[end - 1].is_space
    ):
        end -= 1
    if span.label_ == "PERSON":
        while start < end - 1 and (_leads(doc[start:end], titles) or doc[start].is_lower):
            start += 1
        while start < end - 1 and (doc[end - 1].is_digit or doc[end - 1].is_punct):
            end -= 1
    return start, end


def _leads(span: Span, titles: Titles) -> bool:
    """Say whether a name's first word is a title.

    The modifier of an office is one only before an office: 'Lance Corporal Hale', not 'Lance Hale'.
    """
    first = span[0].lower_.rstrip(".")
    if first in titles.honorifics or first in titles.offices:
        return True
    return first in titles.modifiers and is_title(span[1].lower_, titles)


def is_title(word: str, titles: Titles) -> bool:
    """Say whether a lower-case word is an honorific, an office or the modifier of one."""
    plain = word.rstrip(".")
    return plain in titles.honorifics or plain in titles.offices or plain in titles.modifiers


def _labelled(doc: Doc, name: Name, countries: Countries) -> Name:
    form = doc[name.start : name.end].text
    if form.islower():
        return name
    if countries.of(form) is None:
        return name
    return name.labelled("GPE" if normal(form) in countries.names else "NORP", "country or people")
