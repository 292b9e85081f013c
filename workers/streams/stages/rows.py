"""Rows of the state table of consolidation: their keys, and the records as JSON.

The row of an event begins with a line of the fields that are needed before the record is.

One table holds all kinds, so that one changelog partition keeps their order. A key is a JSON array:
kind, shard, id.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

import orjson

from schemas import Decision, decode, encode
from schemas.event import EventStatus
from workers.consolidation import Changes, Clock, StoredEvent
from workers.consolidation.rows.packing import PackedArticles
from workers.consolidation.rows.state import Node
from workers.consolidation.rows.stored_record import StoredRecord, pack_version
from workers.settings import Settings

RowKind = Literal["article", "event", "decision", "clock", "held", "journal"]
Rows = dict[bytes, bytes | None]
"""Rows to write; None deletes."""


def row_key(kind: RowKind, shard: str = "", identity: str = "") -> bytes:
    """Return the key of a row."""
    return orjson.dumps([kind, shard, identity])


JOURNAL = row_key("journal")
ROW_ROOM = 8_192
"""Bytes of a message that a row leaves free: for its key, and for what an event's row grows by when
its window closes or its record has to wait."""


SHOWN = 80


class RowTooLargeError(ValueError):
    """A row is larger than a message may be; what led to it cannot be taken in."""


def row_limit(settings: Settings) -> int:
    """Return the most bytes that a row may have."""
    return settings.max_message_bytes - ROW_ROOM


def check_sizes(rows: Rows, limit: int) -> None:
    """Raises RowTooLargeError where a row has more than `limit` bytes."""
    for key, value in rows.items():
        if value is not None and len(value) > limit:
            kind, _shard, identity = orjson.loads(key)
            raise RowTooLargeError(
                f"the {kind} {identity[:SHOWN]} would take {len(value)} bytes, more than a message "
                "may have: raise DATELINE_MAX_MESSAGE_BYTES, and max.message.bytes of the topics"
            )


@dataclass(slots=True)
class ShardRows:
    """The rows of one shard, read back."""

    articles: PackedArticles = field(default_factory=PackedArticles)
    events: list[StoredEvent] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)
    clock: Clock = field(default_factory=Clock)


@dataclass(slots=True)
class PartitionRows:
    """The rows of one partition, read back. `held` are packed messages by shard and event id."""

    shards: dict[str, ShardRows] = field(default_factory=dict)
    held: dict[tuple[str, str], bytes] = field(default_factory=dict)

    def held_records(self) -> dict[bytes, bytes]:
        """Return the records of the events that have a message held, by key of the event's row."""
        return {
            row_key("event", shard, event.stored.event_id): event.stored.parts()[1]
            for shard, rows in self.shards.items()
            for event in rows.events
            if (shard, event.stored.event_id) in self.held
        }

    def add(self, key: bytes, value: bytes) -> None:
        """Take in one row. Raises `schemas.CodecError` where it is not what its key says.

        The row of an article is read later.
        """
        kind, shard, identity = orjson.loads(key)
        if kind == "held":
            self.held[shard, identity] = value
        elif kind != "journal":
            rows = self.shards.setdefault(shard, ShardRows())
            if kind == "article":
                rows.articles.put_row(identity, value)
            elif kind == "event":
                rows.events.append(read_event(value))
            elif kind == "decision":
                rows.decisions.append(decode(Decision, value))
            else:
                rows.clock = decode(Clock, value)


def changed_rows(shard: str, changes: Changes) -> Rows:
    """Return the rows that an operation changes, its clock included."""
    rows: Rows = {
        row_key("article", shard, item.article.id): encode(item) for item in changes.articles_put
    }
    rows.update(
        (row_key("event", shard, item.stored.event_id), event_row(item))
        for item in changes.events_put
    )
    rows.update(_dropped("article", shard, changes.articles_drop))
    rows.update(
        (row_key("decision", shard, item.id), encode(item)) for item in changes.decisions_put
    )
    rows.update(_dropped("event", shard, changes.events_drop))
    rows.update(_dropped("decision", shard, changes.decisions_drop))
    rows[row_key("clock", shard)] = encode(changes.clock)
    return rows


@dataclass(frozen=True, slots=True)
class EventHead:
    """What of an event's row is read with the table: all but the record."""

    event_id: str
    version: int
    status: EventStatus
    members: tuple[Node, ...]
    born: int
    published: float | None
    arrived: float | None
    history: tuple[str, ...]
    shrunk: bool
    changed: float | None
    logged: bool


def event_row(event: StoredEvent) -> bytes:
    """Return the value of an event's row: a line of JSON with the head, then the record."""
    stored = event.stored
    history, record = stored.parts()
    head = EventHead(
        event_id=stored.event_id,
        version=stored.version,
        status=stored.status,
        members=event.members,
        born=event.born,
        published=event.published,
        arrived=event.arrived,
        history=history,
        shrunk=event.shrunk,
        changed=event.changed,
        logged=event.logged,
    )
    return encode(head) + b"\n" + record


def record_in(value: bytes) -> bytes:
    """Return the record that an event's row holds, as JSON."""
    return value.partition(b"\n")[2]


def read_event(value: bytes) -> StoredEvent:
    """Read the row back; the record stays packed until it is needed.

    Raises `schemas.CodecError` where the head is none.
    """
    line, _, record = value.partition(b"\n")
    head = decode(EventHead, line)
    packed = pack_version(record, head.history)
    return StoredEvent(
        StoredRecord(head.event_id, head.version, head.status, packed),
        members=head.members,
        born=head.born,
        published=head.published,
        arrived=head.arrived,
        shrunk=head.shrunk,
        changed=head.changed,
        logged=head.logged,
    )


def _dropped(kind: RowKind, shard: str, identities: Iterable[str]) -> Iterable[tuple[bytes, None]]:
    return ((row_key(kind, shard, identity), None) for identity in identities)
