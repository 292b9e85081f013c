"""Places that NER did not see: names in capitals that the gazetteer or the words beside know."""

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc

from workers.entities.entity_lexicon import PlaceWords
from workers.entities.places.article_hints import Hints
from workers.entities.places.context_cues import (
    PLACES,
    PlaceIndex,
    context_cues,
    is_in_list,
    is_well_known,
    may_stand_at_edge,
    may_stand_inside,
)
from workers.entities.spans import Name, written

_LONGEST = 5
"""Tokens of the longest name that is looked for."""
_NO_NAMES = frozenset(
    {"DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "ORDINAL", "CARDINAL", "LANGUAGE"}
)
Bounds = tuple[set[int], set[int]]
"""Tokens at which places end, and tokens at which places start."""


class MissedPlaces:
    """Finds the places of an article that stand in no name."""

    def __init__(self, index: PlaceIndex, lexicon: PlaceWords) -> None:
        self._index = index
        self._words = lexicon

    def added(self, doc: Doc, index: int, names: Sequence[Name], hints: Hints) -> list[Name]:
        """Return the names of slice `index`, and the places that stand between them, in order."""
        taken = self._taken(doc, names)
        ends, starts = bounds_of_places(names)
        found: list[Name] = []
        done = 0
        for at, word in enumerate(written(doc)):
            if at < done or not word[0].isupper():
                continue
            end = self._end(doc, at, taken, hints, (ends, starts))
            if end is not None:
                found.append(self._name(doc, index, (at, end), hints))
                ends.add(end)
                done = end
        return sorted([*names, *found])

    def _taken(self, doc: Doc, names: Sequence[Name]) -> set[int]:
        """Return the tokens of names and figures; a famous city within a figure is free."""
        figures = [span for span in doc.ents if span.label_ in _NO_NAMES]
        free = {
            at
            for at, word in enumerate(written(doc))
            if word.istitle() and self._index.famous(word)
        }
        return {at for name in names for at in range(name.start, name.end)} | (
            {at for span in figures for at in range(span.start, span.end)} - free
        )

    def _end(
        self, doc: Doc, start: int, taken: set[int], hints: Hints, bounds: Bounds
    ) -> int | None:
        """Return the end of the longest place that starts at a token, if one does."""
        ends = _run_ends(doc, start, taken)
        return next((end for end in ends if self._is_place(doc, (start, end), hints, bounds)), None)

    def _name(self, doc: Doc, index: int, run: tuple[int, int], hints: Hints) -> Name:
        start, end = run
        within = context_cues(doc, start, end, self._words).within
        if doc[start:end].text in hints.teams and not within:
            return Name(index, start, end, "ORG", "team")
        return Name(index, start, end, "GPE", "place")

    def _is_place(self, doc: Doc, run: tuple[int, int], hints: Hints, bounds: Bounds) -> bool:
        start, end = run
        text = doc[start:end].text
        places = self._index.named(text)
        if not places or self._words.bare(text.lower()):
            return False
        near = context_cues(doc, start, end, self._words)
        if near.illness or text in hints.illnesses or text in hints.given or text in hints.surnames:
            return False
        if places[0].kind == "country" and places[0].usual:
            return True
        noun = near.noun and not _is_cut(doc, start, end)
        if is_well_known(places, hints.home) and (
            near.within or noun or is_in_list(doc, start, end, *bounds)
        ):
            return True
        return is_famous(doc, run, hints, self._index, self._words)


def is_famous(
    doc: Doc, run: tuple[int, int], hints: Hints, index: PlaceIndex, words: PlaceWords
) -> bool:
    """Say whether a run of tokens names a famous city, and nothing else in the article."""
    start, end = run
    text = doc[start:end].text
    if (
        text in hints.surnames
        or text in hints.given
        or text.lower() in words.doubtful
        or text.isupper()
    ):
        return False
    apart = not _touches(doc, start - 1, start) and not _touches(doc, end, end)
    return apart and index.famous(text) is not None


def bounds_of_places(names: Sequence[Name]) -> Bounds:
    """Return the tokens at which names of places end, and those at which they start."""
    return (
        {name.end for name in names if name.label in PLACES},
        {name.start for name in names if name.label in PLACES},
    )


def _is_cut(doc: Doc, start: int, end: int) -> bool:
    """Say whether tokens before a small noun end a longer name: 'Grove' of 'a Sandy Grove man'."""
    return end < len(doc) and doc[end].is_lower and _touches(doc, start - 1, start)


def _touches(doc: Doc, at: int, edge: int) -> bool:
    """Say whether the token at a name's edge may belong to a longer name.

    It may if it is capitalised or tied by a hyphen.
    """
    if not 0 <= at < len(doc):
        return False
    token, tied = doc[at], edge > 0 and not doc[edge - 1].whitespace_
    if token.is_title or token.is_upper:
        return not (at < edge and (at == 0 or doc[at - 1].is_punct or token.is_stop))
    return token.text == "&" or (tied and token.text in {"-", "–", "/", "@"})


def _run_ends(doc: Doc, start: int, taken: set[int]) -> Iterator[int]:
    """Yield the ends of runs of capital words from `start`, longest first."""
    if start in taken or not may_stand_at_edge(doc, start):
        return
    end = start + 1
    ends = [end]
    while (
        end < len(doc)
        and end - start < _LONGEST
        and end not in taken
        and may_stand_inside(doc, end)
    ):
        end += 1
        if may_stand_at_edge(doc, end - 1):
            ends.append(end)
    yield from reversed(ends)
