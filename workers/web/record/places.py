"""The places of an event on a map of their surroundings."""

from dataclasses import dataclass

from schemas import EventRecord
from workers.web.maps.frame import Frame, around_points

MOST = 50


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on the map: x is the longitude, y the latitude with its sign turned.

    A greater share of the sources makes the place greater.
    """

    x: float
    y: float
    radius: float
    label: str


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
                place.name,
            )
            for place, lat, lon in placed
        ),
    )
