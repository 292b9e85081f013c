"""The published events of a shard: their rows, the event of each chain, and their deadlines."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Literal

from schemas import EventRecord
from workers.consolidation.publishing.history import append_line, history_line
from workers.consolidation.publishing.versions import next_version, same_content
from workers.consolidation.rows.state import Cluster, Node, StoredEvent
from workers.consolidation.rows.stored_record import StoredRecord
from workers.consolidation.time.clock import Clock
from workers.consolidation.time.settings import ConsolidationSettings
from workers.consolidation.time.windows import Activity, Deadlines

LIVE = frozenset({"open", "closed"})


@dataclass(slots=True)
class Changeset:
    """Versions and rows of the operation under way.

    Attributes:
        cause: The message of the operation, in words for the history.
        at: Arrival clock of the shard, in seconds; None if no arrival is known (a batch).
        salt: Added to new event ids if a dropped event may have had the same id.
        records: The new version of each changed event: one, however often the operation changes it.
        rows_before: Rows of these events before the operation; None for a new event.
        events_put: Rows to write, by event id.
        events_drop: Ids of the events whose rows to delete.
    """

    cause: str = ""
    at: float | None = None
    salt: str = ""
    records: dict[str, EventRecord] = field(default_factory=dict)
    rows_before: dict[str, StoredEvent | None] = field(default_factory=dict)
    events_put: dict[str, StoredEvent] = field(default_factory=dict)
    events_drop: list[str] = field(default_factory=list)


@dataclass(slots=True)
class PublishedEvents:
    """All events of a shard.

    Attributes:
        rows: Event id -> row.
        event_of: Chain -> id of the event that was published with it.
        born: How many events the shard has created.
        windows: When the window of each open event closes.
        retention: When each row may be dropped.
    """

    settings: ConsolidationSettings
    rows: dict[str, StoredEvent] = field(default_factory=dict)
    event_of: dict[Node, str] = field(default_factory=dict)
    born: int = 0
    windows: Deadlines = field(init=False)
    retention: Deadlines = field(init=False)

    def __post_init__(self) -> None:
        self.windows = Deadlines(self.settings.gap.total_seconds())
        self.retention = Deadlines(self.settings.retention.total_seconds())

    def load(self, rows: Iterable[StoredEvent]) -> None:
        """Take over rows of the events table."""
        for row in rows:
            self._set(row)
            self.born = max(self.born, row.born + 1)

    def write(
        self, changeset: Changeset, record: EventRecord, members: Cluster, activity: Activity
    ) -> None:
        """Store the present state of an event; publish a new version if its content has changed."""
        before = self.rows.get(record.event_id)
        published, arrived = activity
        if before is not None and same_content(before.record, record):
            row = replace(before, members=members, published=published, arrived=arrived)
            if row != before:
                self._put(changeset, row)
            return
        born = before.born if before is not None else self.born
        self.born = max(self.born, born + 1)
        stored = StoredRecord.of(record)
        row = StoredEvent(stored, members, born, published, arrived, changed=changeset.at)
        self._publish(changeset, row, record)

    def end(
        self,
        changeset: Changeset,
        event_id: str,
        status: Literal["merged", "retracted"],
        into: str | None,
    ) -> None:
        """Publish that an event has ended.

        Its row stays until retention has passed, so that no new event gets its id.
        """
        row = self.rows[event_id]
        record = replace(row.record, status=status, merged_into=into, change=status)
        self._publish(changeset, replace(row, members=(), changed=changeset.at), record)

    def close_due(self, changeset: Changeset, clock: Clock) -> None:
        """Close the windows that are due, or all windows if the input has ended."""
        due = sorted(self.windows.activity) if clock.ended else self.windows.due(clock)
        for event_id in due:
            self._close(changeset, event_id)
            if not clock.ended:
                self.rows[event_id].stored.compact()

    def drop(self, changeset: Changeset, event_id: str) -> None:
        """Delete the row of an event; an open window closes first."""
        if self.rows[event_id].stored.status == "open":
            self._close(changeset, event_id)
        row = self.rows.pop(event_id)
        self._release(row)
        self.windows.drop(event_id)
        self.retention.drop(event_id)
        changeset.events_put.pop(event_id, None)
        changeset.events_drop.append(event_id)

    def shrink(self, changeset: Changeset, event_id: str, members: Cluster) -> None:
        """Remove members whose articles have left retention, without a new version."""
        row = self.rows[event_id]
        self._release(row)
        self._put(changeset, replace(row, members=members, shrunk=True))

    def is_live(self, event_id: str) -> bool:
        """Return whether the event is neither merged into another nor retracted."""
        return self.rows[event_id].stored.status in LIVE

    def _close(self, changeset: Changeset, event_id: str) -> None:
        row = self.rows[event_id]
        self._publish(changeset, row, replace(row.record, status="closed"))

    def _publish(self, changeset: Changeset, row: StoredEvent, record: EventRecord) -> None:
        """Store `row` with the record as the only version of the event in this operation."""
        event_id = record.event_id
        row_before = changeset.rows_before.setdefault(event_id, self.rows.get(event_id))
        before = row_before.record if row_before is not None else None
        record = next_version(record, before)
        line = history_line(record, before, changeset.cause)
        history = append_line(row_before.history if row_before is not None else (), line)
        logged = (row_before is not None and row_before.logged) or self._is_logged(record)
        stored = StoredRecord.of(record)
        self._put(changeset, replace(row, stored=stored, history=history, logged=logged))
        changeset.records[event_id] = record

    def _is_logged(self, record: EventRecord) -> bool:
        return record.level == "main" or record.salience >= self.settings.logged_salience

    def _put(self, changeset: Changeset, row: StoredEvent) -> None:
        self._set(row)
        changeset.events_put[row.stored.event_id] = row

    def _set(self, row: StoredEvent) -> None:
        event_id = row.stored.event_id
        before = self.rows.get(event_id)
        if before is not None and before.members is not row.members:
            self._release(before)
        self.rows[event_id] = row
        self.event_of.update(dict.fromkeys(row.members, event_id))
        self.retention.set(event_id, Activity(arrived=row.changed))
        if row.stored.status == "open":
            self.windows.set(event_id, Activity(row.published, row.arrived))
        else:
            self.windows.drop(event_id)

    def _release(self, row: StoredEvent) -> None:
        event_id, event_of = row.stored.event_id, self.event_of
        for node in row.members:
            if event_of.get(node) == event_id:
                del event_of[node]
