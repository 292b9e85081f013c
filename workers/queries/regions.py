"""Regions of the earth that a query names: a circle and a box. Coordinates are WGS 84 degrees."""

from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt

EARTH_KM = 6371.0088
"""Mean radius (IUGG)."""


@dataclass(frozen=True, slots=True)
class Circle:
    """All points at most `km` kilometres from a point, on a sphere."""

    lat: float
    lon: float
    km: float

    def holds(self, lat: float, lon: float) -> bool:
        """Return whether the point lies within; the distance is the haversine formula's, wrong by at most 0.6 %."""
        if radians(abs(lat - self.lat)) * EARTH_KM > self.km:
            return False
        here, there = radians(self.lat), radians(lat)
        square = sin((there - here) / 2) ** 2 + cos(here) * cos(there) * sin(radians(lon - self.lon) / 2) ** 2
        return 2 * EARTH_KM * asin(min(1.0, sqrt(square))) <= self.km


@dataclass(frozen=True, slots=True)
class Box:
    """West, south, east, north, edges included. Where `west` is greater than `east`, the box crosses the antimeridian (RFC 7946, section 5.2)."""

    west: float
    south: float
    east: float
    north: float

    def holds(self, lat: float, lon: float) -> bool:
        """Return whether the point lies within."""
        if not self.south <= lat <= self.north:
            return False
        if self.west <= self.east:
            return self.west <= lon <= self.east
        return lon >= self.west or lon <= self.east
