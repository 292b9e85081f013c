"""Following a bounded input to its end: articles extracted, windows closed, records read."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

from aiokafka import AIOKafkaProducer, ConsumerRecord, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient

from schemas import ArticleMentions, CodecError, EventRecord, Tick, encode
from schemas.codec import decode_mentions
from workers.settings import Settings
from workers.streams.kafka.connection import connection
from workers.streams.kafka.groups import group_id
from workers.streams.kafka.producers import producer_settings
from workers.streams.reading.event_reader import LatestVersions, event_in
from workers.streams.reading.topic_reader import reading, records_on

ROUNDS = 2
"""Rounds of ticks without a version after which open events have settled."""


class UnfinishedError(RuntimeError):
    """The articles did not all come through in time; the message says how many are missing."""


@dataclass(slots=True)
class Progress:
    """How far a bounded input is.

    Attributes:
        expected: Keys of the articles published.
        extracted: Ids of those whose mentions are in `dateline.mentions`.
        dead: Keys of those in the dead letters.
        shards: Shards the articles belong to.
        offsets: The last offset of mentions read, by partition.
        versions: The latest version of each event so far.
    """

    expected: frozenset[str]
    extracted: set[str] = field(default_factory=set)
    dead: set[str] = field(default_factory=set)
    shards: set[str] = field(default_factory=set)
    offsets: dict[TopicPartition, int] = field(default_factory=dict)
    versions: LatestVersions = field(default_factory=LatestVersions)

    @property
    def missing(self) -> frozenset[str]:
        """Articles that are neither through the stages nor in the dead letters."""
        return self.expected - self.extracted - self.dead


async def follow_to_end(
    settings: Settings, expected: frozenset[str], *, close: bool = True, patience: float
) -> AsyncIterator[tuple[Progress, EventRecord | None]]:
    """Yield the progress, with each new version of an event, until all records are read.

    Reads the topics from their beginning, so it may start after the articles were published. Once
    all articles are through, it sends each shard the tick that ends a bounded input (with `close`),
    and waits until the consolidate stage has acknowledged it: then every record is in the topic.
    Without `close`, it waits until no version has come for two rounds of ticks and coalescing.

    Raises:
        UnfinishedError: `patience` seconds have passed.
        workers.streams.reading.topic_reader.ReadError: The broker cannot be reached.
    """
    progress = Progress(expected)
    ending: asyncio.Task[None] | None = None
    now = asyncio.get_running_loop().time
    deadline, last = now() + patience, now()
    pause = 0.0 if close else ROUNDS * (settings.tick_seconds + settings.coalesce_seconds)
    names = [settings.topic(name) for name in ("mentions", "dead-letters", "events")]
    async with reading(settings, *names) as consumer:
        async for batch in records_on(consumer):
            for message in batch:
                yield progress, _taken(settings, progress, message)
                last = now()
            if ending is None and not progress.missing:
                ending = asyncio.create_task(_end(settings, progress, close=close))
            if ending is not None and ending.done() and not batch and now() - last >= pause:
                ending.result()
                return
            if now() > deadline:
                raise UnfinishedError(_unfinished(progress, patience))
            yield progress, None


def _taken(settings: Settings, progress: Progress, message: ConsumerRecord) -> EventRecord | None:
    if message.topic == settings.topic("events"):
        record = event_in(message)
        return record if record is not None and progress.versions.take(record) else None
    if message.topic == settings.topic("dead-letters"):
        progress.dead.add((message.key or b"").decode(errors="replace"))
    else:
        progress.offsets[TopicPartition(message.topic, message.partition)] = message.offset
        _note_mentions(progress, message.value)
    return None


def _note_mentions(progress: Progress, value: bytes) -> None:
    try:
        mentions = decode_mentions(value)
    except CodecError:
        return
    if isinstance(mentions, ArticleMentions):
        progress.extracted.add(mentions.article.id)
        progress.shards.add(mentions.shard)


async def _end(settings: Settings, progress: Progress, *, close: bool) -> None:
    """Wait until the consolidate stage has acknowledged all mentions.

    With `close`, also the last tick of each shard.
    """
    offsets = dict(progress.offsets)
    if close:
        offsets.update(await _send_last_ticks(settings, progress.shards))
    await _acknowledged(settings, offsets)


async def _send_last_ticks(settings: Settings, shards: set[str]) -> dict[TopicPartition, int]:
    at = datetime.now(UTC).isoformat(timespec="milliseconds")
    topic = settings.topic("mentions")
    producer = AIOKafkaProducer(**producer_settings(settings))
    await producer.start()
    try:
        ticks = [Tick(shard=shard, at=at, end=True) for shard in sorted(shards)]
        sent = [
            await producer.send_and_wait(topic, encode(tick), tick.shard.encode()) for tick in ticks
        ]
    finally:
        await producer.stop()
    return {TopicPartition(at.topic, at.partition): at.offset for at in sent}


async def _acknowledged(settings: Settings, offsets: dict[TopicPartition, int]) -> None:
    admin = AIOKafkaAdminClient(**connection(settings))
    await admin.start()
    try:
        while True:
            committed = await admin.list_consumer_group_offsets(
                group_id(settings, "consolidate"), partitions=list(offsets)
            )
            if all(
                partition in committed and committed[partition].offset > offset
                for partition, offset in offsets.items()
            ):
                return
            await asyncio.sleep(0.1)
    finally:
        await admin.close()


def _unfinished(progress: Progress, patience: float) -> str:
    if progress.missing:
        waiting = ", ".join(sorted(progress.missing)[:5])
        return (
            f"after {patience:g} s {len(progress.missing)} of {len(progress.expected)} articles "
            f"have not come through: {waiting}"
        )
    return (
        f"all articles came through, but the consolidate stage did not finish within {patience:g} s"
    )
