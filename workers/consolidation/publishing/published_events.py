"""The published events of a shard: their rows, the event of each chain, and their deadlines."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from schemas import EventRecord
from workers.consolidation.publishing.history import append_line, history_line
from workers.consolidation.publishing.versions import next_version, same_content
from workers.consolidation.rows.packing import Recent
from workers.consolidation.rows.state import Cluster, Node, StoredEvent
from workers.consolidation.rows.stored_record import History, StoredRecord, Version
from workers.consolidation.time.clock import Clock
from workers.consolidation.time.settings import ConsolidationSettings
from workers.consolidation.time.windows import Activity, Deadlines

LIVE = frozenset({"open", "closed"})
"""Status of an event that is neither merged into another nor retracted."""
MOST_RECORDS = 8_192
"""Most records in memory as objects, 3 to 10 KiB each: those published or read last."""
UNNUMBERED = StoredRecord("", 0, "open", b"")
"""Stands in a new row until its record has its number."""


@dataclass(slots=True)
class Changeset:
    """Versions and rows of the operation under way.

    Attributes:
        cause: The message of the operation, in words for the history.
        at: Arrival clock of the shard, in seconds; None if no arrival is known (a batch).
        salt: Added to new event ids if a dropped event may have had the same id.
        records: The new version of each changed event: one, however often the operation changes it.
        before: Row and version of these events before the operation; None for a new event.
        events_put: Rows to write, by event id.
        events_drop: Ids of the events whose rows to delete.
    """

    cause: str = ""
    at: float | None = None
    salt: str = ""
    records: dict[str, EventRecord] = field(default_factory=dict)
    before: dict[str, tuple[StoredEvent, Version] | None] = field(default_factory=dict)
    events_put: dict[str, StoredEvent] = field(default_factory=dict)
    events_drop: list[str] = field(default_factory=list)


class PublishedEvents:
    """All events of a shard.

    Attributes:
        rows: Event id -> row.
        event_of: Chain -> id of the event that was published with it.
        born: How many events the shard has created.
        open: Ids of the events whose window is open.
        windows: When each of these windows closes.
        retention: When each row may be dropped.
    """

    def __init__(self, settings: ConsolidationSettings) -> None:
        self.settings = settings
        self.rows: dict[str, StoredEvent] = {}
        self.event_of: dict[Node, str] = {}
        self.born = 0
        self.open: set[str] = set()
        self.windows = Deadlines(settings.gap.total_seconds(), self._open_since)
        self.retention = Deadlines(settings.retention.total_seconds(), self._changed_at)
        self._recent = Recent[str, Version](
            lambda event_id: self.rows[event_id].stored.unpacked(), MOST_RECORDS
        )

    def load(self, rows: Iterable[StoredEvent], clusters: Mapping[Node, Cluster]) -> None:
        """Take over rows of the events table; members that are a cluster share its memory."""
        for row in rows:
            cluster = clusters.get(row.members[0]) if row.members else None
            self._set(replace(row, members=cluster) if cluster == row.members else row)
            self.born = max(self.born, row.born + 1)

    def record(self, event_id: str) -> EventRecord:
        """Return the last published version. Raises KeyError if no event has the id."""
        return self._recent[event_id].record

    def history(self, event_id: str) -> History:
        """Return the history of an event. Raises KeyError if no event has the id."""
        return self._recent[event_id].history

    def write(
        self, changeset: Changeset, record: EventRecord, members: Cluster, activity: Activity
    ) -> None:
        """Store the present state of an event; publish a new version if its content has changed."""
        before = self.rows.get(record.event_id)
        published, arrived = activity
        if before is not None and same_content(self.record(record.event_id), record):
            row = replace(before, members=members, published=published, arrived=arrived)
            if row != before:
                self._put(changeset, row)
            return
        born = before.born if before is not None else self.born
        self.born = max(self.born, born + 1)
        row = StoredEvent(UNNUMBERED, members, born, published, arrived, changed=changeset.at)
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
        record = replace(self.record(event_id), status=status, merged_into=into, change=status)
        self._publish(changeset, replace(row, members=(), changed=changeset.at), record)

    def close_due(self, changeset: Changeset, clock: Clock) -> None:
        """Close the windows that are due, or all windows if the input has ended."""
        due = sorted(self.open) if clock.ended else self.windows.due(clock)
        for event_id in due:
            self._close(changeset, event_id)

    def drop(self, changeset: Changeset, event_id: str) -> None:
        """Delete the row of an event; an open window closes first."""
        if self.rows[event_id].stored.status == "open":
            self._close(changeset, event_id)
        row = self.rows.pop(event_id)
        self._recent.drop(event_id)
        self._release(row)
        changeset.events_put.pop(event_id, None)
        changeset.events_drop.append(event_id)

    def shrink(self, changeset: Changeset, event_id: str, members: Cluster) -> None:
        """Remove members whose articles have left retention, without a new version."""
        row = self.rows[event_id]
        self._release(row)
        self._put(changeset, replace(row, members=members, shrunk=True))

    def _close(self, changeset: Changeset, event_id: str) -> None:
        record = replace(self.record(event_id), status="closed")
        self._publish(changeset, self.rows[event_id], record)

    def _publish(self, changeset: Changeset, row: StoredEvent, record: EventRecord) -> None:
        """Store `row` with the record as the only version of the event in this operation."""
        event_id = record.event_id
        if event_id not in changeset.before:
            known = self.rows.get(event_id)
            changeset.before[event_id] = (known, self._recent[event_id]) if known else None
        row_before, (before, history) = changeset.before[event_id] or (None, (None, ()))
        record = next_version(record, before)
        history = append_line(history, history_line(record, before, changeset.cause))
        logged = (row_before is not None and row_before.logged) or record.level == "main"
        logged = logged or record.salience >= self.settings.logged_salience
        stored = StoredRecord.of(record, history)
        self._put(changeset, replace(row, stored=stored, logged=logged))
        self._recent.put(event_id, Version(record, history))
        changeset.records[event_id] = record

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
        if before is None or before.changed != row.changed or not row.members:
            self.retention.push(event_id, Activity(arrived=row.changed))
        if row.stored.status != "open":
            self.open.discard(event_id)
        elif event_id not in self.open or _activity(before) != _activity(row):
            self.open.add(event_id)
            self.windows.push(event_id, _activity(row))

    def _open_since(self, event_id: str) -> Activity | None:
        return _activity(self.rows[event_id]) if event_id in self.open else None

    def _changed_at(self, event_id: str) -> Activity | None:
        row = self.rows.get(event_id)
        return Activity(arrived=row.changed) if row is not None else None

    def _release(self, row: StoredEvent) -> None:
        event_id, event_of = row.stored.event_id, self.event_of
        for node in row.members:
            if event_of.get(node) == event_id:
                del event_of[node]


def _activity(row: StoredEvent | None) -> Activity:
    return Activity(row.published, row.arrived) if row is not None else Activity()
