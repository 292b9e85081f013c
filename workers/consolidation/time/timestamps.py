"""Points in time, out of the strings of the records: seconds since 1970 (UTC)."""

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

from schemas import ArticleMentions, Published
from workers.edtf import InvalidEdtf, bounds, days_of

DAY = 86_400.0
REMEMBERED = 1_000
"""Points in time that are kept at hand: each of an article's is asked for more than once."""


@lru_cache(maxsize=REMEMBERED)
def moment(text: str | None) -> float | None:
    """Return an RFC 3339 date-time or date as seconds; None where there is none or it cannot be read. No offset means UTC."""
    if not text:
        return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).timestamp()


def published_moment(published: Published) -> float | None:
    """Return the article's event time: its hour where known, else the end of the day or period it was published in."""
    exact = moment(published.at)
    if exact is not None or published.edtf is None:
        return exact
    days = days_of(published.edtf)
    return None if days is None else _midnight(days[1]) + DAY - 1


def published_day(mentions: ArticleMentions) -> date | None:
    """Return the day of publication where it is known to the day."""
    edtf = mentions.article.published.edtf
    days = days_of(edtf) if edtf else None
    return days[0] if days and days[1] - days[0] < timedelta(days=1) else None


@lru_cache(maxsize=65536)
def lasts_under(most: int, edtf: str) -> bool:
    """Return whether an EDTF value can be read and ends fewer than so many days after its first; a partial one, whose days are not known, does."""
    try:
        days = bounds(edtf)
    except InvalidEdtf:
        return False
    return days is None or (days[1] - days[0]).days < most


def _midnight(day: date) -> float:
    return datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp()
