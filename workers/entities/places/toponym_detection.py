"""Detection of toponyms: the labels of NER against the gazetteer and the words beside."""

from collections import Counter
from collections.abc import Container, Sequence

from spacy.tokens import Doc

from workers.entities.entity_lexicon import PlaceWords, Titles
from workers.entities.places.article_hints import HintReader, Hints
from workers.entities.places.context_cues import PLACES, PlaceIndex
from workers.entities.places.missed_places import MissedPlaces
from workers.entities.places.place_bounds import with_place_bounds
from workers.entities.places.place_labels import PlaceLabels
from workers.entities.spans import Article, Name

_PASSES = 2
"""A list of places is found from the ones that are known already, so a second look finds its other
members."""


class ToponymDetector:
    """Corrects the place names of an article."""

    def __init__(
        self, index: PlaceIndex, lexicon: PlaceWords, demonyms: Container[str], titles: Titles
    ) -> None:
        self._index = index
        self._words = lexicon
        self._hints = HintReader(index, lexicon)
        self._labels = PlaceLabels(index, lexicon, demonyms, titles)
        self._missed = MissedPlaces(index, lexicon)

    def corrected(self, article: Article, names: Sequence[Name]) -> list[Name]:
        """Return the names with places added, relabelled and taken away; order kept, no overlap."""
        names = [self._not_person(article, name) for name in names]
        hints = self._hints.read(article, names)
        by_slice: list[list[Name]] = [[] for _ in article.slices]
        for name in names:
            by_slice[name.slice].append(name)
        found = [
            self._slice(article.slices[index].doc, index, own, hints)
            for index, own in enumerate(by_slice)
        ]
        return self._with_one_label(article, [name for own in found for name in own], hints)

    def _not_person(self, article: Article, name: Name) -> Name:
        """Relabel a person's name with a kind of place at either end ('Jefferson Parish')."""
        words = article.text(name).lower().split()
        kind = (
            name.label == "PERSON"
            and len(words) > 1
            and (words[0] in self._words.nouns or words[-1] in self._words.nouns)
        )
        return name.labelled("FAC", "kind of place") if kind else name

    def _slice(self, doc: Doc, index: int, names: list[Name], hints: Hints) -> list[Name]:
        own = with_place_bounds(doc, names, self._index)
        for _ in range(_PASSES):
            own = self._missed.added(doc, index, self._labels.relabelled(doc, own, hints), hints)
        return own

    def _with_one_label(self, article: Article, names: Sequence[Name], hints: Hints) -> list[Name]:
        """Give a name that is mostly a place the same label throughout the article."""
        votes: dict[str, Counter[bool]] = {}
        for name in names:
            votes.setdefault(article.text(name), Counter())[name.label in PLACES] += 1
        places = {
            text
            for text, count in votes.items()
            if text not in hints.surnames | hints.teams
            and count[True] >= count[False]
            and self._index.named(text)
        }
        return [
            name.labelled("GPE", "place elsewhere in the article")
            if name.label not in PLACES and article.text(name) in places
            else name
            for name in names
        ]
