"""Sends whose result is never ignored.

Each gives a future, and a unit of work waits for all of its futures.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from typing import Any

from aiokafka.producer.message_accumulator import BatchBuilder

from workers.streams.embedded_broker.detection import SINGLE_RECORD_BATCHES
from workers.streams.failures.worker_errors import SendError
from workers.streams.messages.headers import Headers
from workers.streams.messages.message import Outgoing
from workers.streams.metrics.process_metrics import ProcessMetrics


@dataclass(frozen=True, slots=True)
class Sender:
    """Sends for one stage, through the producer of its app."""

    app: Any
    stage: str
    metrics: ProcessMetrics

    async def send(
        self,
        topic: str,
        key: bytes | None,
        value: bytes | None,
        *,
        headers: Headers | None = None,
        partition: int | None = None,
        timestamp: float | None = None,
    ) -> "asyncio.Future[Any]":
        """Hand a message to the producer; the future is done when all in-sync replicas have it.

        Raises:
            SendError: The producer did not take it: too large, no such topic, closed; or the worker
                has failed, and must not write any more what another may be writing.
        """
        return await self._handed(
            topic,
            lambda: self.app.producer.send(
                topic, key, value, partition=partition, timestamp=timestamp, headers=headers or []
            ),
        )

    @property
    def is_single(self) -> bool:
        """Whether each batch may hold one record only: the broker is the embedded one."""
        return bool(self.app.producer.max_batch_size == SINGLE_RECORD_BATCHES)

    async def send_batch(
        self, topic: str, batch: BatchBuilder, partition: int
    ) -> "asyncio.Future[Any]":
        """Hand a batch to the producer; the future is done when all in-sync replicas have it.

        Raises:
            SendError: As `send`.
        """
        return await self._handed(
            topic,
            # Faust hands on single messages only.
            lambda: self.app.producer._ensure_producer().send_batch(  # noqa: SLF001
                batch, topic, partition=partition
            ),
        )

    async def send_outgoing(self, message: Outgoing) -> "asyncio.Future[Any]":
        """Hand over a prepared message."""
        return await self.send(
            message.topic,
            message.key,
            message.value,
            headers=message.headers,
            partition=message.partition,
            timestamp=message.timestamp,
        )

    async def settle(self, futures: Iterable["asyncio.Future[Any]"]) -> None:
        """Wait until the broker has acknowledged all of them.

        Raises:
            SendError: One of them failed, so that the work behind it must not be acknowledged.
        """
        results = await asyncio.gather(*futures, return_exceptions=True)
        for result in results:
            if isinstance(result, BaseException):
                raise SendError(
                    f"the broker did not take a message of stage {self.stage}: {result!r}"
                ) from result
            self.metrics.sent.add(stage=self.stage, topic=result.topic)

    async def _handed(
        self, topic: str, send: Callable[[], Awaitable["asyncio.Future[Any]"]]
    ) -> "asyncio.Future[Any]":
        if self.app.failure.error is not None:
            raise SendError(f"stage {self.stage} sends nothing more: the worker stops")
        try:
            self.app.freeze_guard.check()
            return await send()
        except Exception as error:
            raise SendError(f"stage {self.stage} cannot send to {topic}: {error}") from error
