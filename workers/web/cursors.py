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
UNREADABLE = "this is no cursor of ours: give back `next` of the page before as it is, or begin without one"
OTHER_QUERY = "this cursor is of a query with other parameters: give the same ones on each page"


@dataclass(frozen=True, slots=True)
class Cursor:
    """The place after one event in a list.

    Attributes:
        query: Fingerprint of the parameters.
        as_of: Milliseconds since 1970 of the latest telling when the first page was read: the list is that of then.
        key: The event's key in the order of the list.
        event_id: The event.
    """

    query: str
    as_of: int
    key: tuple[int, ...]
    event_id: str

    def text(self) -> str:
        """Return the cursor for an address."""
        packed = orjson.dumps([self.query, self.as_of, self.key, self.event_id])
        return urlsafe_b64encode(packed).rstrip(b"=").decode()


def read_cursor(text: str, *, query: str, parts: int) -> Cursor:
    """Read what `Cursor.text` returned for the same query, whose order has keys of so many parts.

    Raises:
        QueryError: It is something else, or of another query.
    """
    try:
        packed = urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4))
        found = Cursor(*_SHAPE.validate_json(packed, strict=True))
    except (ValidationError, ValueError, binascii.Error):
        raise QueryError("cursor", UNREADABLE) from None
    if found.query != query:
        raise QueryError("cursor", OTHER_QUERY)
    if len(found.key) != parts:
        raise QueryError("cursor", UNREADABLE)
    return found


def fingerprint(parameters: Mapping[str, Sequence[str]]) -> str:
    """Return a short text that is the same for the same parameters in any order."""
    return blake2s(
        orjson.dumps(sorted((name, *texts) for name, texts in parameters.items())), digest_size=6
    ).hexdigest()


def milliseconds(at: datetime) -> int:
    """Return a time as Kafka writes it: milliseconds since 1970."""
    return (at - EPOCH) // timedelta(milliseconds=1)


_SHAPE = TypeAdapter(tuple[str, int, tuple[int, ...], str])
