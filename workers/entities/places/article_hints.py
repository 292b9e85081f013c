"""Hints of a whole article on its places: its states, people, illnesses and teams."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from workers.entities.entity_lexicon import PlaceWords
from workers.entities.places.context_cues import PLACES, PlaceIndex, may_stand_at_edge
from workers.entities.spans import Article, Name, written

_SPORT = 3
"""Different words of a report on a match from which an article is one; with a score, a single one
is enough."""
_SCORE = re.compile(r"\b\d{1,3}[-–]\d{1,3}\b")


@dataclass(frozen=True, slots=True)
class Hints:
    """The states and countries, surnames, given names, illnesses and teams of an article."""

    home: frozenset[int | str]
    surnames: frozenset[str]
    given: frozenset[str]
    illnesses: frozenset[str]
    teams: frozenset[str]


class HintReader:
    """Reads the hints of an article."""

    def __init__(self, index: PlaceIndex, lexicon: PlaceWords) -> None:
        self._index = index
        self._words = lexicon

    def read(self, article: Article, names: Sequence[Name]) -> Hints:
        """Return what the article says outright, and what its names tell."""
        areas: set[int | str] = set()
        for text in {article.text(name) for name in names if name.label in PLACES}:
            places = self._index.named(text)
            if places and (places[0].kind in {"country", "admin1"} or len(places) == 1):
                areas |= {area for area in (places[0].country, places[0].admin1) if area}
        surnames = {
            article.text(name).split()[-1]
            for name in names
            if name.label == "PERSON" and name.end - name.start > 1
        }
        given = frozenset(
            article.text(name).split()[0]
            for name in names
            if name.label == "PERSON" and name.end - name.start > 1
        )
        illnesses = {
            written(part.doc)[at - 1]
            for part in article.slices
            for at, word in enumerate(written(part.doc))
            if at and word.lower() in self._words.illnesses and may_stand_at_edge(part.doc, at - 1)
        }
        return Hints(
            frozenset(areas), frozenset(surnames), given, frozenset(illnesses), self._teams(article)
        )

    def _teams(self, article: Article) -> frozenset[str]:
        """Return the cities beside a verb of matches in a report on one: 'Ghent beat'."""
        spoken = {
            word.strip(".,;:") for part in article.slices for word in part.doc.text.lower().split()
        }
        scores = any(_SCORE.search(part.doc.text) for part in article.slices)
        if len(spoken & self._words.sports) + scores * (_SPORT - 1) < _SPORT:
            return frozenset()
        return frozenset(
            word
            for part in article.slices
            for at, word in enumerate(written(part.doc))
            if word.istitle() and self._plays(part.doc, at) and self._index.famous(word)
        )

    def _plays(self, doc: Doc, at: int) -> bool:
        """Say whether a verb of matches stands beside a word."""
        beside = [doc[other].lower_ for other in (at - 1, at + 1) if 0 <= other < len(doc)]
        return any(word in self._words.matches for word in beside)
