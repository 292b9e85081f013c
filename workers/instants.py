"""Points in time as the records write them."""

from datetime import UTC, datetime


def rfc3339(at: datetime) -> str:
    """Return a time that knows its zone as RFC 3339 in UTC, to the millisecond.

    An example is `2026-11-22T07:00:00.000Z`.
    """
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def now() -> str:
    """Return the wall clock as `rfc3339` writes it."""
    return rfc3339(datetime.now(UTC))
