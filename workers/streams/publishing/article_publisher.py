"""Publishing of articles into `dateline.articles`, acknowledged by all replicas."""

import asyncio
import secrets
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Protocol

from aiokafka import AIOKafkaProducer
from aiokafka.errors import KafkaError

from workers.settings import Settings
from workers.streams.kafka.producers import PublishError, producing
from workers.streams.messages.headers import TRACE_ENTROPY, Headers, new_trace_context
from workers.streams.tracing.spans import UNTRACED, Span, Tracing

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


@dataclass(frozen=True, slots=True)
class Pending:
    """An article that the broker has not acknowledged yet."""

    article: Message
    sent: "asyncio.Future[Any]"
    span: Span


async def publish(
    settings: Settings,
    articles: Iterable[Message],
    *,
    entropy: Callable[[int], bytes] = secrets.token_bytes,
    tracing: Tracing = UNTRACED,
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
            producer, settings, articles, entropy=entropy, tracing=tracing, progress=progress
        )


async def publish_through(
    producer: AIOKafkaProducer,
    settings: Settings,
    articles: Iterable[Message],
    *,
    entropy: Callable[[int], bytes] = secrets.token_bytes,
    tracing: Tracing = UNTRACED,
    progress: Callable[[int], None] = lambda _count: None,
) -> int:
    """Publish as `publish` does, through a producer that `producing` has started."""
    pending: deque[Pending] = deque()
    count, topic = 0, settings.topic("articles")
    for article in articles:
        span = tracing.publication(topic, article.key, article.where)
        headers = span.begun or new_trace_context(entropy(TRACE_ENTROPY))
        pending.append(Pending(article, await _send(producer, topic, article, headers), span))
        while len(pending) > IN_FLIGHT or (pending and pending[0].sent.done()):
            count = await _settle(pending.popleft(), count, progress)
    while pending:
        count = await _settle(pending.popleft(), count, progress)
    return count


async def _send(
    producer: AIOKafkaProducer, topic: str, article: Message, headers: Headers
) -> "asyncio.Future[Any]":
    try:
        sent: asyncio.Future[Any] = await producer.send(
            topic, article.value, article.key, headers=headers
        )
    except KafkaError as error:
        raise PublishError(f"{article.where}: not sent: {error}") from error
    return sent


async def _settle(pending: Pending, count: int, progress: Callable[[int], None]) -> int:
    try:
        await pending.sent
    except KafkaError as error:
        pending.span.fail(str(error))
        raise PublishError(
            f"{pending.article.where}: the broker did not take it ({error}); "
            f"{count} articles before it are in"
        ) from error
    finally:
        pending.span.end()
    progress(count + 1)
    return count + 1
