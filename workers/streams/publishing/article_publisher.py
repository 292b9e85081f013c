"""Publishing of articles into `dateline.articles`, acknowledged by all replicas."""

import asyncio
import secrets
from collections import deque
from collections.abc import Callable, Iterable
from typing import Any, Protocol

from aiokafka import AIOKafkaProducer
from aiokafka.errors import KafkaError

from workers.settings import Settings
from workers.streams.kafka.producers import PublishError, producing
from workers.streams.messages.headers import TRACE_ENTROPY, new_trace_context

IN_FLIGHT = 500
"""Articles sent and not yet acknowledged; further ones wait, so that a slow broker costs no
memory."""


class Message(Protocol):
    """An article to publish: `workers.articles.RawArticle`.

    `where` names it for people: `file.jsonl, line 7`.
    """

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
    """Publish `articles`, and return their number once the broker has acknowledged all.

    Starts a trace for each article.

    Raises:
        PublishError: The broker cannot be reached or refused an article. Those before it are in the
            topic; sending them again is harmless.
    """
    async with producing(settings, "articles") as producer:
        return await publish_through(
            producer,
            settings,
            articles,
            entropy=entropy,
            progress=progress,
        )


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
        pending.append(
            (
                article,
                await _send(producer, settings, article, new_trace_context(entropy(TRACE_ENTROPY))),
            )
        )
        while len(pending) > IN_FLIGHT or (pending and pending[0][1].done()):
            count = await _settle(pending, count, progress)
    while pending:
        count = await _settle(pending, count, progress)
    return count


async def _send(
    producer: AIOKafkaProducer,
    settings: Settings,
    article: Message,
    headers: list[tuple[str, bytes]],
) -> "asyncio.Future[Any]":
    try:
        sent: asyncio.Future[Any] = await producer.send(
            settings.topic("articles"), article.value, article.key, headers=headers
        )
    except KafkaError as error:
        raise PublishError(f"{article.where}: not sent: {error}") from error
    return sent


async def _settle(
    pending: "deque[tuple[Message, asyncio.Future[Any]]]",
    count: int,
    progress: Callable[[int], None],
) -> int:
    article, sent = pending.popleft()
    try:
        await sent
    except KafkaError as error:
        raise PublishError(
            f"{article.where}: the broker did not take it ({error}); "
            f"{count} articles before it are in"
        ) from error
    progress(count + 1)
    return count + 1
