"""Points in time from the strings of the records, as seconds since 1970 (UTC)."""

from datetime import UTC, datetime, time
from functools import lru_cache

from schemas import Published
from workers.edtf import InvalidEdtf, bounds, days_of

CACHED_TIMESTAMPS = 1_000
"""Timestamps in the cache: each timestamp of an article is read more than once."""


@lru_cache(maxsize=CACHED_TIMESTAMPS)
def timestamp(text: str | None) -> float | None:
    """Return an RFC 3339 date-time or date as seconds; None if the text is absent or unreadable.

    A time without an offset is in UTC.
    """
    if not text:
        return None
    try:
        parsed = datetime.fromisoformat(text)
    except ValueError:
        return None
    return (parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC)).timestamp()


def published_timestamp(published: Published) -> float | None:
    """Return the time of publication: the exact time, else the end of its day or period."""
    exact = timestamp(published.at)
    if exact is not None or published.edtf is None:
        return exact
    days = days_of(published.edtf)
    return None if days is None else datetime.combine(days[1], time(23, 59, 59), UTC).timestamp()


@lru_cache(maxsize=65536)
def lasts_under(most: int, edtf: str) -> bool:
    """Return whether an EDTF value is readable and ends fewer than `most` days after its first day.

    A partial value passes, because its days are not known.
    """
    try:
        days = bounds(edtf)
    except InvalidEdtf:
        return False
    return days is None or (days[1] - days[0]).days < most
