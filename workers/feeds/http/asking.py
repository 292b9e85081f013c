"""What an answer asks of its readers: how long to wait before the next request."""

import re
from collections.abc import Mapping
from datetime import UTC
from email.utils import parsedate_to_datetime

MOST_ASKED = 86_400.0
"""Seconds that a server can make us wait at most: a day. Sites that let files be kept for a year do
not mean their feed."""
MAX_AGE = re.compile(r"(?:^|[,\s])max-age\s*=\s*\"?(\d{1,10})", re.IGNORECASE | re.ASCII)
UNKEPT = re.compile(r"(?:^|[,\s])no-(?:store|cache)(?:$|[,\s])", re.IGNORECASE)
SECONDS = re.compile(r"\d{1,10}", re.ASCII)
MINUTE = 60.0


def asked_wait(headers: Mapping[str, str], ttl: float | None, now: float) -> float:
    """Return for how many seconds an answer asks not to be asked again.

    This is the longest of the feed's `ttl` (minutes), Cache-Control's `max-age` and Retry-After; 0
    where the answer asks for no wait.

    `headers` have names in lower case; `now` is Unix time.
    """
    waits = (
        (ttl or 0.0) * MINUTE,
        _kept_for(headers),
        _retry_after(headers.get("retry-after", ""), now),
    )
    return min(MOST_ASKED, max(waits))


def _kept_for(headers: Mapping[str, str]) -> float:
    control = headers.get("cache-control", "")
    found = MAX_AGE.search(control)
    if found is None or UNKEPT.search(control):
        return 0.0
    age = _seconds(headers.get("age", ""))
    return max(0.0, float(found[1]) - (age or 0.0))


def _retry_after(given: str, now: float) -> float:
    seconds = _seconds(given)
    if seconds is not None:
        return seconds
    try:
        date = parsedate_to_datetime(given[:100])
    except (ValueError, TypeError, IndexError, OverflowError):
        return 0.0
    aware = date if date.tzinfo else date.replace(tzinfo=UTC)
    return max(0.0, aware.timestamp() - now)


def _seconds(given: str) -> float | None:
    found = SECONDS.fullmatch(given.strip())
    return float(found[0]) if found else None
