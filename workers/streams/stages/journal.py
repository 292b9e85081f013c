"""The journal: all that one unit of work writes and sends, in one row, so that it happens whole or not at all.

The row is in the changelog before anything else of the unit is. After a crash, recovery does what the last journal says once more: the same rows, and
messages with the same bytes. The next unit's journal takes its place.
"""

import struct
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from workers.streams.flow.sending import Outgoing
from workers.streams.stages.rows import Rows

_LENGTH = struct.Struct(">i")
_TIME = struct.Struct(">d")
_ABSENT = -1


class JournalError(ValueError):
    """Bytes that are no journal: the table was written by another version."""


@dataclass(slots=True)
class Journal:
    """Rows to write and messages to send."""

    rows: Rows = field(default_factory=dict)
    messages: list[Outgoing] = field(default_factory=list)

    @property
    def atomic(self) -> bool:
        """Whether there is more than one thing to do, so that it could be done by half."""
        return len(self.rows) + len(self.messages) > 1

    def pack(self) -> bytes:
        """Return it as bytes."""
        messages = [pack_message(message) for message in self.messages]
        rows = [part for pair in self.rows.items() for part in pair]
        return zlib.compress(_pack([_LENGTH.pack(len(rows)), *rows, *messages]), 1)

    @classmethod
    def unpack(cls, data: bytes) -> "Journal":
        """Read it back. Raises JournalError where it is none."""
        try:
            count, *parts = _unpack(zlib.decompress(data))
            end = _LENGTH.unpack(count or b"")[0]
            pairs = zip(parts[0:end:2], parts[1:end:2], strict=True)
            return cls(
                {key or b"": value for key, value in pairs}, [unpack_message(part or b"") for part in parts[end:]]
            )
        except (zlib.error, struct.error, ValueError) as error:
            raise JournalError(str(error)) from error


def pack_message(message: Outgoing) -> bytes:
    """Return a message as bytes; its partition is left to its key."""
    timestamp = None if message.timestamp is None else _TIME.pack(message.timestamp)
    headers = [part for name, value in message.headers for part in (name.encode(), value)]
    return _pack([message.topic.encode(), message.key, message.value, timestamp, *headers])


def unpack_message(data: bytes) -> Outgoing:
    """Read a message back."""
    topic, key, value, timestamp, *parts = _unpack(data)
    headers = [((name or b"").decode(), told or b"") for name, told in zip(parts[0::2], parts[1::2], strict=True)]
    sent_at = None if timestamp is None else _TIME.unpack(timestamp)[0]
    return Outgoing((topic or b"").decode(), key, value, headers, timestamp=sent_at)


def _pack(parts: Iterable[bytes | None]) -> bytes:
    return b"".join(_LENGTH.pack(_ABSENT) if part is None else _LENGTH.pack(len(part)) + part for part in parts)


def _unpack(data: bytes) -> list[bytes | None]:
    return list(_parts(data))


def _parts(data: bytes) -> Iterator[bytes | None]:
    at = 0
    while at < len(data):
        (length,) = _LENGTH.unpack_from(data, at)
        at += _LENGTH.size
        if length == _ABSENT:
            yield None
        elif at + length > len(data):
            raise JournalError("it is cut off")
        else:
            yield data[at : at + length]
            at += length
