"""The rows of a shard: three key-value tables and one clock; and what one operation changes."""

from dataclasses import dataclass

from schemas import ArticleMentions, Decision, EventRecord
from workers.consolidation.rows.stored_record import StoredRecord
from workers.consolidation.time.clock import Clock

Node = tuple[str, int]
"""A chain: article id and index."""
Cluster = tuple[Node, ...]
"""The chains of one event, ordered by content."""


@dataclass(frozen=True, slots=True)
class StoredEvent:
    """One row of the events table.

    Attributes:
        stored: The last published version of the record, with its history.
        members: The chains of that version, in order.
        born: Number of the event in its shard; an older event has a lower number.
        published: Latest publication time of its articles, in seconds since 1970; None if no
            article is dated.
        arrived: Latest arrival of its undated articles.
        shrunk: Some articles of the record have left retention since.
        changed: Arrival clock at the last change of the record other than closing; None if no
            arrival is known (a batch).
        logged: Some version of the event is one that a news desk would log.
    """

    stored: StoredRecord
    members: Cluster
    born: int
    published: float | None = None
    arrived: float | None = None
    shrunk: bool = False
    changed: float | None = None
    logged: bool = False


@dataclass(frozen=True, slots=True)
class Changes:
    """What one operation publishes and which rows it writes.

    Attributes:
        clock: The clock of the shard after the operation.
        records: New versions to publish, at most one an event, in order.
        late: The state of an event of the article may have been dropped before; the article is
            published all the same.
        articles_put: Rows to write to `articles`, by article id.
        articles_drop: Article ids to delete.
        events_put: Rows to write to `events`, by `stored.event_id`.
        events_drop: Event ids to delete.
        decisions_put: Rows to write to `decisions`, by decision id.
        decisions_drop: Decision ids to delete.
    """

    clock: Clock
    records: tuple[EventRecord, ...] = ()
    late: bool = False
    articles_put: tuple[ArticleMentions, ...] = ()
    articles_drop: tuple[str, ...] = ()
    events_put: tuple[StoredEvent, ...] = ()
    events_drop: tuple[str, ...] = ()
    decisions_put: tuple[Decision, ...] = ()
    decisions_drop: tuple[str, ...] = ()
