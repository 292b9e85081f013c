"""A published version of a record with its history, packed: the objects take five times that."""

from dataclasses import dataclass
from typing import NamedTuple

import orjson

from schemas import EventRecord, decode, encode
from schemas.event import EventStatus
from workers.consolidation.rows.packing import pack, unpack

History = tuple[str, ...]
"""One line for each version, oldest first."""


class Version(NamedTuple):
    """A version of a record, and the history of its event up to it."""

    record: EventRecord
    history: History


@dataclass(frozen=True, slots=True)
class StoredRecord:
    """One version, and the fields of it that are read without decoding it.

    Attributes:
        packed: The history as JSON, a line break, and the record as JSON.
    """

    event_id: str
    version: int
    status: EventStatus
    packed: bytes

    @classmethod
    def of(cls, record: EventRecord, history: History = ()) -> "StoredRecord":
        """Keep a new version."""
        key = record.event_id, record.version, record.status
        return cls(*key, pack_version(encode(record), history))

    def parts(self) -> tuple[History, bytes]:
        """Return the history, and the record as JSON."""
        history, _, data = unpack(self.packed).partition(b"\n")
        return tuple(orjson.loads(history)), data

    def unpacked(self) -> Version:
        """Return the version. Raises `schemas.CodecError` if the bytes are no record."""
        history, data = self.parts()
        return Version(decode(EventRecord, data), history)


def pack_version(record: bytes, history: History) -> bytes:
    """Return the bytes that `StoredRecord` keeps, given the record as JSON."""
    return pack(encode(history) + b"\n" + record)
