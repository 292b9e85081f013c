"""Reading the single values of a query: times, days, types, countries, regions, names.

Each function raises ValueError with the reason in a sentence.
"""

import math
import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from difflib import get_close_matches
from functools import cache

from babel import Locale

from schemas.event_types import load_schemes
from workers.edtf import InvalidEdtf, bounds
from workers.edtf.partial import Days
from workers.queries.event_filter import Name
from workers.queries.folding import spaced_words
from workers.queries.regions import Box, Circle

HALF_ROUND_KM = 20_038
"""No two points are further apart."""
LIKE = 0.8
"""Least likeness (`difflib`) of two words of which one is taken for a slip of the other."""
NO_COUNTRIES = frozenset({"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"})
"""Codes of two letters that CLDR has for unions, for tests, and for what is not known."""
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_TYPE = re.compile(r"([A-Za-z][A-Za-z_]*)(?:/([A-Za-z][A-Za-z_-]*))?")


def instant(text: str, *, end: bool) -> datetime:
    """Read an RFC 3339 time, or a day (`2026-11-22`) in UTC.

    A day stands for its beginning, or with `end` for the beginning of the day after.
    """
    try:
        if _DAY.fullmatch(text):
            return _midnight(date.fromisoformat(text), after=end)
        found = datetime.fromisoformat(text)
        if found.tzinfo is not None:
            return found.astimezone(UTC)
    except (ValueError, OverflowError):
        raise ValueError(
            f"{text[:60]!r} is no day (2026-11-22) and no RFC 3339 time "
            "(2026-11-22T07:00:00Z; in an address, + is written %2B)"
        ) from None
    raise ValueError(f"{text[:60]!r} tells no time zone: end it with Z or an offset such as +02:00")


def days(text: str) -> Days:
    """Read an EDTF date or interval that names one run of days.

    Returns its first and last day.
    """
    try:
        found = bounds(text)
    except InvalidEdtf as error:
        raise ValueError(
            f"{error}; wanted is a date such as 2023, 2023-08, 2023-08-14 or 2023-21 (EDTF)"
        ) from None
    if found is None:
        raise ValueError(
            f"{text[:60]!r} may mean several dates: wanted is one with its year, such as 2023-08"
        )
    return found


def event_type(text: str) -> tuple[str, str | None]:
    """Read `CODE` or `CODE/mode`, in any case."""
    found = _TYPE.fullmatch(text)
    if found is None:
        raise ValueError(
            f"{text[:60]!r} is no type: wanted is CODE or CODE/mode, "
            "such as CONSULT/visit (docs/types.md)"
        )
    code, mode = found[1].upper(), found[2].lower() if found[2] else None
    modes = _types().get(code)
    if modes is None:
        named = _types_by_name()
        close = [named[name] for name in get_close_matches(code.lower(), named, 1, LIKE)]
        hint = f": is {close[0]} meant?" if close else f"; the types are {', '.join(_types())}"
        raise ValueError(f"{text[:60]!r} is no type{hint} (docs/types.md)")
    if mode is not None and mode not in modes:
        hint = f"its modes are {', '.join(modes)}" if modes else "it has none"
        raise ValueError(f"{mode[:60]!r} is no mode of {code}: {hint} (docs/types.md)")
    return code, mode


def country(text: str) -> str:
    """Read an ISO 3166-1 alpha-2 code, in any case."""
    code = text.upper()
    if code not in _countries():
        close = get_close_matches(text.casefold(), _names_of_countries(), 1, LIKE)
        hint = f": is {_names_of_countries()[close[0]]} meant?" if close else ", such as DE or GB"
        raise ValueError(f"{text[:60]!r} is no ISO 3166-1 alpha-2 code{hint}")
    return code


def circle(text: str) -> Circle:
    """Read `LAT,LON,KM`."""
    lat, lon, km = _numbers(text, ("LAT", "LON", "KM"), "52.52,13.40,50")
    _check_point(lat, lon)
    if not 0 < km <= HALF_ROUND_KM:
        raise ValueError(
            f"the distance is {km:g} km; wanted are more than 0 and at most {HALF_ROUND_KM}"
        )
    return Circle(lat, lon, km)


def box(text: str) -> Box:
    """Read `WEST,SOUTH,EAST,NORTH`."""
    west, south, east, north = _numbers(
        text, ("WEST", "SOUTH", "EAST", "NORTH"), "5.9,47.3,15.0,55.1"
    )
    _check_point(south, west)
    _check_point(north, east)
    if south > north:
        raise ValueError(
            f"south ({south:g}) lies north of north ({north:g}): the order is WEST,SOUTH,EAST,NORTH"
        )
    return Box(west, south, east, north)


def name(text: str) -> Name:
    """Read the key, the id or words of the name of an entity or a place."""
    words = spaced_words(text)
    if not words:
        raise ValueError(f"{text[:60]!r} holds no letter and no digit")
    return Name(text, words)


def count(text: str, *, most: int) -> int:
    """Read a whole number from 1 to `most`."""
    if not (
        text.isascii() and text.isdigit() and len(text) <= len(str(most)) and 1 <= int(text) <= most
    ):
        raise ValueError(f"{text[:60]!r} is no whole number from 1 to {most}")
    return int(text)


def choice(text: str, among: Sequence[str]) -> str:
    """Read one of a few words."""
    if text not in among:
        raise ValueError(f"{text[:60]!r} is none of {', '.join(among)}")
    return text


def _midnight(day: date, *, after: bool) -> datetime:
    if after and day == date.max:
        return datetime.max.replace(tzinfo=UTC)
    return datetime.combine(day + timedelta(days=after), datetime.min.time(), UTC)


def _numbers(text: str, parts: tuple[str, ...], example: str) -> tuple[float, ...]:
    try:
        numbers = tuple(float(part) for part in text.split(","))
    except ValueError:
        numbers = ()
    if len(numbers) != len(parts) or not all(map(math.isfinite, numbers)):
        raise ValueError(f"{text[:60]!r} is not {','.join(parts)} in numbers, such as {example}")
    return numbers


def _check_point(lat: float, lon: float) -> None:
    if not -90 <= lat <= 90:  # noqa: PLR2004 - degrees
        raise ValueError(f"a latitude of {lat:g}; wanted are -90 to 90")
    if not -180 <= lon <= 180:  # noqa: PLR2004 - degrees
        raise ValueError(f"a longitude of {lon:g}; wanted are -180 to 180")


@cache
def _types() -> dict[str, tuple[str, ...]]:
    """Return the modes of each type."""
    return {
        code: tuple(definition.modes)
        for scheme in load_schemes().values()
        for code, definition in scheme.types.items()
    }


@cache
def _types_by_name() -> dict[str, str]:
    """Return what a word may mean: `visit` is CONSULT/visit, `consult` is CONSULT."""
    modes = {mode: f"{code}/{mode}" for code, modes in _types().items() for mode in modes}
    return {**modes, **{code.lower(): code for code in _types()}}


@cache
def _countries() -> frozenset[str]:
    known = (str(code) for code in Locale("en").territories)
    return frozenset(code for code in known if len(code) == 2 and code.isalpha()) - NO_COUNTRIES  # noqa: PLR2004


@cache
def _names_of_countries() -> dict[str, str]:
    """Return the code of each country by its English name, folded."""
    names = Locale("en").territories
    return {str(names[code]).casefold(): code for code in sorted(_countries())}
