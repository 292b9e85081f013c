"""Distances on the earth, taken for a sphere."""

from math import asin, cos, radians, sin, sqrt

EARTH_KM = 6371.0088
"""Mean radius (IUGG)."""

Point = tuple[float, float]
"""Latitude and longitude, in WGS 84 degrees."""


def kilometres(one: Point, other: Point) -> float:
    """Return the great-circle distance of two points.

    The haversine formula is wrong by at most 0.6 %.
    """
    (north, east), (other_north, other_east) = map(radians, one), map(radians, other)
    square = (
        sin((other_north - north) / 2) ** 2
        + cos(north) * cos(other_north) * sin((other_east - east) / 2) ** 2
    )
    return 2 * EARTH_KM * asin(min(1.0, sqrt(square)))
