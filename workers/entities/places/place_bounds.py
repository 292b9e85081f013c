"""The bounds of place names: names that NER joins are split, and names that it cuts are widened."""

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc

from workers.entities.places.context_cues import (
    PLACES,
    PlaceIndex,
    is_well_known,
    may_stand_at_edge,
    may_stand_inside,
)
from workers.entities.spans import Name

_WIDER = 3
"""Tokens on each side by which a name may grow."""


def with_place_bounds(doc: Doc, names: Sequence[Name], index: PlaceIndex) -> list[Name]:
    """Return the names of a slice with the bounds of places corrected, in order, no overlap."""
    return _widened(doc, [part for name in names for part in _split(doc, name, index)], index)


def _split(doc: Doc, name: Name, index: PlaceIndex) -> list[Name]:
    """Part a name at a comma or slash where a place stands behind it ('Pandi, Bulacan')."""
    at = next(
        (token for token in range(name.end - 2, name.start, -1) if doc[token].text in {",", "/"}),
        None,
    )
    if at is None or not is_well_known(index.named(doc[at + 1 : name.end].text), frozenset()):
        return [name]
    return [
        *_split(doc, replace(name, end=at), index),
        replace(name, start=at + 1).labelled("GPE", "place behind a comma"),
    ]


def _widened(doc: Doc, names: Sequence[Name], index: PlaceIndex) -> list[Name]:
    """Extend the names of places to longer names that the gazetteer has.

    'Beida' becomes 'Goz Beida'; 'Jammu' and 'Kashmir' become one.
    """
    wide = [_longest(doc, name, index) if name.label in PLACES else name for name in names]
    kept: list[Name] = []
    for name in sorted(wide, key=lambda name: (name.start - name.end, name.start)):
        if not any(name.start < other.end and other.start < name.end for other in kept):
            kept.append(name)
    return sorted(kept)


def _longest(doc: Doc, name: Name, index: PlaceIndex) -> Name:
    """Return the longest name of the gazetteer that holds the name, or the name itself."""
    first, last = _limits(doc, name)
    bounds = ((a, b) for a in range(first, name.start + 1) for b in range(name.end, last + 1))
    for start, end in sorted(bounds, key=lambda ends: ends[0] - ends[1]):
        if (start, end) == (name.start, name.end):
            break
        edges = may_stand_at_edge(doc, start) and may_stand_at_edge(doc, end - 1)
        if edges and index.named(doc[start:end].text):
            return replace(name, start=start, end=end)
    return name


def _limits(doc: Doc, name: Name) -> tuple[int, int]:
    """Return the first token and the end of the words that may belong to the name."""
    first, last = name.start, name.end
    while first > 0 and name.start - first < _WIDER and may_stand_inside(doc, first - 1):
        first -= 1
    while last < len(doc) and last - name.end < _WIDER and may_stand_inside(doc, last):
        last += 1
    return first, last
