"""Sends whose result is never ignored.

Each gives a future, and a unit of work waits for all of its futures.
"""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

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
        if self.app.failure.error is not None:
            raise SendError(f"stage {self.stage} sends nothing more: the worker stops")
        try:
            self.app.freeze_guard.check()
            sent: asyncio.Future[Any] = await self.app.producer.send(
                topic, key, value, partition=partition, timestamp=timestamp, headers=headers or []
            )
        except Exception as error:
            raise SendError(f"stage {self.stage} cannot send to {topic}: {error}") from error
        return sent

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
