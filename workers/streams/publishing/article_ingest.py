"""Articles that come over HTTP: a producer that stays open, and a bound on what waits for it."""

import asyncio
import logging
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from aiokafka.errors import KafkaError, KafkaTimeoutError, MessageSizeTooLargeError

from workers.settings import Settings
from workers.streams.kafka.producers import producing
from workers.streams.kafka.unusable import KafkaUnusableError
from workers.streams.messages.headers import TRACE_ENTROPY, new_trace_context
from workers.streams.tracing.spans import UNTRACED, Span, Tracing

log = logging.getLogger(__name__)

RETRY_SECONDS = 2.0
OVERHEAD_BYTES = 16_384
"""Of the largest message, what key, headers and framing may take."""
MOST_AT_ONCE = 8
"""Requests that may be under way at a time, from the first byte of their body to the broker's
acknowledgements; each may be as large as a message."""


class NotTakenError(RuntimeError):
    """No article can be put in now; the message says why."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one article.

    `problem` is empty where all in-sync replicas have the article; `too_large` is true where no
    message can hold it.
    """

    problem: str = ""
    too_large: bool = False


@dataclass(slots=True)
class ArticleIngest:
    """Takes articles for `dateline.articles` while `run` runs, on one event loop."""

    settings: Settings
    entropy: Callable[[int], bytes] = secrets.token_bytes
    tracing: Tracing = UNTRACED
    _producer: Any = None
    _problem: str = "the worker is just starting"
    _places: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(MOST_AT_ONCE))

    @property
    def most_bytes(self) -> int:
        """The largest article that fits into a message."""
        return max(1, self.settings.max_message_bytes - OVERHEAD_BYTES)

    @property
    def problem(self) -> str:
        """Why no article can be taken now; empty where one can."""
        return self._problem if self._producer is None else ""

    @property
    def places(self) -> asyncio.Semaphore:
        """The places for requests under way; `locked` where all are taken."""
        return self._places

    async def run(self) -> None:
        """Keep a producer open until cancelled; a broker that is away is waited for."""
        while True:
            try:
                async with producing(self.settings, "articles") as self._producer:
                    await asyncio.Event().wait()
            except KafkaUnusableError as error:
                self._note_problem(str(error))
            finally:
                self._producer = None
            await asyncio.sleep(RETRY_SECONDS)

    async def put_all(self, articles: Sequence[tuple[bytes, bytes]]) -> list[Outcome]:
        """Publish articles, each a key and a value, in their order.

        Returns once the broker has answered for each article.

        Raises:
            NotTakenError: There is no broker now; none was sent.
        """
        producer = self._producer
        if producer is None:
            raise NotTakenError(self._problem)
        topic = self.settings.topic("articles")
        spans = [self.tracing.publication(topic, key, "HTTP") for key, _value in articles]
        sent: list[asyncio.Future[Any] | KafkaError] = []
        for (key, value), span in zip(articles, spans, strict=True):
            stuck = sent[-1] if sent and isinstance(sent[-1], KafkaTimeoutError) else None
            # A send that timed out waited for the broker: the articles after it would each wait
            # as long.
            sent.append(stuck or await self._send(producer, key, value, span))
        return [await self._outcome(one, span) for one, span in zip(sent, spans, strict=True)]

    async def _send(
        self, producer: Any, key: bytes, value: bytes, span: Span
    ) -> "asyncio.Future[Any] | KafkaError":
        headers = span.begun or new_trace_context(self.entropy(TRACE_ENTROPY))
        try:
            future: asyncio.Future[Any] = await producer.send(
                self.settings.topic("articles"), value, key, headers=headers
            )
        except KafkaError as error:
            return error
        return future

    async def _outcome(self, sent: "asyncio.Future[Any] | KafkaError", span: Span) -> Outcome:
        outcome = await self._answer(sent)
        if outcome.problem:
            span.fail(outcome.problem)
        span.end()
        return outcome

    async def _answer(self, sent: "asyncio.Future[Any] | KafkaError") -> Outcome:
        try:
            if isinstance(sent, KafkaError):
                raise sent
            await sent
        except MessageSizeTooLargeError:
            return Outcome(
                f"larger than a message may be ({self.most_bytes} bytes)", too_large=True
            )
        except KafkaError as error:
            return Outcome(f"the broker did not acknowledge it ({error})")
        return Outcome()

    def _note_problem(self, problem: str) -> None:
        if problem != self._problem:
            log.warning("no articles are taken over HTTP: %s", problem)
        self._problem = problem
