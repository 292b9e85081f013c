"""What has been told: the rows of the events table, which chain was told under which id, and when windows close and rows may go."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Literal

from schemas import EventRecord
from workers.consolidation.publishing.history import line, longer
from workers.consolidation.publishing.versions import same_content, succeeding
from workers.consolidation.rows.state import Node, StoredEvent
from workers.consolidation.rows.stored_record import Told
from workers.consolidation.time.clock import Clock
from workers.consolidation.time.settings import ConsolidationSettings
from workers.consolidation.time.windows import Activity, Deadlines

LIVE = frozenset({"open", "closed"})


@dataclass(slots=True)
class Written:
    """Versions published and rows written by the operation under way.

    Attributes:
        cause: The message that the operation took in, in words for the history.
        at: The shard's arrival clock, in seconds; None where no arrival is known (a batch).
        salt: Added to new event ids, where an event that was dropped may have had the id.
        records: The new version of each event that changed: one, however often the operation returns to the event.
        before: The rows of these events before the operation; None for a new event.
    """

    cause: str = ""
    at: float | None = None
    salt: str = ""
    records: dict[str, EventRecord] = field(default_factory=dict)
    before: dict[str, StoredEvent | None] = field(default_factory=dict)
    put: dict[str, StoredEvent] = field(default_factory=dict)
    dropped: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Ledger:
    """All events of a shard."""

    settings: ConsolidationSettings
    events: dict[str, StoredEvent] = field(default_factory=dict)
    event_of: dict[Node, str] = field(default_factory=dict)
    born: int = 0
    windows: Deadlines = field(init=False)
    retention: Deadlines = field(init=False)

    def __post_init__(self) -> None:
        self.windows = Deadlines(self.settings.gap.total_seconds())
        self.retention = Deadlines(self.settings.retention.total_seconds())

    def load(self, events: Iterable[StoredEvent]) -> None:
        """Take rows over from the table."""
        for row in events:
            self._set(row)
            self.born = max(self.born, row.born + 1)

    def write(self, written: Written, record: EventRecord, members: tuple[Node, ...], activity: Activity) -> None:
        """Store an event as it is now; publish a new version if its content changed."""
        stored = self.events.get(record.event_id)
        if stored is not None and same_content(stored.record, record):
            row = replace(stored, members=members, published=activity.published, arrived=activity.arrived)
            if row != stored:
                self._put(written, row)
            return
        born = stored.born if stored is not None else self.born
        self.born = max(self.born, born + 1)
        row = StoredEvent(Told.of(record), members, born, activity.published, activity.arrived, changed=written.at)
        self._publish(written, row, record)

    def end(self, written: Written, event_id: str, status: Literal["merged", "retracted"], into: str | None) -> None:
        """Publish that an event is no more; its row stays until retention has passed, so that its id is not given twice."""
        stored = self.events[event_id]
        record = replace(stored.record, status=status, merged_into=into, change=status)
        self._publish(written, replace(stored, members=(), changed=written.at), record)

    def close_due(self, written: Written, clock: Clock) -> None:
        """Close the windows whose time has come, all of them where the input has ended."""
        due = sorted(self.windows.activity) if clock.ended else self.windows.due(clock)
        for event_id in due:
            self._close(written, event_id)
            if not clock.ended:
                self.events[event_id].told.rest()

    def drop(self, written: Written, event_id: str) -> None:
        """Delete an event's row; an open window closes first."""
        if self.events[event_id].told.status == "open":
            self._close(written, event_id)
        row = self.events.pop(event_id)
        self._release(row)
        self.windows.drop(event_id)
        self.retention.drop(event_id)
        written.put.pop(event_id, None)
        written.dropped.append(event_id)

    def shrink(self, written: Written, event_id: str, members: tuple[Node, ...]) -> None:
        """Note without a word that some of an event's articles have left retention."""
        row = self.events[event_id]
        self._release(row)
        self._put(written, replace(row, members=members, shrunk=True))

    def is_live(self, event_id: str) -> bool:
        """Return whether the event is neither merged away nor retracted."""
        return self.events[event_id].told.status in LIVE

    def _close(self, written: Written, event_id: str) -> None:
        stored = self.events[event_id]
        self._publish(written, stored, replace(stored.record, status="closed"))

    def _publish(self, written: Written, row: StoredEvent, record: EventRecord) -> None:
        """Store `row` with the record as the one version that this operation makes of the event."""
        event_id = record.event_id
        stored = written.before.setdefault(event_id, self.events.get(event_id))
        before = stored.record if stored is not None else None
        record = succeeding(record, before)
        history = longer(stored.history if stored is not None else (), line(record, before, written.cause))
        logged = (stored is not None and stored.logged) or self._is_logged(record)
        self._put(written, replace(row, told=Told.of(record), history=history, logged=logged))
        written.records[event_id] = record

    def _is_logged(self, record: EventRecord) -> bool:
        return record.level == "main" or record.salience >= self.settings.logged_salience

    def _put(self, written: Written, row: StoredEvent) -> None:
        self._set(row)
        written.put[row.told.event_id] = row

    def _set(self, row: StoredEvent) -> None:
        event_id = row.told.event_id
        before = self.events.get(event_id)
        if before is not None and before.members is not row.members:
            self._release(before)
        self.events[event_id] = row
        self.event_of.update(dict.fromkeys(row.members, event_id))
        self.retention.set(event_id, Activity(arrived=row.changed))
        if row.told.status == "open":
            self.windows.set(event_id, Activity(row.published, row.arrived))
        else:
            self.windows.drop(event_id)

    def _release(self, row: StoredEvent) -> None:
        event_id, event_of = row.told.event_id, self.event_of
        for node in row.members:
            if event_of.get(node) == event_id:
                del event_of[node]
