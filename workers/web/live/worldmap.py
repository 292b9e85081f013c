"""The map of the live page: places of events, and the countries that they are in.

The server gathers the places into markers.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import floor, sqrt
from statistics import fmean as mean

from schemas.event import Where
from workers.precision import precision_of
from workers.queries import EventFilter
from workers.queries.regions import Box
from workers.streams.readmodel.view_records import ViewedEvent
from workers.web.live.address import Address
from workers.web.live.selection import Selection
from workers.web.maps.frame import WORLD, Frame, around
from workers.web.maps.outlines import outlines
from workers.web.presentation.wording import counted, country_words

COLUMNS = 60
"""Cells from west to east; the places in one cell are one marker."""
MARKERS = 200
SHADES = (1, 5, 25, 125)
"""Least numbers of events of the four shades of a country."""

Cells = dict[tuple[int, int], list[Where]]


@dataclass(frozen=True, slots=True)
class Marker:
    """The events of one cell, at the middle of their places.

    `radius` is in degrees; the number of events determines the marker's area. `is_wide` tells that
    of none a place is told, only a country, a province or a region around the middle. `url` filters
    by the cell.
    """

    x: float
    y: float
    radius: float
    count: int
    is_wide: bool
    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Country:
    """A country with events.

    Its outline is in tenths of a degree, its shade from 1 to 4. `url` chooses the country, or takes
    the choice back.
    """

    code: str
    path: str
    shade: int
    label: str
    url: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class WorldMap:
    """The content of the map, the greatest marker first.

    `box` is the rectangle that the filter names (x, y, width, height), `whole` the address without
    that rectangle.
    """

    frame: Frame
    markers: tuple[Marker, ...]
    countries: tuple[Country, ...]
    box: tuple[float, float, float, float] | None
    whole: str | None
    off: int


def world_map(selection: Selection, wanted: EventFilter, address: Address) -> WorldMap:
    """Return the map of a selection.

    It counts events in any region and country that the rest of the filter wants. `off` counts
    chosen events without a place on the map.
    """
    frame = around(wanted.box) if wanted.box else WORLD
    regional = wanted.box or wanted.near
    return WorldMap(
        frame=frame,
        markers=_markers(selection.without("region", "countries"), frame, address),
        countries=tuple(_countries(selection, address)),
        box=_rectangle(wanted.box) if wanted.box else None,
        whole=address.changed(box=(), near=()).url() if regional else None,
        off=sum(not viewed.facts.points for viewed in selection.chosen),
    )


def _rectangle(box: Box) -> tuple[float, float, float, float] | None:
    if box.west > box.east:
        return None
    return box.west, -box.north, box.east - box.west, box.north - box.south


def _markers(events: Iterable[ViewedEvent], frame: Frame, address: Address) -> tuple[Marker, ...]:
    side = frame.width / COLUMNS
    cells = _cells(events, frame, side)
    largest = sorted(cells, key=lambda cell: (-len(cells[cell]), cell))[:MARKERS]
    return tuple(_marker(cell, cells[cell], side, address) for cell in largest)


def _cells(events: Iterable[ViewedEvent], frame: Frame, side: float) -> Cells:
    """Gather the places within the frame by cell.

    An event counts once in each of its cells, with the place that is told most exactly.
    """
    cells: Cells = defaultdict(list)
    east, south = frame.west + frame.width, frame.north - frame.height
    for viewed in events:
        seen = set()
        for place in sorted(viewed.record.where, key=_is_wide):
            if (
                place.lat is None
                or place.lon is None
                or not _is_within(place.lat, place.lon, frame, east, south)
            ):
                continue
            cell = floor(place.lon / side), floor(place.lat / side)
            if cell not in seen:
                seen.add(cell)
                cells[cell].append(place)
    return cells


def _is_within(lat: float, lon: float, frame: Frame, east: float, south: float) -> bool:
    return frame.west <= lon <= east and south <= lat <= frame.north


def _marker(
    cell: tuple[int, int], places: Sequence[Where], side: float, address: Address
) -> Marker:
    exact = [place for place in places if not _is_wide(place)]
    drawn = exact or places
    count = len(places)
    return Marker(
        x=round(mean(place.lon or 0.0 for place in drawn), 3),
        y=round(-mean(place.lat or 0.0 for place in drawn), 3),
        radius=round(side * min(0.24 + 0.06 * sqrt(count), 0.9), 3),
        count=count,
        is_wide=not exact,
        label=_label(drawn, count, len(exact)),
        url=address.changed(box=_bounds(cell, side), near=()).url(),
    )


def _label(drawn: Sequence[Where], count: int, exact: int) -> str:
    name = Counter(place.name for place in drawn).most_common(1)[0][0]
    names = len({place.name for place in drawn})
    words = f"{name} and {counted(names - 1, 'more place')}" if names > 1 else name
    words = f"{words if exact else f'somewhere in {words}'}: {counted(count, 'event')}"
    return f"{words}, {count - exact} of them somewhere around" if 0 < exact < count else words


def _is_wide(place: Where) -> bool:
    return precision_of(place) != "place"


def _bounds(cell: tuple[int, int], side: float) -> str:
    west, south = cell[0] * side, cell[1] * side
    edges = (max(west, -180), max(south, -90), min(west + side, 180), min(south + side, 90))
    return ",".join(f"{edge:.3f}".rstrip("0").rstrip(".") for edge in edges)


def _countries(selection: Selection, address: Address) -> Iterator[Country]:
    counts = Counter(
        code for viewed in selection.without("countries") for code in viewed.facts.countries
    )
    drawn, chosen = outlines(), address.values("country")
    for code in sorted({*counts, *chosen} & drawn.keys()):
        yield Country(
            code=code,
            path=drawn[code],
            shade=max(1, sum(counts[code] >= least for least in SHADES)),
            label=f"{country_words(code)}: {counted(counts[code], 'event')}",
            url=address.toggled("country", code).url(),
            chosen=code in chosen,
        )
