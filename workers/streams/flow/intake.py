"""The messages that a stage takes in.

The ledger judges them; their number and bytes are bounded; they are acknowledged in order.
"""

import asyncio
import logging
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any, Literal

import faust
from faust.types import TP

from workers.streams.failures.failure import Failure
from workers.streams.flow.ledger import Verdict
from workers.streams.flow.ledgers import Ledger, Ledgers
from workers.streams.messages.message import Original
from workers.streams.messages.subject import subject_of
from workers.streams.metrics.process_metrics import ProcessMetrics
from workers.streams.tracing.spans import UNRECORDED, UNTRACED, Span, Tracing

log = logging.getLogger(__name__)

IN_FLIGHT_BYTES = 64 * 1024 * 1024
"""Bytes of messages in work in one stage; one message may always come in, however large."""


@dataclass(slots=True, eq=False)
class Work:
    """One message in work. `finish` says that all it led to is acknowledged by the broker."""

    intake: "Intake"
    ledger: Ledger
    stream: Any
    event: Any
    original: Original
    span: Span = UNRECORDED
    since: float = field(default_factory=time.monotonic)

    @property
    def subject(self) -> dict[str, str]:
        """What a line of the log about this message says with `extra=`."""
        return subject_of(self.intake.stage, self.original, self.span.begun)

    @property
    def size(self) -> int:
        """Bytes of the value."""
        return len(self.original.value or b"")

    async def finish(self) -> None:
        """Acknowledge the message, and those behind it that waited for it."""
        await self.intake.finish(self)

    async def abandon(self) -> None:
        """Put the message down: its partition is another worker's now, or it will be read again."""
        self.span.mark("abandoned")
        self.span.end()
        await self.intake.leave(self)

    def is_current(self) -> bool:
        """Whether the partition is still ours, in the generation in which the message was read."""
        return self.intake.is_current(self)


class Intake:
    """The messages of one stage that are in work."""

    def __init__(
        self,
        stage: str,
        ledgers: Ledgers,
        metrics: ProcessMetrics,
        *,
        limit: int,
        tracing: Tracing = UNTRACED,
    ) -> None:
        """Start empty; `limit` is the most messages in work."""
        self._stage = stage
        self._ledgers = ledgers
        self._counters = metrics
        self._limit = limit
        self._tracing = tracing
        self._messages = 0
        self._bytes = 0
        self._room = asyncio.Condition()
        self.waiting: asyncio.Queue[Work] = asyncio.Queue()
        self.progress_at = time.monotonic()
        """When a message last came in or was finished; the watchdog reads it."""

    @property
    def stage(self) -> str:
        """The stage that takes the messages in."""
        return self._stage

    @property
    def messages(self) -> int:
        """Messages in work."""
        return self._messages

    async def fill(self, stream: Any, failure: Failure) -> None:
        """Put an agent's messages into `waiting`; the whole body of every agent."""
        try:
            async for work in self.take(stream, stream.app.consumer):
                self.waiting.put_nowait(work)
        except Exception as error:  # noqa: BLE001 - Faust would acknowledge the message and go on
            failure.fail(error)

    async def take(self, stream: Any, consumer: Any) -> AsyncIterator[Work]:
        """Yield the messages of an agent's stream that need work, as soon as there is room."""
        async for event in stream.noack().events():
            message = event.message
            ledger = self._ledgers.of(message.tp, message.generation_id)
            if ledger is None:
                continue
            work = Work(self, ledger, stream, event, _original(message))
            verdict = ledger.receive(message.offset, work)
            if verdict is Verdict.GAP:
                await self._read_again(consumer, message.tp, ledger, message.offset)
            if verdict is Verdict.REAL_GAP:
                self._count_gap(message.tp, "real")
            if verdict not in {Verdict.NEW, Verdict.REAL_GAP}:
                continue
            self._counters.received.add(
                stage=self._stage, topic=message.topic, partition=message.partition
            )
            await self._enter(work.size)
            work.span = self._tracing.stage(self._stage, work.original)
            yield work

    async def finish(self, work: Work) -> None:
        """Acknowledge in order of offset whatever may be acknowledged now."""
        for done in work.ledger.finish(work.original.offset):
            await done.stream.ack(done.event)
            done.span.end()
            original = done.original
            self._counters.acknowledged.add(
                stage=self._stage, topic=original.topic, partition=original.partition
            )
            self._counters.unit_seconds.observe(time.monotonic() - done.since, stage=self._stage)
        await self.leave(work)

    def is_current(self, work: Work) -> bool:
        """Whether the ledger of a message is still the one of its partition."""
        original = work.original
        return (
            self._ledgers.of(TP(original.topic, original.partition), self._ledgers.generation)
            is work.ledger
        )

    async def leave(self, work: Work) -> None:
        """Make room."""
        async with self._room:
            self._messages -= 1
            self._bytes -= work.size
            self._note_progress()
            self._room.notify_all()

    async def drained(self, seconds: float) -> bool:
        """Wait until nothing is in work, at most `seconds`; returns whether that is so."""
        async with self._room:
            try:
                await asyncio.wait_for(self._room.wait_for(lambda: self._messages == 0), seconds)
            except TimeoutError:
                return False
        return True

    async def _read_again(self, consumer: Any, tp: TP, ledger: Ledger, offset: int) -> None:
        log.info(
            "%s-%d jumps from %d to %d: reading it again",
            tp.topic,
            tp.partition,
            ledger.position,
            offset,
            extra={"stage": self._stage},
        )
        self._count_gap(tp, "fault")
        await consumer.seek_wait({tp: ledger.position})

    def _count_gap(self, tp: TP, kind: Literal["fault", "real"]) -> None:
        self._counters.gaps.add(
            stage=self._stage, topic=tp.topic, partition=tp.partition, kind=kind
        )

    async def _enter(self, size: int) -> None:
        async with self._room:
            await self._room.wait_for(lambda: self._has_room(size))
            self._messages += 1
            self._bytes += size
            self._note_progress()

    def _has_room(self, size: int) -> bool:
        return self._messages == 0 or (
            self._messages < self._limit and self._bytes + size <= IN_FLIGHT_BYTES
        )

    def _note_progress(self) -> None:
        self.progress_at = time.monotonic()
        self._counters.in_flight.set(self._messages, stage=self._stage)
        self._counters.in_flight_bytes.set(self._bytes, stage=self._stage)


def source(app: faust.App, name: str) -> Any:
    """Return a topic of raw bytes to read from."""
    return app.topic(
        name, key_type=bytes, value_type=bytes, key_serializer="raw", value_serializer="raw"
    )


def _original(message: Any) -> Original:
    return Original(
        topic=message.topic,
        partition=message.partition,
        offset=message.offset,
        key=message.key,
        value=message.value,
        headers=list(message.headers or ()),
        timestamp=message.timestamp,
    )
