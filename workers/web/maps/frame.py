"""The part of the world that a map shows.

The projection is equirectangular: x is the longitude, y the latitude with its sign turned.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from workers.queries.regions import Box

RATIO = 2.4
"""Width to height."""
NARROWEST = 6.0
"""Degrees of longitude that a map shows at least."""
ROOM = 2.0
"""How much wider a map is than what it shows."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A rectangle of degrees: its west edge, its north edge, its width and its height."""

    west: float
    north: float
    width: float
    height: float

    @property
    def view_box(self) -> str:
        """The `viewBox` of an SVG picture of it."""
        return f"{self.west:g} {-self.north:g} {self.width:g} {self.height:g}"


WORLD = Frame(-180, 85, 360, 145)
"""Everything but the ice of the south."""


def around(box: Box) -> Frame:
    """Return a frame with the box in its middle.

    The frame is the world where the box crosses the antimeridian or is about as large as the world.
    """
    width = max((box.east - box.west) * ROOM, (box.north - box.south) * ROOM * RATIO, NARROWEST)
    if box.west > box.east or width >= WORLD.width:
        return WORLD
    height = width / RATIO
    middle_x, middle_y = (box.west + box.east) / 2, (box.south + box.north) / 2
    west = min(max(middle_x - width / 2, -180), 180 - width)
    north = max(min(middle_y + height / 2, 90), height - 90)
    return Frame(round(west, 3), round(north, 3), round(width, 3), round(height, 3))


def around_points(points: Sequence[tuple[float, float]]) -> Frame:
    """Return a frame that holds these points (latitude, longitude), at least one.

    The frame has room for a country around the points.
    """
    lats, lons = [lat for lat, _ in points], [lon for _, lon in points]
    return around(
        Box(min(lons) - 4, max(min(lats) - 4, -90), max(lons) + 4, min(max(lats) + 4, 90))
    )
