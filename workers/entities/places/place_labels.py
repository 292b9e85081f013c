"""The label of a name as far as places go: a place that NER missed, and a place that is none."""

from collections.abc import Container, Iterator, Sequence

from spacy.tokens import Doc, Token

from schemas.annotated import EntityLabel
from workers.entities.entity_lexicon import PlaceWords, Titles
from workers.entities.normalisation import normal
from workers.entities.places.article_hints import Hints
from workers.entities.places.context_cues import (
    PLACES,
    ContextCues,
    PlaceIndex,
    context_cues,
    is_in_list,
    is_well_known,
    may_stand_at_edge,
)
from workers.entities.places.gazetteer import Place
from workers.entities.places.missed_places import bounds_of_places, is_famous
from workers.entities.spans import Name

_CITY = 200_000
"""People of a capital whose bare name NER takes for a body ('Washington said')."""
_Ruling = tuple[EntityLabel, str]
"""A label and the rule that gave it."""


class PlaceLabels:
    """Decides which names of an article are places."""

    def __init__(
        self, index: PlaceIndex, lexicon: PlaceWords, demonyms: Container[str], titles: Titles
    ) -> None:
        self._index = index
        self._words = lexicon
        self._demonyms = demonyms
        self._titles = titles

    def relabelled(self, doc: Doc, names: Sequence[Name], hints: Hints) -> list[Name]:
        """Return the names of a slice with their labels corrected, without what is no name."""
        ends, starts = bounds_of_places(names)
        rulings = [
            self._label(doc, name, hints, is_in_list(doc, name.start, name.end, ends, starts))
            for name in names
        ]
        return [
            name.labelled(*ruling) for name, ruling in zip(names, rulings, strict=True) if ruling
        ]

    def _label(self, doc: Doc, name: Name, hints: Hints, in_list: bool) -> _Ruling | None:
        """Return the label of a name and the rule that gives it, or None where it is no name."""
        near = context_cues(doc, name.start, name.end, self._words)
        text = doc[name.start : name.end].text
        ill = near.illness or (text in hints.illnesses and not near.within)
        if text in hints.teams and not (near.within or near.noun):
            return "ORG", "team"
        if name.label in PLACES:
            bare = self._words.bare(text.lower()) and not (
                name.start and doc[name.start - 1].lower_ == "the"
            )
            return (
                None
                if ill or bare or not may_stand_at_edge(doc, name.start)
                else self._place_label(name, text, near, hints, in_list)
            )
        if ill or text in hints.surnames or (name.start and self._is_address(doc[name.start - 1])):
            return name.label, name.rule
        if name.label == "NORP" and normal(text) in self._demonyms:
            return name.label, name.rule
        return next(self._place_rulings(doc, name, near, hints, in_list), (name.label, name.rule))

    def _is_address(self, token: Token) -> bool:
        word = token.lower_.rstrip(".")
        return word in self._titles.honorifics or word in self._titles.offices

    def _place_label(
        self, name: Name, text: str, near: ContextCues, hints: Hints, in_list: bool
    ) -> _Ruling:
        if text in hints.surnames and not (near.within or near.noun):
            return "PERSON", "surname"
        spoken = near.within or near.toward or near.noun or in_list
        common = self._words.bare(text.lower()) or text.lower() in self._words.features
        known = spoken or common or self._index.named(text) or self._has_feature_noun(text)
        return (name.label, name.rule) if known else ("ORG", "no known place")

    def _place_rulings(
        self, doc: Doc, name: Name, near: ContextCues, hints: Hints, in_list: bool
    ) -> Iterator[_Ruling]:
        """Yield the reasons to take a name with another label for a place, strongest first."""
        places = self._index.named(doc[name.start : name.end].text)
        spoken = near.within or near.noun or in_list or (near.toward and name.label != "PERSON")
        if places and spoken and is_well_known(places, hints.home):
            yield "GPE", "spoken of as a place"
        if self._is_land_or_water(doc, name, near):
            yield "LOC", "named as land or water"
        yield from self._single_word_rulings(doc, name, hints)
        if self._is_state_behind_comma(doc, name):
            yield "GPE", "state behind a comma"
        speaks = name.label == "PERSON" and _speaks(doc, name, self._words)
        if not speaks and is_famous(doc, (name.start, name.end), hints, self._index, self._words):
            yield "GPE", "well-known city"
        if near.of_noun or (
            near.within and name.end - name.start == 1 and name.label in {"PERSON", "PRODUCT"}
        ):
            yield (name.label, name.rule) if name.label == "NORP" else ("GPE", "unknown place")

    def _single_word_rulings(self, doc: Doc, name: Name, hints: Hints) -> Iterator[_Ruling]:
        """Yield the reasons to take a name of one word for a place."""
        text = doc[name.start : name.end].text
        if name.end - name.start > 1 or text.isupper():
            return
        places = self._index.named(text)
        if name.label == "ORG" and any(_is_large_capital(place) for place in places):
            yield "GPE", "capital"
        near_home = any(place.usual and place.admin1 in hints.home for place in places)
        if name.label == "PERSON" and near_home and not _speaks_or_acts(doc, name, self._words):
            yield "GPE", "place of a state spoken of"

    def _is_land_or_water(self, doc: Doc, name: Name, near: ContextCues) -> bool:
        text = doc[name.start : name.end].text
        if name.label == "NORP" or not self._has_feature_noun(text):
            return False
        known = bool(self._index.named(text))
        return known or name.label == "FAC" or near.within or near.toward

    def _is_state_behind_comma(self, doc: Doc, name: Name) -> bool:
        text = doc[name.start : name.end].text
        behind = bool(name.start) and doc[name.start - 1].text == ","
        return behind and self._index.abbreviated(text)

    def _has_feature_noun(self, text: str) -> bool:
        words = text.lower().split()
        return len(words) > 1 and (
            words[0] in self._words.features or words[-1] in self._words.features
        )


def _is_large_capital(place: Place) -> bool:
    return place.kind == "capital" and place.usual and place.population >= _CITY


def _speaks(doc: Doc, name: Name, words: PlaceWords) -> bool:
    """Say whether a verb of speech follows the name."""
    return name.end < len(doc) and doc[name.end].lower_ in words.speech


def _speaks_or_acts(doc: Doc, name: Name, words: PlaceWords) -> bool:
    """Say whether a verb of speech or of a deed follows the name."""
    return name.end < len(doc) and doc[name.end].lower_ in words.speech_or_deeds
