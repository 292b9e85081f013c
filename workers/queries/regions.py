"""Regions of the earth that a query names: a circle and a box. Coordinates are WGS 84 degrees."""

from dataclasses import dataclass
from math import radians

from workers.globe import EARTH_KM, kilometres


@dataclass(frozen=True, slots=True)
class Circle:
    """All points at most `km` kilometres from a point, on a sphere."""

    lat: float
    lon: float
    km: float

    def holds(self, lat: float, lon: float) -> bool:
        """Return whether the point lies within."""
        if radians(abs(lat - self.lat)) * EARTH_KM > self.km:
            return False
        return kilometres((self.lat, self.lon), (lat, lon)) <= self.km


@dataclass(frozen=True, slots=True)
class Box:
    """West, south, east, north, edges included.

    Where `west` is greater than `east`, the box crosses the antimeridian (RFC 7946, section 5.2).
    """

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
