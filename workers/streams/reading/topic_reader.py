"""Reading a topic outside any consumer group, to its present end or without end."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from aiokafka import AIOKafkaConsumer, ConsumerRecord, TopicPartition
from aiokafka.errors import KafkaError

from workers.settings import Settings
from workers.streams.kafka.compression import bound_decompression
from workers.streams.kafka.connection import connection
from workers.streams.kafka.topics import partition_counts
from workers.streams.kafka.unusable import MISFIT, UNREACHABLE, KafkaUnusableError

POLL_MS = 200
STALLED_POLLS = 150
"""Polls in a row (30 s) without a record, with records still to come, after which reading is given
up."""


class ReadError(KafkaUnusableError):
    """A topic cannot be read; the message says why and what to do."""


@asynccontextmanager
async def reading(
    settings: Settings, *topics: str, last: int | None = None
) -> AsyncIterator[AIOKafkaConsumer]:
    """A consumer on all partitions of `topics` (full names).

    It starts at their beginning, or `last` messages before the end of each partition.

    Raises:
        ReadError: The broker cannot be reached, or a topic does not exist.
    """
    bound_decompression(settings.max_message_bytes)
    partitions = await _partitions(settings, topics)
    consumer = AIOKafkaConsumer(**connection(settings), **_consumer_settings())
    try:
        await _start(consumer, settings)
        await _assign(consumer, partitions, last)
        yield consumer
    finally:
        await consumer.stop()


async def records_to_end(
    settings: Settings, topic: str, *, start: int | None = None
) -> AsyncIterator[ConsumerRecord]:
    """Yield the records of `topic` up to the end at the time of the call.

    Reads from the beginning, or from offset `start` of each partition.

    Raises:
        ReadError: The broker cannot be reached, the topic does not exist, or reading stalls.
    """
    async with reading(settings, topic) as consumer:
        if start is not None:
            _seek(consumer, start)
        async for record in _up_to(consumer, await _ends(consumer)):
            yield record


async def records_on(consumer: AIOKafkaConsumer) -> AsyncIterator[list[ConsumerRecord]]:
    """Yield what comes, poll by poll, for ever; an empty list where nothing came."""
    while True:
        batches = await consumer.getmany(timeout_ms=POLL_MS, max_records=1_000)
        yield [record for batch in batches.values() for record in batch]


async def remaining(consumer: AIOKafkaConsumer) -> int:
    """Return how many offsets lie between the consumer and the present ends of its partitions."""
    ends = await _ends(consumer)
    positions = [(end, await consumer.position(partition)) for partition, end in ends.items()]
    return sum(max(0, end - position) for end, position in positions)


async def _up_to(
    consumer: AIOKafkaConsumer, ends: dict[TopicPartition, int]
) -> AsyncIterator[ConsumerRecord]:
    open_ends = {partition for partition, end in ends.items() if end > 0}
    idle = 0
    while await _unread(consumer, ends):
        batches = await consumer.getmany(timeout_ms=POLL_MS)
        idle = 0 if batches else idle + 1
        if idle > STALLED_POLLS:
            raise ReadError(
                "The broker has sent nothing for 30 s although the topic goes on: look at its log."
            )
        for partition, batch in batches.items():
            if partition in open_ends and batch[-1].offset + 1 >= ends[partition]:
                # The embedded broker tells the end short by up to a batch
                # (workers.streams.embedded_broker.detection); what came with the last record tells
                # it rightly.
                ends[partition] = max(ends[partition], consumer.highwater(partition) or 0)
                open_ends.remove(partition)
            for record in batch:
                if record.offset < ends[partition]:
                    yield record


async def _unread(consumer: AIOKafkaConsumer, ends: dict[TopicPartition, int]) -> bool:
    for partition, end in ends.items():
        if await consumer.position(partition) < end:
            return True
    return False


async def _ends(consumer: AIOKafkaConsumer) -> dict[TopicPartition, int]:
    ends: dict[TopicPartition, int] = await consumer.end_offsets(list(consumer.assignment()))
    return ends


async def _assign(
    consumer: AIOKafkaConsumer, partitions: list[TopicPartition], last: int | None
) -> None:
    consumer.assign(partitions)
    begins, ends = (
        await consumer.beginning_offsets(partitions),
        await consumer.end_offsets(partitions),
    )
    for partition in partitions:
        start = (
            begins[partition] if last is None else max(begins[partition], ends[partition] - last)
        )
        consumer.seek(partition, start)


async def _partitions(settings: Settings, topics: tuple[str, ...]) -> list[TopicPartition]:
    try:
        counts = await partition_counts(settings, topics)
    except KafkaUnusableError as error:
        raise ReadError(str(error), error.status) from error
    if missing := [topic for topic in topics if topic not in counts]:
        raise ReadError(
            f"Topic {missing[0]} does not exist: create it with `dateline topics create`.", MISFIT
        )
    return [TopicPartition(topic, number) for topic in topics for number in range(counts[topic])]


def _seek(consumer: AIOKafkaConsumer, offset: int) -> None:
    for partition in consumer.assignment():
        consumer.seek(partition, offset)


async def _start(consumer: AIOKafkaConsumer, settings: Settings) -> None:
    try:
        await consumer.start()
    except (KafkaError, OSError) as error:
        raise ReadError(
            f"The broker at {settings.broker} cannot be reached ({error}): is it running? Its "
            "address is DATELINE_BROKER.",
            UNREACHABLE,
        ) from error


def _consumer_settings() -> dict[str, Any]:
    return {
        "group_id": None,
        "enable_auto_commit": False,
        "auto_offset_reset": "earliest",
        "fetch_max_wait_ms": POLL_MS,
    }
