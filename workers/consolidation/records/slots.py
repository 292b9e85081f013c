"""Slots by vote: the support of a value is the number of independent sources that give it.

A copy of an article is no independent source: its chains count for the original.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple, TypeVar

from schemas import Quote
from schemas.event import Conflict, ConflictValue, Slot, Where
from schemas.mentions import EventType, Modality, Place
from workers.consolidation.pairs.chain_profile import UNTYPED, ChainProfile

Value = TypeVar("Value")

MODALITIES: tuple[Modality, ...] = ("occurred", "ongoing", "planned", "denied", "hypothetical")
LONGEST_ABBREVIATION = 4
MOST_FILLERS = 24
"""Most participants or places of a record; beyond that, a list of people named once each is of no
use."""
CORROBORATION = 4
"""A value is left out if another has more than so many times its support."""
SEVERAL = 3
"""Sources of an event from which a place needs two of them, if any place has."""


class Claim(NamedTuple):
    """One value of a slot, with the quote of one article that gives it."""

    value: str
    article_id: str
    quote: Quote


class SourcedChain(NamedTuple):
    """A chain with its source.

    Attributes:
        source: Id of the original of its article's group of copies.
        day: Day of publication of its article, if known.
    """

    profile: ChainProfile
    source: str
    day: date | None = None


def vote_where(chains: Sequence[SourcedChain]) -> tuple[tuple[Where, ...], tuple[Claim, ...]]:
    """Return the places and the claims for them.

    The best supported place comes first; ties by the order of the places in their chains. Of three
    sources or more that agree on a place, one that names another by itself is not followed: an
    article names places of other events, too.
    """
    givers, ranks = givers_by_key(chains, lambda chain: chain.profile.chain.places, _place_key)
    if not givers:
        return (), ()
    voted = [(_where(items), key) for key, items in givers.items()]
    voted.sort(key=lambda item: (-item[0].support, ranks[item[1]], item[0].name, item[1]))
    best = voted[0][0].support
    least = 2 if best > 1 and support(chains) >= SEVERAL else 1
    voted = [
        item
        for item in voted[:MOST_FILLERS]
        if item[0].support >= least and is_corroborated(item[0].support, best)
    ]
    claims = [
        Claim(where.name, chain.profile.node[0], place.quote)
        for where, key in voted
        for place, chain in givers[key]
    ]
    return tuple(where for where, _ in voted), tuple(claims)


def vote_type(chains: Sequence[SourcedChain]) -> EventType:
    """Return the type that most sources give; an unknown one only if no source gives another."""
    typed = [chain for chain in chains if chain.profile.chain.type.code not in UNTYPED]
    return _majority(
        typed or chains,
        lambda chain: chain.profile.chain.type,
        lambda value: (value.mode is None, value.scheme, value.code, value.mode or ""),
    )


def vote_modality(chains: Sequence[SourcedChain]) -> Modality:
    """Return the modality that most sources give; on a tie the first in `MODALITIES`."""
    return _majority(chains, lambda chain: chain.profile.chain.modality, MODALITIES.index)


def support(chains: Iterable[SourcedChain]) -> int:
    """Return the number of independent sources of the chains."""
    return len({chain.source for chain in chains})


def is_corroborated(sources: int, best: int) -> bool:
    """Return whether a value has enough sources beside the best supported one."""
    return sources * CORROBORATION >= best


def givers_by_key(
    chains: Iterable[SourcedChain],
    values_of: Callable[[SourcedChain], Iterable[Value]],
    key_of: Callable[[Value], str],
) -> tuple[dict[str, list[tuple[Value, SourcedChain]]], dict[str, int]]:
    """Return by key the values with the chains that give them, and the first place of the key."""
    givers: dict[str, list[tuple[Value, SourcedChain]]] = {}
    ranks: dict[str, int] = {}
    for chain in chains:
        for rank, value in enumerate(values_of(chain)):
            key = key_of(value)
            givers.setdefault(key, []).append((value, chain))
            ranks[key] = min(rank, ranks.get(key, rank))
    return givers, ranks


def conflict_value(value: str, chains: Collection[SourcedChain]) -> ConflictValue:
    """Return a contradicted value, with its support and the articles that give it."""
    article_ids = sorted({chain.profile.node[0] for chain in chains})
    return ConflictValue(value, support(chains), tuple(article_ids))


def conflict_of(slot: Slot, values: Iterable[ConflictValue]) -> Conflict:
    """Return a conflict of values, the best supported first."""
    return Conflict(slot, tuple(sorted(values, key=lambda item: (-item.support, item.value))))


def sources_by_value(items: Iterable[tuple[Value, SourcedChain]]) -> Mapping[Value, int]:
    """Return value -> the number of sources that give it."""
    counts: dict[Value, int] = {}
    for value, _ in {(value, chain.source) for value, chain in items}:
        counts[value] = counts.get(value, 0) + 1
    return counts


def preferred_name(items: Iterable[tuple[str, SourcedChain]]) -> str:
    """Return the name that most sources use; on a tie the longest."""
    counts = sources_by_value(items)
    return min(counts, key=lambda name: (-counts[name], -len(name), name))


def most_common(items: Iterable[tuple[str | None, SourcedChain]]) -> str | None:
    """Return the value that most sources give; None if no source gives one."""
    counts = sources_by_value((value, chain) for value, chain in items if value)
    return min(counts, key=lambda value: (-counts[value], value or ""), default=None)


def _majority(
    chains: Sequence[SourcedChain],
    value_of: Callable[[SourcedChain], Value],
    order: Callable[[Value], object],
) -> Value:
    counts = sources_by_value((value_of(chain), chain) for chain in chains)
    return min(counts, key=lambda value: (-counts[value], order(value)))


def _place_key(place: Place) -> str:
    geo = place.geo
    return str(geo.geonameid) if geo and geo.geonameid is not None else place.entity


def _where(items: Sequence[tuple[Place, SourcedChain]]) -> Where:
    geo = next((place.geo for place, _ in items if place.geo), None)
    names = [(_name_in_text(place), chain) for place, chain in items]
    return Where(
        name=names[0][0] if len(names) == 1 else preferred_name(names),
        geonameid=geo.geonameid if geo else None,
        lat=geo.lat if geo else None,
        lon=geo.lon if geo else None,
        country=geo.country if geo else None,
        support=support(chain for _, chain in items),
    )


def _name_in_text(place: Place) -> str:
    """Return the name of the place, or the abbreviation that the article uses for it ('UK')."""
    quote = place.quote.quote
    letters = quote.replace(".", "")
    is_abbreviation = letters.isupper() and len(letters) <= LONGEST_ABBREVIATION
    return quote if is_abbreviation else place.name
