"""The places of an event on a map of their surroundings."""

from dataclasses import dataclass

from schemas import EventRecord
from workers.precision import precision_of
from workers.web.maps.frame import Frame, around_points

MOST = 50


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on the map: x is the longitude, y the latitude with its sign turned.

    A greater share of the sources makes the place greater. `is_wide` tells that the point is the
    middle of a country, a province or a region, and no place in it is told.
    """

    x: float
    y: float
    radius: float
    label: str
    is_wide: bool


@dataclass(frozen=True, slots=True)
class PlacesMap:
    """The part of the world to show, and the places in it."""

    frame: Frame
    spots: tuple[Spot, ...]


def places_map(record: EventRecord) -> PlacesMap | None:
    """Return the map; None where no place of the event is on it."""
    placed = [
        (place, place.lat, place.lon)
        for place in record.where[:MOST]
        if place.lat is not None and place.lon is not None
    ]
    if not placed:
        return None
    frame = around_points([(lat, lon) for _, lat, lon in placed])
    most = max(place.support for place, _, _ in placed) or 1
    return PlacesMap(
        frame,
        tuple(
            Spot(
                round(lon, 3),
                round(-lat, 3),
                round(frame.width * (0.008 + 0.008 * place.support / most), 3),
                place.name if precision_of(place) == "place" else f"somewhere in {place.name}",
                precision_of(place) != "place",
            )
            for place, lat, lon in placed
        ),
    )
