"""What has been told: the rows of the events table, which chain was told under which id, and when windows close and rows may go."""

from collections.abc import Iterable
from dataclasses import dataclass, field, fields, replace
from operator import attrgetter
from typing import Literal

from schemas import EventRecord
from schemas.event import ChangeKind
from workers.consolidation.clock import Clock
from workers.consolidation.records.history import line, longer
from workers.consolidation.seal import event_mark
from workers.consolidation.settings import ConsolidationSettings
from workers.consolidation.state import Node, StoredEvent
from workers.consolidation.told import Told
from workers.consolidation.windows import Activity, Deadlines

LIVE = frozenset({"open", "closed"})
_content = attrgetter(*(f.name for f in fields(EventRecord) if f.name not in {"version", "status", "change"}))


@dataclass(slots=True)
class Written:
    """Records told and rows written by the operation under way.

    Attributes:
        cause: What the operation took in, in words for the history.
    """

    cause: str = ""
    records: list[EventRecord] = field(default_factory=list)
    put: dict[str, StoredEvent] = field(default_factory=dict)
    dropped: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Ledger:
    """All events of a shard."""

    settings: ConsolidationSettings
    events: dict[str, StoredEvent] = field(default_factory=dict)
    event_of: dict[Node, str] = field(default_factory=dict)
    born: int = 0
    untold: set[str] = field(default_factory=set)
    """Ids found in the table after a crash whose records may not have gone out: told once more when they are next met."""
    marks: int = 0
    """What the rows add up to (`seal.py`)."""
    mark_of: dict[str, int] = field(default_factory=dict)
    """The mark of each row."""
    windows: Deadlines = field(init=False)
    retention: Deadlines = field(init=False)

    def __post_init__(self) -> None:
        gap = self.settings.gap.total_seconds()
        self.windows = Deadlines(gap)
        self.retention = Deadlines(gap + self.settings.retention.total_seconds())

    def load(self, events: Iterable[StoredEvent]) -> None:
        """Take rows over from the table."""
        for row in events:
            self._set(row)
            self.born = max(self.born, row.born + 1)

    def write(self, written: Written, record: EventRecord, members: tuple[Node, ...], activity: Activity) -> None:
        """Put down an event as it is now; tell it where its content changed. `record` has the next version."""
        stored = self.events.get(record.event_id)
        if stored is not None and same_content(stored.record, record):
            self._keep(written, stored, members, activity)
            return
        if stored is not None and stored.told.status == "closed":
            record = replace(record, change="reopened")
        born = stored.born if stored is not None else self.born
        self.born = max(self.born, born + 1)
        history = longer(
            stored.history if stored else (), line(record, stored.record if stored else None, written.cause)
        )
        self._put(written, StoredEvent(Told.of(record), members, born, activity.published, activity.arrived, history))
        written.records.append(record)

    def end(self, written: Written, event_id: str, status: Literal["merged", "retracted"], into: str | None) -> None:
        """Tell that an event is no more; its row stays until retention has passed, so that its id is not given twice."""
        self._tell_status(written, event_id, status, status, into)

    def close_due(self, written: Written, clock: Clock) -> None:
        """Close the windows whose time has come, all of them where the input has ended."""
        due = sorted(self.windows.activity) if clock.ended else self.windows.due(clock)
        for event_id in due:
            self._tell_status(written, event_id, "closed", "closed", None)
            if not clock.ended:
                self.events[event_id].told.rest()

    def drop(self, written: Written, event_id: str) -> None:
        """Delete an event's row without a word."""
        row = self.events.pop(event_id)
        self.marks ^= self.mark_of.pop(event_id)
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

    def _keep(self, written: Written, stored: StoredEvent, members: tuple[Node, ...], activity: Activity) -> None:
        event_id = stored.told.event_id
        row = replace(stored, members=members, published=activity.published, arrived=activity.arrived)
        if row != stored:
            self._put(written, row)
        if event_id in self.untold:
            self.untold.discard(event_id)
            written.records.append(stored.record)

    def _tell_status(
        self,
        written: Written,
        event_id: str,
        status: Literal["closed", "merged", "retracted"],
        change: ChangeKind,
        into: str | None,
    ) -> None:
        stored = self.events[event_id]
        record = replace(stored.record, version=stored.told.version + 1, status=status, merged_into=into, change=change)
        members = stored.members if status == "closed" else ()
        history = longer(stored.history, line(record, stored.record, written.cause))
        self._put(written, replace(stored, told=Told.of(record), members=members, history=history))
        written.records.append(record)

    def _put(self, written: Written, row: StoredEvent) -> None:
        self._set(row)
        written.put[row.told.event_id] = row

    def _set(self, row: StoredEvent) -> None:
        event_id, activity = row.told.event_id, Activity(row.published, row.arrived)
        before = self.events.get(event_id)
        if before is not None and before.members is not row.members:
            self._release(before)
        mark = event_mark(row)
        self.marks ^= mark ^ self.mark_of.get(event_id, 0)
        self.mark_of[event_id] = mark
        self.events[event_id] = row
        self.event_of.update(dict.fromkeys(row.members, event_id))
        self.retention.set(event_id, activity)
        if row.told.status == "open":
            self.windows.set(event_id, activity)
        else:
            self.windows.drop(event_id)

    def _release(self, row: StoredEvent) -> None:
        event_id, event_of = row.told.event_id, self.event_of
        for node in row.members:
            if event_of.get(node) == event_id:
                del event_of[node]


def same_content(told: EventRecord, record: EventRecord) -> bool:
    """Return whether two records say the same, version, status and change apart."""
    return _content(record) == _content(told)
