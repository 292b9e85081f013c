"""Articles that come one at a time over HTTP: a producer that stays open, and a bound."""

import asyncio
import logging
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from aiokafka.errors import KafkaError, MessageSizeTooLargeError

from workers.settings import Settings
from workers.streams.kafka.producers import producing
from workers.streams.kafka.unusable import KafkaUnusableError
from workers.streams.messages.headers import TRACE_ENTROPY, new_trace_context

log = logging.getLogger(__name__)

RETRY_SECONDS = 2.0
OVERHEAD_BYTES = 16_384
"""Of the largest message, what key, headers and framing may take."""
MOST_AT_ONCE = 8
"""Articles that may be under way at a time, from the first byte of their body to the broker's
acknowledgement; each may be as large as a message."""


class NotTakenError(RuntimeError):
    """The article is not in the topic, or may not be; sending it again later is harmless."""


class TooLargeError(ValueError):
    """No message can hold it."""


@dataclass(slots=True)
class ArticleIngest:
    """Takes articles for `dateline.articles` while `run` runs, on one event loop."""

    settings: Settings
    entropy: Callable[[int], bytes] = secrets.token_bytes
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
        """The places for articles under way; `locked` where all are taken."""
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

    async def put(self, key: bytes, value: bytes) -> None:
        """Publish an article; returns once all in-sync replicas have it.

        Raises:
            TooLargeError: It does not fit into a message.
            NotTakenError: The broker did not acknowledge it.
        """
        if self._producer is None:
            raise NotTakenError(self._problem)
        headers = new_trace_context(self.entropy(TRACE_ENTROPY))
        try:
            await self._producer.send_and_wait(
                self.settings.topic("articles"),
                value,
                key,
                headers=headers,
            )
        except MessageSizeTooLargeError:
            raise TooLargeError(f"larger than a message may be ({self.most_bytes} bytes)") from None
        except KafkaError as error:
            raise NotTakenError(f"the broker did not acknowledge it ({error})") from error

    def _note_problem(self, problem: str) -> None:
        if problem != self._problem:
            log.warning("no articles are taken over HTTP: %s", problem)
        self._problem = problem
