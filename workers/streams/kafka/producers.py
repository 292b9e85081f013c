"""Producers that lose nothing, started and checked."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

from aiokafka import AIOKafkaProducer
from aiokafka.errors import KafkaError

from workers.settings import Settings
from workers.streams.embedded_broker.detection import SINGLE_RECORD_BATCHES, is_embedded
from workers.streams.kafka.batches import BATCH_BYTES, COMPRESSION
from workers.streams.kafka.connection import connection
from workers.streams.kafka.permissions import Operation
from workers.streams.kafka.topics import partition_counts
from workers.streams.kafka.unusable import MISFIT, UNREACHABLE, KafkaUnusableError


class PublishError(KafkaUnusableError):
    """An article could not be published.

    The message says which article, and how many before it were published.
    """


@asynccontextmanager
async def producing(settings: Settings, topic: str) -> AsyncIterator[AIOKafkaProducer]:
    """A producer, started, for one of our topics (`articles`).

    Raises:
        PublishError: The broker cannot be used, the topic does not exist, or we may not write it.
    """
    await _check(settings, settings.topic(topic))
    producer = AIOKafkaProducer(**producer_settings(settings))
    try:
        await _start(producer, settings)
        yield producer
    finally:
        with suppress(KafkaError):
            await producer.stop()


def producer_settings(settings: Settings) -> dict[str, Any]:
    """Return the settings of a producer that loses nothing: acknowledged by all in-sync replicas.

    Not idempotent, because the embedded broker cannot be: a retry may send an article twice, which
    every stage bears.
    """
    return {
        **connection(settings),
        "acks": "all",
        "enable_idempotence": False,
        "max_request_size": settings.max_message_bytes,
        "linger_ms": 5,
        "request_timeout_ms": 30_000,
        **_batches(settings),
    }


def _batches(settings: Settings) -> dict[str, Any]:
    if is_embedded(settings.broker):
        return {"max_batch_size": SINGLE_RECORD_BATCHES, "compression_type": None}
    size = min(BATCH_BYTES, settings.max_message_bytes)
    return {"max_batch_size": size, "compression_type": COMPRESSION}


async def _check(settings: Settings, topic: str) -> None:
    try:
        there = await partition_counts(settings, [topic], Operation.WRITE)
    except KafkaUnusableError as error:
        raise PublishError(str(error), error.status) from error
    if not there:
        raise PublishError(
            f"Topic {topic} does not exist: create it with `dateline topics create`.", MISFIT
        )


async def _start(producer: AIOKafkaProducer, settings: Settings) -> None:
    try:
        await producer.start()
    except (KafkaError, OSError) as error:
        raise PublishError(
            f"The broker at {settings.broker} cannot be reached ({error}): is it running? Its "
            "address is DATELINE_BROKER.",
            UNREACHABLE,
        ) from error
