"""Cues for a place: the words beside a name, and the entries of the gazetteer."""

from dataclasses import dataclass

from spacy.tokens import Doc

from workers.entities.entity_lexicon import PlaceWords
from workers.entities.normalisation import place_form
from workers.entities.places.gazetteer import Place, PlaceNames
from workers.entities.places.toponyms import Abbreviations

PLACES = frozenset({"GPE", "LOC"})
_ABBREVIATION = 4
_LARGE = 5_000
"""People from which a place is known well enough to be named without its state or country."""
_FAMOUS = 7.3
"""Powers of ten of a city's people and (half as much again) of its names in all languages,
together, from which its name alone speaks for it."""
_LINKS = frozenset({",", "and", "or", "&", "/", ";"})
_INNER = frozenset({"-", "of", "the", "and", "de", "del", "du", "la", "al", "el"})
_ARTICLES = frozenset({"Al", "De", "Del", "Du", "El", "La", "Las", "Le", "Los"})
"""Words that begin names of places where they have a capital: 'El Paso', 'La Paz'."""
_CALLED = frozenset({"called", "named"})


@dataclass(frozen=True, slots=True)
class ContextCues:
    """What stands around a name.

    Attributes:
        within: A preposition that hardly anything but a place follows, or 'most of'.
        toward: A preposition that other names follow too.
        noun: A noun for a kind of place beside it.
        of_noun: That noun and 'of' or 'called' before it ('the village of').
        illness: It is the name of an illness or its cause.
    """

    within: bool
    toward: bool
    noun: bool
    of_noun: bool
    illness: bool


class PlaceIndex:
    """The gazetteer, with the abbreviations of states beside it."""

    def __init__(self, gazetteer: PlaceNames, short: Abbreviations) -> None:
        self._gazetteer = gazetteer
        self._short = short

    def named(self, text: str) -> tuple[Place, ...]:
        """Return the places of a name as written."""
        places = self._gazetteer.named(place_form(text))
        if len(text) <= _ABBREVIATION and not text.replace(".", "").isupper():
            places = tuple(
                place
                for place in places
                if place.kind != "country" or place_form(place.name) == place_form(text)
            )
        if places or " " in text:
            return places
        expanded = self._short.expand(text, after_comma=False)
        return (
            self._gazetteer.named(expanded[0])
            if expanded and (text.isupper() or text.endswith("."))
            else ()
        )

    def famous(self, text: str) -> Place | None:
        """Return the city that is known by this very name the world over, if there is one."""
        return next(
            (place for place in self.named(text) if place.usual and _is_famous(place)), None
        )

    def abbreviated(self, text: str) -> bool:
        """Say whether the text is the abbreviation of a state, as after a comma."""
        return self._short.expand(text, after_comma=True) is not None


def _is_famous(place: Place) -> bool:
    return place.kind in {"city", "capital"} and place.fame >= _FAMOUS


def context_cues(doc: Doc, start: int, end: int, words: PlaceWords) -> ContextCues:
    """Return what stands around tokens `start:end`."""
    before = start - 1
    while before >= 0 and doc[before].lower_ in words.directions:
        before -= 1
    previous = doc[before].lower_ if before >= 0 else ""
    earlier = doc[before - 1].lower_ if before > 0 else ""
    following = doc[end].lower_ if end < len(doc) else ""
    of_noun = (previous == "of" or previous in _CALLED) and earlier in words.nouns
    return ContextCues(
        previous in words.within or (previous == "of" and earlier in words.parts),
        previous in words.toward,
        of_noun
        or following in words.nouns
        or following in words.dwellers
        or (doc[start - 1].lower_ in words.nouns if start else False),
        of_noun,
        following in words.illnesses,
    )


def is_well_known(places: tuple[Place, ...], home: frozenset[int | str]) -> bool:
    """Say whether a place of the name is large, or in a state that the article names."""
    return any(
        (place.usual and place.population >= _LARGE)
        or place.admin1 in home
        or place.kind in {"country", "region", "continent"}
        for place in places
    )


def is_in_list(doc: Doc, start: int, end: int, ends: set[int], starts: set[int]) -> bool:
    """Say whether a comma or 'and' links the tokens to a place before or behind them."""
    before = start - 1
    while before > 0 and doc[before].lower_ in _LINKS:
        before -= 1
    after = end
    while after < len(doc) - 1 and doc[after].lower_ in _LINKS:
        after += 1
    return (before + 1 in ends and before + 1 < start) or (after in starts and after > end)


def may_stand_inside(doc: Doc, at: int) -> bool:
    """Say whether a token may stand within a name of several words."""
    return may_stand_at_edge(doc, at) or doc[at].lower_ in _INNER


def may_stand_at_edge(doc: Doc, at: int) -> bool:
    """Say whether a token may begin or end a place's name."""
    token = doc[at]
    word = token.text
    if (
        not word[0].isupper()
        or len(word) == 1
        or "$" in word
        or (token.lower_ in _INNER and word not in _ARTICLES)
    ):
        return False
    return not (
        at > 1 and doc[at - 1].text == "-" and not doc[at - 1].whitespace_ and doc[at - 2].is_lower
    )
