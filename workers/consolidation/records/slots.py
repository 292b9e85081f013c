"""Slots by vote: each value has the support of the independent sources that say it; a copy supports nothing."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple, TypeVar

from schemas import Quote
from schemas.event import Conflict, ConflictValue, Slot, Where
from schemas.mentions import EventType, Modality, Place
from workers.consolidation.pairs.profiles import UNTYPED, ChainProfile

V = TypeVar("V")

MODALITIES: tuple[Modality, ...] = ("occurred", "ongoing", "planned", "denied", "hypothetical")
LONGEST_ABBREVIATION = 4
MOST_FILLERS = 24
"""Most participants or places of one record: a long list of people named once each tells nobody who did it."""


class Said(NamedTuple):
    """One value of one slot in the words of one article."""

    value: str
    article_id: str
    quote: Quote


class Telling(NamedTuple):
    """A chain with the source that stands behind it (the original of its group of copies) and the day its article was published."""

    profile: ChainProfile
    source: str
    day: date | None = None


def vote_where(tellings: Sequence[Telling]) -> tuple[tuple[Where, ...], tuple[Said, ...]]:
    """Return the places, best supported first, then as the articles' own analyses rank them, and what was said of each."""
    found: dict[str, list[tuple[Place, Telling]]] = {}
    ranks: dict[str, int] = {}
    for telling in [telling for telling in tellings if telling.profile.chain.places]:
        for rank, place in enumerate(telling.profile.chain.places):
            key = str(place.geo.geonameid) if place.geo and place.geo.geonameid is not None else place.entity
            found.setdefault(key, []).append((place, telling))
            ranks[key] = min(rank, ranks.get(key, rank))
    if not found:
        return (), ()
    where = [(_where(items), key) for key, items in found.items()]
    where.sort(key=lambda item: (-item[0].support, ranks[item[1]], item[0].name, item[1]))
    said = [
        Said(item.name, telling.profile.node[0], place.quote)
        for item, key in where[:MOST_FILLERS]
        for place, telling in found[key]
    ]
    return tuple(item for item, _ in where[:MOST_FILLERS]), tuple(said)


def vote_type(tellings: Sequence[Telling]) -> EventType:
    """Return the type that most sources give, an unknown one only where no other is given."""
    known = [telling for telling in tellings if telling.profile.chain.type.code not in UNTYPED]
    return _most(known or tellings, lambda telling: telling.profile.chain.type, _type_order)


def vote_modality(tellings: Sequence[Telling]) -> Modality:
    """Return the modality that most sources give; what has occurred before what is planned on a tie."""
    return _most(tellings, lambda telling: telling.profile.chain.modality, MODALITIES.index)


def support(tellings: Iterable[Telling]) -> int:
    """Return how many independent sources the tellings have."""
    return len({telling.source for telling in tellings})


def conflict_value(value: str, tellings: Collection[Telling]) -> ConflictValue:
    """Return a value that others contradict, with its support and the articles that give it."""
    return ConflictValue(value, support(tellings), tuple(sorted({telling.profile.node[0] for telling in tellings})))


def conflict_of(slot: Slot, values: Iterable[ConflictValue]) -> Conflict:
    """Return a conflict of values, best supported first."""
    return Conflict(slot, tuple(sorted(values, key=lambda item: (-item.support, item.value))))


def _most(tellings: Sequence[Telling], of: Callable[[Telling], V], order: Callable[[V], object]) -> V:
    values = [of(telling) for telling in tellings]
    if values.count(values[0]) == len(values):  # of most events all say the same
        return values[0]
    sources: dict[V, set[str]] = {}
    for value, telling in zip(values, tellings, strict=True):
        sources.setdefault(value, set()).add(telling.source)
    return min(sources, key=lambda value: (-len(sources[value]), order(value)))


def _type_order(value: EventType) -> tuple[bool, str, str, str]:
    return value.mode is None, value.scheme, value.code, value.mode or ""


def _where(items: Sequence[tuple[Place, Telling]]) -> Where:
    geo = next((place.geo for place, _ in items if place.geo), None)
    return Where(
        name=_as_said(items[0][0])
        if len(items) == 1
        else longest((_as_said(place), telling) for place, telling in items),
        geonameid=geo.geonameid if geo else None,
        lat=geo.lat if geo else None,
        lon=geo.lon if geo else None,
        country=geo.country if geo else None,
        support=support(telling for _, telling in items),
    )


def _as_said(place: Place) -> str:
    """Return the place's name, or the abbreviation that the article uses for it ('UK')."""
    letters = place.quote.quote.replace(".", "")
    return place.quote.quote if letters.isupper() and len(letters) <= LONGEST_ABBREVIATION else place.name


def by_source(items: Iterable[tuple[V, Telling]]) -> Mapping[V, int]:
    """Return how many sources give each value."""
    found: dict[V, int] = {}
    for value, _ in {(value, telling.source) for value, telling in items}:
        found[value] = found.get(value, 0) + 1
    return found


def longest(items: Iterable[tuple[str, Telling]]) -> str:
    """Return the name that most sources use, of several the longest."""
    counts = by_source(items)
    return min(counts, key=lambda name: (-counts[name], -len(name), name))


def commonest(items: Iterable[tuple[str | None, Telling]]) -> str | None:
    """Return the value that most sources give; None where none gives any."""
    counts = by_source((value, telling) for value, telling in items if value)
    return min(counts, key=lambda value: (-counts[value], value or ""), default=None)
