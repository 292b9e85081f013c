"""A record as it was told, kept as an object while its event is under way and as bytes when it rests."""

from typing import NamedTuple

from schemas import EventRecord, decode, encode
from schemas.event import EventStatus


class Key(NamedTuple):
    """What is at hand of a record without reading it."""

    event_id: str
    version: int
    status: EventStatus


class Told:
    """One version of a record that does not change, as an object or as bytes, whichever it came as; read once it is asked for.

    A state of a hundred thousand events is read back without building their records, most of which nobody asks for again.
    """

    __slots__ = ("_data", "_record", "event_id", "status", "version")

    def __init__(self, key: Key, *, record: EventRecord | None = None, data: bytes | None = None) -> None:
        """Hold a record or its bytes."""
        self.event_id, self.version, self.status = key
        self._record, self._data = record, data

    @classmethod
    def of(cls, record: EventRecord) -> "Told":
        """Hold a record that was built."""
        return cls(Key(record.event_id, record.version, record.status), record=record)

    @property
    def record(self) -> EventRecord:
        """The record. Raises `schemas.CodecError` where the bytes are none."""
        if self._record is None:
            self._record, self._data = decode(EventRecord, self._data or b""), None
        return self._record

    @property
    def data(self) -> bytes:
        """Its bytes."""
        return self._data if self._data is not None else encode(self._record)

    def rest(self) -> None:
        """Keep the bytes alone, which take a third of the room."""
        self._data, self._record = self.data, None

    def __eq__(self, other: object) -> bool:
        return self is other or (isinstance(other, Told) and self.data == other.data)

    def __hash__(self) -> int:
        return hash((self.event_id, self.version))
