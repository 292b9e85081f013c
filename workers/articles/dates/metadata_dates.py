"""Dates of metadata, from the forms of feeds and crawlers to RFC 3339.

A date with two readings (03/04/2016) is no date, nor is what holds two dates.
"""

import re
from datetime import UTC, date, datetime, timedelta

from workers.articles.dates.metadata_forms import WEEKDAYS, clock_in, day_in
from workers.articles.dates.written_dates import find_dates

MAX_STAMP = 200
FORM = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)"
    r"(?:[Tt ](\d\d):(\d\d)(?::(\d\d)(?:[.,]\d{1,9})?)?\s?([Zz]|[+-]\d\d:?\d\d)?)?",
    re.ASCII,
)
COMPACT = re.compile(
    r"(\d{4})(\d\d)(\d\d)(?:[Tt]?(\d\d)(\d\d)(\d\d)?(?:\.\d+)?([Zz]|[+-]\d\d:?\d\d)?)?", re.ASCII
)
SECONDS = re.compile(
    r"(?:/Date\()?(\d{10}|\d{13})(?:[+-]\d{4})?(?:\)/)?|(\d{10})\.\d{1,9}", re.ASCII
)
"""Unix time in seconds or milliseconds, bare, with a fraction, or as ASP.NET writes it."""
FIRST, LAST = date(1991, 8, 6), date(2100, 1, 1)
"""The day of the first web page, and a day that no clock of today tells: Unix times outside are
numbers of another kind."""
LEAP = 60
UNSET = frozenset({"1970-01-01", "0001-01-01", "9999-12-31"})
"""What programs write where no date was set: the zero of Unix time, the first and the last day of
the calendar."""
WEEKDAY = re.compile(
    r"\b(?=(\w{3}))(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?,?",
    re.IGNORECASE | re.ASCII,
)
LABEL = re.compile(
    r"^(?:(?:first |originally )?(?:published|posted|created|released|issued|date)\b"
    r"(?: (?:on|at))?|on)[: ]",
    re.IGNORECASE,
)


def day_of(stamp: str) -> str | None:
    """Return the day (`2023-08-11`) of an RFC 3339 stamp; None where no date was set."""
    day = stamp[:10]
    return None if day in UNSET else day


def moment_of(stamp: str) -> str | None:
    """Return the stamp as an RFC 3339 date-time, None where it has no time or no offset."""
    found = FORM.fullmatch(stamp.strip())
    if found is None or found[4] is None or found[7] is None:
        return None
    zone = found[7].upper()
    offset = zone if zone == "Z" or ":" in zone else f"{zone[:3]}:{zone[3:]}"
    return f"{found[1]}-{found[2]}-{found[3]}T{found[4]}:{found[5]}:{found[6] or '00'}{offset}"


def read_stamp(given: str) -> str | None:
    """Return a stamp as RFC 3339: the same day and time, whatever its form.

    The time is left out where it is impossible, the offset where its abbreviation has several
    meanings.

    Returns:
        None where it names no day, more than one, or one that does not exist.
    """
    stamp = " ".join(given[: MAX_STAMP + 1].split())
    if not stamp or len(stamp) > MAX_STAMP:
        return None
    for read in (_rfc3339, _compact, _unix, _in_words, _only_date):
        found = read(stamp)
        if found:
            return found
    return None


def _rfc3339(stamp: str) -> str | None:
    found = FORM.fullmatch(stamp)
    if found is None or not _is_day(found):
        return None
    return stamp if _is_time(found) and _offset_fits(found[7]) else stamp[:10]


def _compact(stamp: str) -> str | None:
    found = COMPACT.fullmatch(stamp)
    if found is None or not _is_day(found) or not FIRST.year <= int(found[1]) < LAST.year:
        return None
    day = "-".join(found.group(1, 2, 3))
    if found[4] is None or not (_is_time(found) and _offset_fits(found[7])):
        return day
    return f"{day}T{found[4]}:{found[5]}:{found[6] or '00'}{(found[7] or '').upper()}"


def _unix(stamp: str) -> str | None:
    found = SECONDS.fullmatch(stamp)
    if found is None:
        return None
    digits = found[1] or found[2]
    moment = datetime.fromtimestamp(int(digits[:10]), UTC)
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}" if FIRST <= moment.date() < LAST else None


def _in_words(stamp: str) -> str | None:
    """Read a date with only a label, a weekday, a time of day and a zone beside it."""
    clock, rest = clock_in(LABEL.sub("", stamp))
    weekday = WEEKDAY.search(rest)
    day = day_in(WEEKDAY.sub(" ", rest, count=1))
    if day is None or (
        day.is_short and weekday and weekday[1].lower() != WEEKDAYS[day.date.weekday()]
    ):
        return None
    return (
        f"{day.date.isoformat()}T{clock}" if clock and clock.is_possible else day.date.isoformat()
    )


def _only_date(stamp: str) -> str | None:
    """Read the one full date among other words ('Published by Ana Prado on May 3, 2024')."""
    days = {found.edtf or "" for found in find_dates(stamp)}
    return days.pop() if len(days) == 1 and all(day and "X" not in day for day in days) else None


def _is_day(found: re.Match[str]) -> bool:
    try:
        date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return False
    return True


def _is_time(found: re.Match[str]) -> bool:
    # A leap second (:60) is valid RFC 3339 and no Python time.
    # A day and an hour.
    return int(found[4] or 0) < 24 and int(found[5] or 0) < 60 and int(found[6] or 0) <= LEAP  # noqa: PLR2004


def _offset_fits(zone: str | None) -> bool:
    if zone is None or zone in "Zz":
        return True
    digits = zone[1:].replace(":", "")
    # An hour.
    return (
        timedelta(hours=int(digits[:2]), minutes=int(digits[2:])) < timedelta(hours=24)
        and int(digits[2:]) < 60  # noqa: PLR2004
    )
