"""The consolidate stage: from mentions and ticks, in units of work, to event records.

A unit is all that waits for a partition, in order. Its journal is in the changelog before a row is
written or a record is sent, and its messages are acknowledged when every row and every record is.
One unit at a time for each partition; none while partitions come or go.
"""

import asyncio
import gc
import logging
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from schemas import CodecError, Tick
from schemas.codec import decode_mentions
from workers.consolidation import ConsolidationSettings, Explanation
from workers.settings import Settings
from workers.streams.dead_letters.limit import DeadLetterLimit
from workers.streams.failures.worker_errors import StateError, WorkerError
from workers.streams.flow.intake import Intake, Work
from workers.streams.flow.sender import Sender
from workers.streams.messages.message import Outgoing
from workers.streams.messages.refusal import Refusal
from workers.streams.metrics.process_metrics import ProcessMetrics
from workers.streams.stages.garbage_collection import PeriodicFreeze
from workers.streams.stages.journal import Journal, JournalError, journal_rows, read_journal
from workers.streams.stages.outbox import Outbox
from workers.streams.stages.partition import Partition
from workers.streams.stages.partition_gauges import forget_gauges, set_gauges
from workers.streams.stages.refused_letter import refused_letter
from workers.streams.stages.rows import PartitionRows, row_limit
from workers.streams.state.changelog import Recovering, unheard
from workers.streams.state.tables import StateTable
from workers.streams.tracing.spans import UNTRACED, Tracing

log = logging.getLogger(__name__)

STAGE = "consolidate"
PROGRESS_EVERY = 5.0
BUILDING = ("building the state", "rows")
"""What recovery does here, and of which things."""
UNIT_MESSAGES = 64
"""Most messages in a unit: enough to share the round trips, few enough for a journal to fit into a
message."""


@dataclass(slots=True, kw_only=True)
class ConsolidateRunner:
    """Runs the consolidate stage."""

    settings: Settings
    intake: Intake
    sender: Sender
    table: StateTable
    metrics: ProcessMetrics
    limit: DeadLetterLimit
    recovering: Recovering = unheard
    tracing: Tracing = UNTRACED
    now: Callable[[], float] = time.monotonic
    partitions: dict[int, Partition] = field(default_factory=dict)
    _tails: list["asyncio.Future[Any]"] = field(default_factory=list)
    _epoch: int = 0
    _freeze: PeriodicFreeze = field(default_factory=PeriodicFreeze)
    _turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    _thread: ThreadPoolExecutor = field(
        default_factory=lambda: ThreadPoolExecutor(1, thread_name_prefix="consolidation")
    )

    def explain(self, event_id: str) -> "Future[Explanation | None]":
        """Say why an event is one event; may be called from any thread.

        The answer is None where the event is not in this worker's state. It is worked out between
        two messages, in the thread that consolidates.
        """
        return self._thread.submit(self._explained, event_id)

    def _explained(self, event_id: str) -> Explanation | None:
        for partition in tuple(self.partitions.values()):
            for consolidator in partition.shards.values():
                if event_id in consolidator.published.rows:
                    return consolidator.explain(event_id)
        return None

    async def run(self) -> None:
        """Work on what waits, for as long as the app runs."""
        waiting = self.intake.waiting
        while True:
            works = [await waiting.get()]
            while len(works) < UNIT_MESSAGES and not waiting.empty():
                works.append(waiting.get_nowait())
            async with self._turn:
                await asyncio.gather(
                    *(self._unit(number, unit) for number, unit in _by_partition(works).items())
                )

    async def release(self) -> None:
        """Release every partition, once no unit is under way.

        A recovery that is under way writes nothing more.
        """
        self._epoch += 1
        async with self._turn:
            self.partitions.clear()
            forget_gauges(self.metrics)
            # A write that is still on its way could fall behind those of the next owner.
            tails, self._tails = self._tails, []
            await self.sender.settle(tails)

    async def recover(self, partitions: set[int]) -> bool:
        """Take up the state of the partitions that are ours now: finish the last unit of each.

        Returns whether that is done: not where the partitions were taken from us meanwhile.
        """
        self._epoch += 1
        epoch = self._epoch
        self.partitions.clear()
        forget_gauges(self.metrics)
        sizes = {number: self.table.about(number) for number in sorted(partitions)}
        done, total = 0, sum(sizes.values())
        self.recovering(*BUILDING, done, total)
        for number, size in sizes.items():
            await self._take_up(number, epoch)
            done += size
            self.recovering(*BUILDING, done, total)
        return epoch == self._epoch

    async def _take_up(self, number: int, epoch: int) -> None:
        async with self._turn:
            if epoch == self._epoch:
                await self._finish_last_unit(number)
        partition = self._empty()
        # In a thread, and without the turn: a hundred thousand events take seconds, and the web
        # view should answer meanwhile.
        changed = await self._restored(number, partition)
        async with self._turn:
            if epoch == self._epoch:
                await self._write(number, partition, changed)
                self.partitions[number] = partition
                set_gauges(self.metrics, number, partition)

    async def _restored(self, number: int, partition: Partition) -> Journal:
        restoring = asyncio.ensure_future(asyncio.to_thread(self._restore, number, partition))
        # What is built now stays: to look for garbage in it over and over takes a fifth of the
        # time.
        gc.disable()
        try:
            await self._watched(restoring, number)
        finally:
            gc.freeze()
            gc.enable()
        return restoring.result()

    async def _watched(self, restoring: "asyncio.Future[Journal]", number: int) -> None:
        while not (await asyncio.wait({restoring}, timeout=PROGRESS_EVERY))[0]:
            # The watchdog would take it for a stall, and the next process would begin anew.
            self.intake.progress_at = time.monotonic()
            log.info("partition %d: its state is being built", number)

    def _restore(self, number: int, partition: Partition) -> Journal:
        began, rows = time.monotonic(), PartitionRows()
        for key, value in self.table.rows(number):
            rows.add(key, value)
        read = time.monotonic()
        changed = partition.restore(rows)
        if rows.shards:
            log.info(
                "partition %d: %d events of %d shards in state again: "
                "rows read in %.1f s, state built in %.1f s",
                number,
                partition.events_held(),
                len(rows.shards),
                read - began,
                time.monotonic() - read,
            )
        return changed

    async def _finish_last_unit(self, number: int) -> None:
        try:
            found = read_journal(partial(self.table.row, number))
        except JournalError as error:
            raise StateError(
                f"the journal of partition {number} cannot be read: {error}"
            ) from error
        if found is None:
            return
        journal, noted = found
        log.info(
            "partition %d: the last unit is done again: %d rows, %d messages",
            number,
            len(journal.rows),
            len(journal.messages),
        )
        await self._carry_out(number, journal, noted)

    async def _unit(self, number: int, works: list[Work]) -> None:
        partition = self.partitions.get(number)
        current = [work for work in works if work.is_current() and partition is not None]
        for work in works:
            if work not in current:
                await work.abandon()
        if partition is None or not current:
            return
        journal = Journal()
        done: list[Work] = []
        for work in current:
            if not work.is_current():
                # Revoked meanwhile: what is begun is written, quickly, and the rest is another
                # worker's.
                await work.abandon()
                continue
            try:
                await self._aside(self._take, partition, journal, work)
            except WorkerError:
                raise
            except Exception as error:  # noqa: BLE001
                # Whatever an article sets off must not stop the others.
                await self._complete(number, partition, journal, done)
                partition = await self._refuse_unforeseen(number, work, error)
                journal, done = Journal(), []
            else:
                work.span.mark("consolidated")
                done.append(work)
            await asyncio.sleep(0)
        await self._complete(number, partition, journal, done)

    async def _aside(self, work: Callable[..., object], *arguments: object) -> None:
        """Compute in the one thread for it, so that the event loop runs meanwhile.

        The loop has heartbeats, the other stages and the web view.
        """
        await asyncio.get_running_loop().run_in_executor(self._thread, work, *arguments)

    def _take(self, partition: Partition, journal: Journal, work: Work) -> None:
        try:
            message = decode_mentions(work.original.value or b"")
        except CodecError as error:
            refusal = Refusal(
                f"this is neither mentions nor a decision nor a tick: {error.reason}",
                error.position,
                type(error).__name__,
            )
            journal.messages.append(self._refused(work, refusal))
            return
        if partition.take(journal, message, work.original.headers):
            self.metrics.late.add(stage=STAGE)
            journal.messages.append(self._late(work))
        if not isinstance(message, Tick):
            self.limit.accepted()

    async def _refuse_unforeseen(self, number: int, work: Work, error: Exception) -> Partition:
        """Forget what the fault may have left behind, and refuse its message."""
        log.error(
            "consolidation failed on %s-%d@%d",
            work.original.topic,
            number,
            work.original.offset,
            exc_info=error,
            extra=work.subject,
        )
        partition = self._empty()
        self.partitions[number] = partition
        await self._write(
            number, partition, await asyncio.to_thread(self._restore, number, partition)
        )
        kind = type(error)
        refusal = Refusal(
            f"processing failed: {error}", "", f"{kind.__module__}.{kind.__qualname__}"
        )
        await self._complete(
            number, partition, Journal(messages=[self._refused(work, refusal)]), [work]
        )
        return partition

    async def _complete(
        self, number: int, partition: Partition, journal: Journal, works: Sequence[Work]
    ) -> None:
        await self._write(number, partition, journal)
        for work in works:
            await work.finish()
        self._freeze.took(len(works))
        set_gauges(self.metrics, number, partition)

    async def _write(self, number: int, partition: Partition, journal: Journal) -> None:
        await self._aside(partition.close, journal, self.now())
        tails, self._tails = self._tails, []
        await self.sender.settle(tails)
        noted = await self._note(number, journal) if journal.atomic else []
        await self._carry_out(number, journal, noted)

    async def _note(self, number: int, journal: Journal) -> list[bytes]:
        """Write the journal; return the keys of its rows, the one that makes it valid first."""
        *parts, (key, head) = journal_rows(journal.pack(), row_limit(self.settings))
        await self.sender.settle([await self.table.put(number, key, part) for key, part in parts])
        await self.sender.settle([await self.table.put(number, key, head)])
        return [key, *(key for key, _part in parts)]

    async def _carry_out(self, number: int, journal: Journal, noted: Iterable[bytes]) -> None:
        futures = [
            await (
                self.table.drop(number, key)
                if value is None
                else self.table.put(number, key, value)
            )
            for key, value in journal.rows.items()
        ]
        sending = [self.tracing.sending(message) for message in journal.messages]
        futures += [await self.sender.send_outgoing(message) for message in journal.messages]
        await self.sender.settle(futures)
        for span in sending:
            span.end()
        # Not waited for: the next journal takes its place, and to do a unit again does no harm.
        self._tails += [await self.table.drop(number, key) for key in noted]

    def _refused(self, work: Work, refusal: Refusal) -> Outgoing:
        topic = self.settings.topic("dead-letters")
        return refused_letter(work, refusal, topic=topic, metrics=self.metrics, limit=self.limit)

    def _late(self, work: Work) -> Outgoing:
        original = work.original
        return Outgoing(self.settings.topic("late"), original.key, original.value, original.headers)

    def _empty(self) -> Partition:
        settings = self.settings
        return Partition(
            settings=ConsolidationSettings.from_settings(settings),
            outbox=Outbox(settings.coalesce_seconds),
            events=settings.topic("events"),
            others=settings.topic("all-mentions" if settings.mentions == "all" else "events"),
            metrics=self.metrics,
            row_limit=row_limit(settings),
        )


def _by_partition(works: Iterable[Work]) -> dict[int, list[Work]]:
    found: dict[int, list[Work]] = {}
    for work in works:
        found.setdefault(work.original.partition, []).append(work)
    return found
