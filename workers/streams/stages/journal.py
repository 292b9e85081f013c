"""The journal: what of a unit of work could be done by half, in one row, done whole or not at all.

After a crash, recovery does what the last journal says once more: the same rows, and messages with
the same bytes. The next unit's journal takes its place. A message whose value is the record of a
row names the row. A journal that is too large for a message is cut into parts, which are in the
changelog before the row that says how many they are: without that row there is no journal.
"""

import struct
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from workers.streams.messages.message import Outgoing
from workers.streams.stages.rows import JOURNAL, Rows, record_in, row_key

_LENGTH = struct.Struct(">i")
_TIME = struct.Struct(">d")
_ABSENT = -1
_PARTS = b"parts:"
"""How a journal row begins that only tells the number of parts; what zlib writes begins
differently."""


RecordOf = Callable[[bytes], bytes | None]
"""Returns the record that the row with this key holds; None where there is no such row."""


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
    def unpack(cls, data: bytes, record: RecordOf) -> "Journal":
        """Read it back; `record` is asked for the rows that are not in the journal.

        Raises JournalError where it is none.
        """
        try:
            count, *parts = _unpack(zlib.decompress(data))
            end = _LENGTH.unpack(count or b"")[0]
            pairs = zip(parts[0:end:2], parts[1:end:2], strict=True)
            rows = {key or b"": value for key, value in pairs}

            def found(key: bytes) -> bytes | None:
                row = rows.get(key)
                return record(key) if row is None else record_in(row)

            return cls(rows, [unpack_message(part or b"", found) for part in parts[end:]])
        except (zlib.error, struct.error, ValueError) as error:
            raise JournalError(str(error)) from error


def journal_rows(packed: bytes, limit: int) -> list[tuple[bytes, bytes]]:
    """Return the rows of a packed journal, of at most `limit` bytes each.

    The last row makes the journal valid, so the others are written before it.
    """
    if len(packed) <= limit:
        return [(JOURNAL, packed)]
    parts = [packed[at : at + limit] for at in range(0, len(packed), limit)]
    rows = [(_part_key(number), part) for number, part in enumerate(parts)]
    return [*rows, (JOURNAL, _PARTS + str(len(parts)).encode())]


def read_journal(row: Callable[[bytes], bytes | None]) -> tuple[Journal, list[bytes]] | None:
    """Return the journal of the rows, with the keys of its rows; None where there is none.

    The key of the row that makes the journal valid comes first.

    Raises:
        JournalError: They hold something else.
    """
    head = row(JOURNAL)
    if head is None:
        return None
    keys = [_part_key(number) for number in range(_part_count(head))]
    parts = [row(key) or b"" for key in keys]

    def record(key: bytes) -> bytes | None:
        value = row(key)
        return None if value is None else record_in(value)

    return Journal.unpack(b"".join(parts) if keys else head, record), [JOURNAL, *keys]


def _part_count(head: bytes) -> int:
    count = head.removeprefix(_PARTS)
    if count == head:
        return 0
    if not count.isdigit():
        raise JournalError("it does not tell its parts")
    return int(count)


def _part_key(number: int) -> bytes:
    return row_key("journal", "", str(number))


def pack_message(message: Outgoing) -> bytes:
    """Return a message as bytes: where it names a row, without its value.

    Its partition is left to its key.
    """
    timestamp = None if message.timestamp is None else _TIME.pack(message.timestamp)
    value = message.value if message.row is None else None
    headers = [part for name, value in message.headers for part in (name.encode(), value)]
    return _pack([message.topic.encode(), message.key, value, timestamp, message.row, *headers])


def unpack_message(data: bytes, record: RecordOf) -> Outgoing:
    """Read a message back; `record` gives its value where it names a row.

    Raises JournalError where that row is missing.
    """
    topic, key, value, timestamp, *parts = _unpack(data)
    # Up to layout 2 no message named a row, and the parts after these four were pairs.
    row = parts.pop(0) if len(parts) % 2 else None
    if row is not None:
        value = record(row)
        if value is None:
            raise JournalError(f"the row {row.decode(errors='replace')} of a message is missing")
    headers = [
        ((name or b"").decode(), value_part or b"")
        for name, value_part in zip(parts[0::2], parts[1::2], strict=True)
    ]
    sent_at = None if timestamp is None else _TIME.unpack(timestamp)[0]
    return Outgoing((topic or b"").decode(), key, value, headers, timestamp=sent_at, row=row)


def _pack(parts: Iterable[bytes | None]) -> bytes:
    return b"".join(
        _LENGTH.pack(_ABSENT) if part is None else _LENGTH.pack(len(part)) + part for part in parts
    )


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
