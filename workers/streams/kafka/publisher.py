"""Putting articles into `dateline.articles`: each acknowledged by all replicas, or an error that names it."""

import asyncio
import secrets
from collections import deque
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager, suppress
from typing import Any, Protocol

from aiokafka import AIOKafkaProducer
from aiokafka.errors import KafkaError

from workers.settings import Settings
from workers.streams.kafka.connection import connection
from workers.streams.kafka.embedded import SINGLE_RECORD_BATCHES, is_embedded
from workers.streams.kafka.errors import MISFIT, UNREACHABLE, KafkaUnusableError
from workers.streams.kafka.headers import TRACE_ENTROPY, new_trace_context
from workers.streams.kafka.permissions import Operation
from workers.streams.kafka.topics import partition_counts

IN_FLIGHT = 500
"""Articles sent and not yet acknowledged; further ones wait, so that a slow broker costs no memory."""


class PublishError(KafkaUnusableError):
    """An article could not be put into the topic; the message says which, and how many were before it."""


class Message(Protocol):
    """What is published: `workers.articles.RawArticle`. `where` names it for people: `file.jsonl, line 7`."""

    @property
    def key(self) -> bytes | None: ...  # noqa: D102

    @property
    def value(self) -> bytes: ...  # noqa: D102

    @property
    def where(self) -> str: ...  # noqa: D102


async def publish(
    settings: Settings,
    articles: Iterable[Message],
    *,
    entropy: Callable[[int], bytes] = secrets.token_bytes,
    progress: Callable[[int], None] = lambda _count: None,
) -> int:
    """Publish `articles` and return how many there were, once the broker has acknowledged all of them; starts a trace for each.

    Raises:
        PublishError: The broker cannot be reached or refused an article. Those before it are in the topic; sending them again is harmless.
    """
    async with producing(settings, "articles") as producer:
        return await publish_through(producer, settings, articles, entropy=entropy, progress=progress)


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

    Not idempotent, because the embedded broker cannot be: a retry may send an article twice, which every stage bears.
    """
    return {
        **connection(settings),
        "acks": "all",
        "enable_idempotence": False,
        "max_request_size": settings.max_message_bytes,
        "compression_type": None,
        "linger_ms": 5,
        "request_timeout_ms": 30_000,
        **({"max_batch_size": SINGLE_RECORD_BATCHES} if is_embedded(settings.broker) else {}),
    }


async def publish_through(
    producer: AIOKafkaProducer,
    settings: Settings,
    articles: Iterable[Message],
    *,
    entropy: Callable[[int], bytes] = secrets.token_bytes,
    progress: Callable[[int], None] = lambda _count: None,
) -> int:
    """Publish as `publish` does, through a producer that `producing` has started."""
    pending: deque[tuple[Message, asyncio.Future[Any]]] = deque()
    count = 0
    for article in articles:
        pending.append((article, await _send(producer, settings, article, new_trace_context(entropy(TRACE_ENTROPY)))))
        while len(pending) > IN_FLIGHT or (pending and pending[0][1].done()):
            count = await _settle(pending, count, progress)
    while pending:
        count = await _settle(pending, count, progress)
    return count


async def _send(
    producer: AIOKafkaProducer, settings: Settings, article: Message, headers: list[tuple[str, bytes]]
) -> "asyncio.Future[Any]":
    try:
        sent: asyncio.Future[Any] = await producer.send(
            settings.topic("articles"), article.value, article.key, headers=headers
        )
    except KafkaError as error:
        raise PublishError(f"{article.where}: not sent: {error}") from error
    return sent


async def _settle(
    pending: "deque[tuple[Message, asyncio.Future[Any]]]", count: int, progress: Callable[[int], None]
) -> int:
    article, sent = pending.popleft()
    try:
        await sent
    except KafkaError as error:
        raise PublishError(
            f"{article.where}: the broker did not take it ({error}); {count} articles before it are in"
        ) from error
    progress(count + 1)
    return count + 1


async def _check(settings: Settings, topic: str) -> None:
    try:
        there = await partition_counts(settings, [topic], Operation.WRITE)
    except KafkaUnusableError as error:
        raise PublishError(str(error), error.status) from error
    if not there:
        raise PublishError(f"Topic {topic} does not exist: create it with `dateline topics create`.", MISFIT)


async def _start(producer: AIOKafkaProducer, settings: Settings) -> None:
    try:
        await producer.start()
    except (KafkaError, OSError) as error:
        raise PublishError(
            f"The broker at {settings.broker} cannot be reached ({error}): is it running? Its address is DATELINE_BROKER.",
            UNREACHABLE,
        ) from error
