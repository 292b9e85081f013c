"""Values in words for people: dates, types, countries, numbers.

All functions are pure; templates use them as filters.
"""

import re
from datetime import UTC, datetime
from functools import cache, partial

from babel import Locale

from schemas.event import Where
from schemas.mentions import EventType
from workers import counting
from workers.edtf.format import MONTHS, WEEKDAYS
from workers.edtf.interval import OPEN
from workers.precision import precision_of

_DATE = re.compile(r"(\d{4}|XXXX)(?:-(\d\d))?(?:-(\d\d))?(?:T.*)?([?~%]?)")
_WEEKDAY = re.compile(r"XXXX-WXX-([1-7])[?~%]?")
THOUSAND = 1_000
EXTENTS = {
    "admin": "somewhere in the province or district",
    "country": "somewhere in the country",
    "region": "somewhere in the region",
}


def date_words(edtf: str | None) -> str:
    """Return an EDTF date or interval as people write it (`14–19 August 2023`).

    A value that this function does not know is returned unchanged, None as `not told`.
    """
    if edtf is None:
        return "not told"
    start, slash, end = edtf.partition("/")
    if not slash:
        return _day_words(edtf) or edtf
    return _interval_words(start, end) or edtf


def type_words(kind: EventType) -> str:
    """Return `Consult · visit` for CONSULT with mode visit."""
    code = kind.code.replace("_", " ").capitalize()
    return f"{code} · {kind.mode.replace('_', ' ')}" if kind.mode else code


def country_words(code: str | None) -> str:
    """Return the English name of an ISO 3166-1 alpha-2 code.

    An unknown code is returned unchanged; None gives an empty text.
    """
    return _territories().get(code, code) if code else ""


def extent_words(place: Where) -> str:
    """Return what is told where no place is, such as `a country`; empty for a place."""
    return EXTENTS.get(precision_of(place), "")


def instant(at: datetime | None) -> str:
    """Return `2023-08-14 09:30:05 UTC`; empty for None."""
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC" if at else ""


def brief(at: datetime) -> str:
    """Return `14 August, 09:30` in UTC."""
    utc = at.astimezone(UTC)
    return f"{utc.day} {MONTHS[utc.month - 1]}, {utc:%H:%M}"


def number(value: float) -> str:
    """Return a count as 12 345, with narrow spaces; a rate below ten with one decimal."""
    if value < 10 and value != int(value):  # noqa: PLR2004
        return f"{value:.1f}"
    return f"{round(value):,}".replace(",", "\u202f")


counted = partial(counting.counted, shown=number)
"""Return `1 article`, `2 articles`, the number as `number` writes it."""


def _interval_words(start: str, end: str) -> str | None:
    if start in OPEN or end in OPEN:
        known = _day_words(end if start in OPEN else start)
        return known and (f"until {known}" if start in OPEN else f"from {known}")
    first, last = _DATE.fullmatch(start), _DATE.fullmatch(end)
    left, right = _day_words(start), _day_words(end)
    if not left or not right:
        return None
    if first and last and first[3] and last[3] and first[1] == last[1] and first[4] == last[4]:
        if first[2] == last[2]:
            return f"{int(first[3])}–{right}"
        return f"{int(first[3])} {MONTHS[int(first[2]) - 1]} – {right}"
    return f"{left} – {right}"


def _day_words(text: str) -> str | None:
    weekday = _WEEKDAY.fullmatch(text)
    if weekday:
        return f"{WEEKDAYS[int(weekday[1]) - 1]} (date not told)"
    found = _DATE.fullmatch(text)
    if found is None or (found[2] and not 1 <= int(found[2]) <= len(MONTHS)):
        return None
    year, month, day, doubt = found.groups()
    words = [str(int(day))] if day else []
    words += [MONTHS[int(month) - 1]] if month else []
    words.append(year if year != "XXXX" else "(year not told)")
    return " ".join(words) + (
        f" ({ {'?': 'uncertain', '~': 'about', '%': 'about, uncertain'}[doubt] })" if doubt else ""
    )


@cache
def _territories() -> dict[str, str]:
    return dict(Locale("en").territories)
