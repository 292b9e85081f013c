"""Where a page of a list of events ends, as an opaque text that the next request gives back."""

import binascii
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import blake2s

import orjson
from pydantic import TypeAdapter, ValidationError

from workers.queries import QueryError

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
UNREADABLE = (
    "this is no cursor of ours: give back `next` of the page before as it is, or begin without one"
)
OTHER_QUERY = "this cursor is of a query with other parameters: give the same ones on each page"

Place = tuple[tuple[int, ...], datetime, str]
"""The place of an event in a list: the values that the order puts first, the time of telling, the
event id. A list goes from the greatest to the smallest."""


@dataclass(frozen=True, slots=True)
class Cursor:
    """The place after one event in a list.

    Attributes:
        query: Fingerprint of the parameters.
        as_of: The latest telling when the first page was read: the list is that of then.
        place: The place of the event.
    """

    query: str
    as_of: datetime
    place: Place

    def text(self) -> str:
        """Return the cursor for an address. Times are in microseconds since 1970."""
        key, at, event_id = self.place
        packed = orjson.dumps(
            [self.query, _microseconds(self.as_of), key, _microseconds(at), event_id]
        )
        return urlsafe_b64encode(packed).rstrip(b"=").decode()


def read_cursor(text: str, *, query: str, parts: int) -> Cursor:
    """Read what `Cursor.text` returned for the same query, whose order puts so many numbers first.

    Raises:
        QueryError: It is something else, or of another query.
    """
    try:
        packed = urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4))
        found, as_of, key, at, event_id = _SHAPE.validate_json(packed, strict=True)
        cursor = Cursor(found, _instant(as_of), (key, _instant(at), event_id))
    except (ValidationError, ValueError, OverflowError, binascii.Error):
        raise QueryError("cursor", UNREADABLE) from None
    if cursor.query != query:
        raise QueryError("cursor", OTHER_QUERY)
    if len(key) != parts:
        raise QueryError("cursor", UNREADABLE)
    return cursor


def fingerprint(parameters: Mapping[str, Sequence[str]]) -> str:
    """Return a short text that is the same for the same parameters in any order."""
    encoded = orjson.dumps(
        sorted((name, *texts) for name, texts in parameters.items() if any(texts))
    )
    return blake2s(encoded, digest_size=6).hexdigest()


def _microseconds(at: datetime) -> int:
    return (at - EPOCH) // timedelta(microseconds=1)


def _instant(microseconds: int) -> datetime:
    return EPOCH + timedelta(microseconds=microseconds)


_SHAPE = TypeAdapter(tuple[str, int, tuple[int, ...], int, str])
