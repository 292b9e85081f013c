"""What consolidation keeps and what one operation changes: rows of three key-value tables and of one clock."""

from dataclasses import dataclass

from schemas import ArticleMentions, Decision, EventRecord
from workers.consolidation.rows.stored_record import Told
from workers.consolidation.time.clock import Clock

Node = tuple[str, int]
"""A chain: article id and index."""


@dataclass(frozen=True, slots=True)
class StoredEvent:
    """One row of the events table.

    Attributes:
        told: The record last told.
        members: The chains it was told with, in order.
        born: The event's number in its shard; the older has the lower one.
        published: Latest publication time among its articles, seconds since 1970; None where none is dated.
        arrived: Latest arrival of an undated article among them.
        changed: Arrival clock at the last change of the record, closing apart; None where no arrival is known (a batch).
        logged: A news desk would log the event, as some version of it says.
        shrunk: Some of the articles that the record names have left retention since.
        history: What changed from version to version, in words, oldest first; long histories keep the first and the latest.
    """

    told: Told
    members: tuple[Node, ...]
    born: int
    published: float | None = None
    arrived: float | None = None
    history: tuple[str, ...] = ()
    shrunk: bool = False
    changed: float | None = None
    logged: bool = False

    @property
    def record(self) -> EventRecord:
        """The record last told, read where it is kept as bytes."""
        return self.told.record


@dataclass(frozen=True, slots=True)
class Changes:
    """What one operation told and which rows it wrote.

    Attributes:
        records: New versions to publish, one an event, in order.
        late: The state of an event that the article tells may have been dropped before; the article is published all the same.
        articles_put: Rows to write to `articles`, keyed by article id.
        articles_drop: Article ids to delete.
        events_put: Rows to write to `events`, keyed by `told.event_id`.
        events_drop: Event ids to delete.
        decisions_put: Rows to write to `decisions`, keyed by decision id.
        decisions_drop: Decision ids to delete.
        clock: The shard's clock after the operation.
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
