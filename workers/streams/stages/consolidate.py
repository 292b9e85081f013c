"""The consolidate stage: from mentions and ticks, in units of work, to event records.

A unit is all that waits for a partition, in order. Its journal is in the changelog before a row is
written or a record is sent, and its messages are acknowledged when every row and every record is.
One unit at a time for each partition; none while partitions come or go.
"""

import asyncio
import logging
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field

from schemas import CodecError, Tick
from schemas.codec import decode_mentions
from workers.consolidation import ConsolidationSettings, Explanation
from workers.settings import Settings
from workers.streams.dead_letters.limit import DeadLetterLimit
from workers.streams.failures.worker_errors import WorkerError
from workers.streams.flow.intake import Intake, Work
from workers.streams.flow.sender import Sender
from workers.streams.messages.message import Outgoing
from workers.streams.messages.refusal import Refusal
from workers.streams.metrics.process_metrics import ProcessMetrics
from workers.streams.stages.garbage_collection import PeriodicFreeze
from workers.streams.stages.journal import Journal
from workers.streams.stages.journal_writer import JournalWriter
from workers.streams.stages.outbox import Outbox
from workers.streams.stages.partition import Partition
from workers.streams.stages.partition_gauges import forget_gauges, set_gauges
from workers.streams.stages.refused_letter import refused_letter
from workers.streams.stages.rows import row_limit
from workers.streams.stages.state_building import build_state, restore
from workers.streams.state.changelog import Recovering, unheard
from workers.streams.state.tables import StateTable
from workers.streams.tracing.spans import UNTRACED, Tracing

log = logging.getLogger(__name__)

STAGE = "consolidate"
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
    _epoch: int = 0
    _freeze: PeriodicFreeze = field(default_factory=PeriodicFreeze)
    _turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    _thread: ThreadPoolExecutor = field(
        default_factory=lambda: ThreadPoolExecutor(1, thread_name_prefix="consolidation")
    )

    _writer: JournalWriter = field(init=False)

    def __post_init__(self) -> None:
        self._writer = JournalWriter(
            self.sender, self.table, self.tracing, row_limit(self.settings)
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
            await self._writer.settle()

    async def recover(self, partitions: set[int]) -> bool:
        """Build the state of the partitions that are ours now, and finish the last unit of each.

        Returns whether it is complete; it is not if the partitions were revoked meanwhile.
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
                await self._writer.finish_last_unit(number)
        partition = self._empty()
        # Without the turn: the web view should answer meanwhile.
        changed = await build_state(self.table, number, partition, self._progress)
        async with self._turn:
            if epoch == self._epoch:
                await self._write(number, partition, changed)
                self.partitions[number] = partition
                set_gauges(self.metrics, number, partition)

    def _progress(self) -> None:
        """Show the watchdog that work goes on."""
        self.intake.progress_at = time.monotonic()

    async def _unit(self, number: int, works: list[Work]) -> None:
        partition = self.partitions.get(number)
        current = [work for work in works if partition is not None and work.is_current()]
        for work in works:
            if work not in current:
                await work.abandon()
        if partition is None or not current:
            return
        journal, done = Journal(), list[Work]()
        for work in current:
            if not work.is_current():
                # Revoked meanwhile: what is begun is written, quickly, and the rest is another
                # worker's.
                await work.abandon()
                continue
            fault = await self._try(partition, journal, work)
            if fault is None:
                done.append(work)
            else:
                await self._complete(number, partition, journal, done)
                partition = await self._refuse_unforeseen(number, work, fault)
                journal, done = Journal(), []
            await asyncio.sleep(0)
        await self._complete(number, partition, journal, done)

    async def _try(self, partition: Partition, journal: Journal, work: Work) -> Exception | None:
        """Consolidate a message; return its fault, which must not stop the other messages."""
        try:
            await self._aside(self._take, partition, journal, work)
        except WorkerError:
            raise
        except Exception as error:  # noqa: BLE001 - whatever an article sets off
            return error
        work.span.mark("consolidated")
        return None

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
        partition = self.partitions[number] = self._empty()
        changed = await asyncio.to_thread(restore, self.table, number, partition)
        await self._write(number, partition, changed)
        await self._complete(number, partition, self._journal_of(work, error), [work])
        return partition

    def _journal_of(self, work: Work, error: Exception) -> Journal:
        """Return a journal that only refuses the message."""
        kind = f"{type(error).__module__}.{type(error).__qualname__}"
        refusal = Refusal(f"processing failed: {error}", "", kind)
        return Journal(messages=[self._refused(work, refusal)])

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
        await self._writer.write(number, journal)

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
