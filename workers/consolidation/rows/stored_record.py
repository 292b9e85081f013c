"""A published version of a record, kept as an object while its window is open, else as bytes."""

from typing import NamedTuple

from schemas import EventRecord, decode, encode
from schemas.event import EventStatus


class RecordKey(NamedTuple):
    """The fields of a record that are known without decoding it."""

    event_id: str
    version: int
    status: EventStatus


class StoredRecord:
    """One version of a record, as an object or as bytes; the bytes are decoded on first access.

    A state of a hundred thousand events is restored without decoding its records, most of which
    are never read again.
    """

    __slots__ = ("_data", "_record", "event_id", "status", "version")

    def __init__(
        self, key: RecordKey, *, record: EventRecord | None = None, data: bytes | None = None
    ) -> None:
        """Hold a record or its bytes."""
        self.event_id, self.version, self.status = key
        self._record, self._data = record, data

    @classmethod
    def of(cls, record: EventRecord) -> "StoredRecord":
        """Hold a new record."""
        return cls(RecordKey(record.event_id, record.version, record.status), record=record)

    @property
    def record(self) -> EventRecord:
        """The record. Raises `schemas.CodecError` if the bytes are no record."""
        if self._record is None:
            self._record, self._data = decode(EventRecord, self._data or b""), None
        return self._record

    @property
    def data(self) -> bytes:
        """The bytes of the record."""
        return self._data if self._data is not None else encode(self._record)

    def compact(self) -> None:
        """Keep only the bytes, which take a third of the memory."""
        self._data, self._record = self.data, None

    def __eq__(self, other: object) -> bool:
        return self is other or (isinstance(other, StoredRecord) and self.data == other.data)

    def __hash__(self) -> int:
        return hash((self.event_id, self.version))
