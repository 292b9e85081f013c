"""Dates and date-times of metadata: RFC 3339, with the looseness that feeds show (no offset, a space for the T)."""

import re
from datetime import date, datetime, time, timedelta

from workers.articles.errors import InvalidArticle
from workers.articles.written import find_dates

FORM = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)(?:[Tt ](\d\d):(\d\d)(?::(\d\d)(?:[.,]\d{1,9})?)?\s?([Zz]|[+-]\d\d:?\d\d)?)?", re.ASCII
)
LEAP = 60
EPOCH = date(1970, 1, 1)
"""The zero of Unix time: what an unset date becomes, not when anything was published."""


def day_of(stamp: str) -> str | None:
    """Return the day (`2023-08-11`) that a valid stamp names in its own offset; None for the zero of Unix time."""
    day = stamp[:10]
    return None if day == EPOCH.isoformat() else day


def moment_of(stamp: str) -> str | None:
    """Return the stamp as an RFC 3339 date-time where it has a time and an offset, else None (the day is all it tells)."""
    found = FORM.fullmatch(stamp.strip())
    if found is None or found[4] is None or found[7] is None:
        return None
    zone = found[7].upper()
    offset = zone if zone == "Z" or ":" in zone else f"{zone[:3]}:{zone[3:]}"
    return f"{found[1]}-{found[2]}-{found[3]}T{found[4]}:{found[5]}:{found[6] or '00'}{offset}"


def check_stamp(stamp: str, position: str = "published_at") -> None:
    """Raise InvalidArticle where this is no RFC 3339 date or date-time of a day that exists."""
    if not _valid(stamp):
        raise InvalidArticle(f"{position} is no RFC 3339 date or date-time: {stamp[:40]!r}", position)


def repaired(stamp: str | None) -> str | None:
    """Return a stamp of a crawled page as RFC 3339: as it is, the day written out in words in it, or None where it tells no day."""
    if not stamp:
        return None
    if _valid(stamp.strip()):
        return stamp.strip()
    dates = [found for found in find_dates(stamp[:200]) if found.edtf and "X" not in found.edtf]
    return dates[0].edtf if dates else None


def _valid(stamp: str) -> bool:
    found = FORM.fullmatch(stamp)
    if found is None:
        return False
    try:
        datetime.combine(date(int(found[1]), int(found[2]), int(found[3])), _time(found))
    except ValueError:
        return False
    return _offset_fits(found[7])


def _time(found: re.Match[str]) -> time:
    # A leap second (:60) is valid RFC 3339 and no Python time.
    second = int(found[6] or 0)
    return time(int(found[4] or 0), int(found[5] or 0), 59 if second == LEAP else second)


def _offset_fits(zone: str | None) -> bool:
    if zone is None or zone in "Zz":
        return True
    digits = zone[1:].replace(":", "")
    return timedelta(hours=int(digits[:2]), minutes=int(digits[2:])) < timedelta(hours=24) and int(digits[2:]) < 60  # noqa: PLR2004  # an hour
