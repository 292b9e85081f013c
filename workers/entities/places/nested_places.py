"""Places within the names of organisations: 'Seoul City Hall', 'Taco Bell Canada'.

They overlap the body's own entity, and tell where it is. A place's name that is only part of a
brand ('Boston Globe', 'Chicago Bulls') is none.
"""

from collections.abc import Iterable, Iterator

from spacy.tokens import Doc

from workers.entities.entity_lexicon import PlaceWords
from workers.entities.places.context_cues import PlaceIndex, may_stand_at_edge
from workers.entities.spans import Article, Name

_ORGANISATIONS = frozenset({"ORG", "FAC"})
_LONGEST = 4
_KNOWN = 100_000
"""People from which a town's name within a body's name is taken for the town."""


def nested_places(
    article: Article, names: Iterable[Name], index: PlaceIndex, words: PlaceWords
) -> Iterator[Name]:
    """Yield the places within the names of bodies and buildings."""
    for name in names:
        if name.label in _ORGANISATIONS and name.end - name.start > 1:
            doc = article.slices[name.slice].doc
            if any(token.lower_ in words.brands for token in doc[name.start : name.end]):
                continue
            bounds = _beginning(doc, name, index, words) or _ending(doc, name, index)
            if bounds:
                yield Name(name.slice, *bounds, "GPE")


def _beginning(
    doc: Doc, name: Name, index: PlaceIndex, words: PlaceWords
) -> tuple[int, int] | None:
    public = any(token.lower_ in words.publics for token in doc[name.start + 1 : name.end])
    for end in range(min(name.end - 1, name.start + _LONGEST), name.start, -1):
        places = (
            index.named(doc[name.start : end].text) if may_stand_at_edge(doc, name.start) else ()
        )
        if not places or words.bare(doc[name.start : end].text.lower()):
            continue
        country = places[0].kind == "country" and places[0].usual
        large = any(place.usual and place.population >= _KNOWN for place in places)
        return (name.start, end) if country or (public and large) else None
    return None


def _ending(doc: Doc, name: Name, index: PlaceIndex) -> tuple[int, int] | None:
    for start in range(max(name.start + 1, name.end - _LONGEST), name.end):
        places = index.named(doc[start : name.end].text) if may_stand_at_edge(doc, start) else ()
        if places:
            return (start, name.end) if places[0].kind == "country" and places[0].usual else None
    return None
