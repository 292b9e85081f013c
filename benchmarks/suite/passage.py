"""One passage: articles into a topic, and a note of when each output came.

Times are seconds of a monotonic clock.

What a peer makes of an article is one message, keyed by the article's id. Dateline has passed an
article when its mentions are out, and has passed all when the consolidate stage has committed them
and what it held back for coalescing has come.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, ConsumerRecord, TopicPartition

from benchmarks.suite.children import Child
from benchmarks.suite.corpus import BenchArticle
from workers.settings import Settings
from workers.streams.kafka.connection import connection
from workers.streams.kafka.groups import group_id
from workers.streams.kafka.producers import producer_settings

LOOK_EVERY = 0.05
POLL_MS = 50
SETTLE_SECONDS = 0.5
"""How long nothing may come, beyond Dateline's coalescing, before a passage counts as over."""
SUBJECT = "ce_subject"
"""Header with the article's id in `dateline.mentions`."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """A message of the topic of events, when it came."""

    at: float
    key: bytes
    value: bytes


@dataclass(slots=True)
class Watched:
    """What came so far."""

    events: list[Arrival] = field(default_factory=list)
    passed: dict[str, float] = field(default_factory=dict)
    """Article id -> when it was first passed."""
    ends: dict[TopicPartition, int] = field(default_factory=dict)
    """Partition of the mentions -> the offset behind the last article's."""

    def take(self, record: ConsumerRecord, settings: Settings, *, ours: bool) -> None:
        """Note one message."""
        now, is_event = time.monotonic(), record.topic == settings.topic("events")
        if is_event:
            self.events.append(Arrival(now, record.key or b"", record.value or b""))
        if not ours:
            self.passed.setdefault((record.key or b"").decode(), now)
            return
        subject = dict(record.headers).get(SUBJECT)
        if not is_event and subject is not None:
            self.passed.setdefault(subject.decode(), now)
            self.ends[TopicPartition(record.topic, record.partition)] = record.offset + 1


@dataclass(slots=True)
class Passage:
    """Sends articles through a contender that runs, and watches what comes out."""

    settings: Settings
    children: Sequence[Child]
    ours: bool
    watched: Watched
    producer: AIOKafkaProducer
    committed: AIOKafkaConsumer

    async def send(
        self, articles: Sequence[BenchArticle], *, per_second: float | None = None
    ) -> dict[str, float]:
        """Publish articles, evenly where a rate is given; returns article id -> when it was due.

        Waits until the broker has all.
        """
        due: dict[str, float] = {}
        futures = []
        began = time.monotonic()
        for number, article in enumerate(articles):
            moment = began + number / per_second if per_second else time.monotonic()
            await asyncio.sleep(max(0.0, moment - time.monotonic()) if per_second else 0)
            due[article.id] = moment
            futures.append(
                await self.producer.send(
                    self.settings.topic("articles"), article.value, article.key
                )
            )
        await asyncio.gather(*futures)
        return due

    async def until_passed(self, articles: Sequence[BenchArticle], *, seconds: float) -> float:
        """Wait until all is out; returns when the last output came.

        Raises TimeoutError, or ChildError where a process has ended.
        """
        async with asyncio.timeout(seconds):
            while any(article.id not in self.watched.passed for article in articles):
                await self._look()
            last = max(self.watched.passed[article.id] for article in articles)
            return await self._last_record(last) if self.ours else last

    async def _last_record(self, last: float) -> float:
        while not await self._is_committed():
            await self._look()
        committed = time.monotonic()
        await asyncio.sleep(self.settings.coalesce_seconds + SETTLE_SECONDS)
        limit = committed + self.settings.coalesce_seconds + SETTLE_SECONDS
        return max([last, *(event.at for event in self.watched.events if event.at <= limit)])

    async def _is_committed(self) -> bool:
        done = [await self.committed.committed(partition) or 0 for partition in self.watched.ends]
        return all(
            offset >= end for offset, end in zip(done, self.watched.ends.values(), strict=True)
        )

    async def _look(self) -> None:
        for one in self.children:
            one.check()
        await asyncio.sleep(LOOK_EVERY)


@asynccontextmanager
async def passage(
    settings: Settings, children: Sequence[Child], *, ours: bool
) -> AsyncIterator[Passage]:
    """Watch the topics that a contender writes, from their beginning."""
    topics = ["events", "mentions"] if ours else ["events"]
    partitions = [
        TopicPartition(settings.topic(name), part)
        for name in topics
        for part in range(settings.partitions)
    ]
    consumer = AIOKafkaConsumer(**connection(settings), auto_offset_reset="earliest")
    committed = AIOKafkaConsumer(
        **connection(settings), group_id=group_id(settings, "consolidate"), enable_auto_commit=False
    )
    async with AIOKafkaProducer(**producer_settings(settings)) as producer, consumer, committed:
        consumer.assign(partitions)
        watched = Watched()
        watching = asyncio.create_task(_watch(consumer, watched, settings, ours=ours))
        try:
            yield Passage(settings, children, ours, watched, producer, committed)
        finally:
            watching.cancel()
            with suppress(asyncio.CancelledError):
                await watching


async def _watch(
    consumer: AIOKafkaConsumer, watched: Watched, settings: Settings, *, ours: bool
) -> None:
    while True:
        for records in (await consumer.getmany(timeout_ms=POLL_MS)).values():
            for record in records:
                watched.take(record, settings, ours=ours)
