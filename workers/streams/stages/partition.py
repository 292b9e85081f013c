"""The state of one partition: a consolidator for each shard, and the outbox."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from heapq import nlargest

from schemas import ArticleMentions, Decision, Tick, encode
from workers.consolidation import Changes, ConsolidationSettings, Consolidator
from workers.streams.messages.headers import HeaderItems, event_headers
from workers.streams.messages.message import Outgoing
from workers.streams.metrics.process_metrics import ProcessMetrics
from workers.streams.stages.journal import Journal, pack_message, unpack_message
from workers.streams.stages.outbox import Key, Outbox
from workers.streams.stages.rows import PartitionRows, Rows, changed_rows, check_sizes, row_key

log = logging.getLogger(__name__)

ENDED = frozenset({"merged", "retracted"})


MOST_SHARDS = 50
"""Shards of a partition whose windows are told: metrics have few labels."""


@dataclass(frozen=True, slots=True)
class ShardWindows:
    """The watermark of a shard, None before the first dated article, and its open windows."""

    watermark: float | None
    open: int


@dataclass(slots=True)
class Partition:
    """The state of one partition.

    Attributes:
        events: Full name of the topic for events that a news desk would log.
        others: The same for all other events.
        row_limit: Most bytes of a row.
    """

    settings: ConsolidationSettings
    outbox: Outbox
    events: str
    others: str
    metrics: ProcessMetrics
    row_limit: int
    shards: dict[str, Consolidator] = field(default_factory=dict)
    _changed: set[Key] = field(default_factory=set)
    _ended: bool = False

    def restore(self, rows: PartitionRows) -> Journal:
        """Restore the state from the rows.

        Returns a journal with the versions of events that differ under the present rules.
        """
        journal, records = Journal(), rows.held_records()
        for key, message in rows.held.items():
            self.outbox.restore(key, unpack_message(message, records.get))
        for shard, shard_rows in sorted(rows.shards.items()):
            consolidator = Consolidator.restore(
                self.settings,
                shard_rows.articles,
                shard_rows.events,
                shard_rows.clock,
                decisions=shard_rows.decisions,
            )
            self.shards[shard] = consolidator
            pending = consolidator.pending()
            if pending.clock != shard_rows.clock:
                log.warning(
                    "shard %s: %d events differ under other rules", shard, len(pending.records)
                )
                self.note(journal, shard, pending, changed_rows(shard, pending), ())
        return journal

    def take(
        self, journal: Journal, message: ArticleMentions | Tick | Decision, carried: HeaderItems
    ) -> bool:
        """Work on one message; return whether its article is late.

        Late means that the state of its event may have been dropped before.

        Raises:
            RowTooLargeError: An event would grow beyond what a message may hold. The journal is as
                it was, the consolidator is not: restore it.
        """
        consolidator = self.shards.get(message.shard)
        if consolidator is None:
            consolidator = self.shards[message.shard] = Consolidator(self.settings)
        self._ended |= isinstance(message, Tick) and message.end
        changes = consolidator.take(message)
        rows = changed_rows(message.shard, changes)
        if not isinstance(message, Tick):
            check_sizes(rows, self.row_limit)
        self.note(journal, message.shard, changes, rows, carried)
        return changes.late

    def note(
        self, journal: Journal, shard: str, changes: Changes, rows: Rows, carried: HeaderItems
    ) -> None:
        """Add to the journal what an operation changed, and hold its records."""
        journal.rows.update(rows)
        carried = tuple(carried)
        others = {row.stored.event_id for row in changes.events_put if not row.logged}
        for record in changes.records:
            key = (shard, record.event_id)
            topic = self.others if record.event_id in others else self.events
            headers = event_headers(record, carried=carried)
            row = row_key("event", shard, record.event_id)
            message = Outgoing(topic, record.event_id.encode(), encode(record), headers, row=row)
            self.outbox.add(key, message, ended=record.status in ENDED, first=record.version == 1)
            self._changed.add(key)
            self.metrics.changes.add(change=record.change)
        # A held message whose event's row goes has to hold the record itself.
        self._changed.update((shard, event_id) for event_id in changes.events_drop)

    def close(self, journal: Journal, now: float) -> None:
        """Complete the journal of a unit: records that are due are sent, the others get rows.

        Where the input ends, all records are due.
        """
        due = self.outbox.take_due(now, everything=self._ended)
        self._ended = False
        journal.messages.extend(self._stored(key, message) for key, message in due)
        for shard, event_id in self.outbox.rows_to_drop([key for key, _message in due]):
            journal.rows[row_key("held", shard, event_id)] = None
        for (shard, event_id), message in self.outbox.rows_to_put(self._changed):
            stored = self._stored((shard, event_id), message)
            journal.rows[row_key("held", shard, event_id)] = pack_message(stored)
        self._changed.clear()

    def _stored(self, key: Key, message: Outgoing) -> Outgoing:
        """Return the message without its row where its event has none any more."""
        shard, event_id = key
        kept = event_id in self.shards[shard].published.rows
        return message if kept else replace(message, row=None)

    def shards_to_tick(self, *, quiet: bool) -> Iterable[str]:
        """Return the shards whose clock should move.

        These are the shards with waiting records, and in every `quiet` round those with events.
        """
        waiting = {shard for shard, _event_id in self.outbox.held}
        return sorted(
            waiting
            | {
                shard
                for shard, consolidator in self.shards.items()
                if quiet and consolidator.published.rows
            }
        )

    def windows(self) -> dict[str, ShardWindows]:
        """Return watermark and open windows of the shards that have the most open windows."""
        found = {
            shard: ShardWindows(consolidator.clock.watermark, consolidator.open_windows)
            for shard, consolidator in self.shards.items()
        }
        most = nlargest(MOST_SHARDS, found, key=lambda shard: found[shard].open)
        return {shard: found[shard] for shard in sorted(most)}

    def events_held(self) -> int:
        """Return how many events are in state."""
        return sum(len(consolidator.published.rows) for consolidator in self.shards.values())
