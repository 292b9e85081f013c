"""The producer: it sends nothing once the process may have been without its partitions.

A record waits for others before it leaves. A process that is frozen meanwhile would send it when it
wakes up, after the next owner of the partition has sent newer ones, so the clock is looked at once
more when a batch leaves.
"""

from collections.abc import Callable
from typing import Any

from aiokafka import AIOKafkaProducer
from aiokafka.errors import KafkaError
from aiokafka.protocol.produce import ProduceRequest
from faust.transport.drivers.aiokafka import Producer

from workers.streams.runtime.freeze_guard import FrozenError


class GuardedProducer(Producer):
    """Faust's producer for a `StageApp`."""

    def _new_producer(self, transactional_id: str | None = None) -> AIOKafkaProducer:
        producer = super()._new_producer(transactional_id)
        guard_batches(producer, self._check)
        return producer

    def _check(self) -> None:
        app: Any = self.app
        try:
            app.freeze_guard.check()
        except FrozenError as error:
            app.failure.fail(error)
            raise


def guard_batches(producer: AIOKafkaProducer, check: Callable[[], None]) -> None:
    """Let a producer call `check` before each batch leaves; where that raises, the batch fails."""
    client: Any = producer.client
    send = client.send

    async def guarded(node_id: int, request: Any, **group: Any) -> Any:
        if isinstance(request, ProduceRequest):
            try:
                check()
            except FrozenError as error:
                # Of errors that are not Kafka's the sender of aiokafka knows nothing.
                raise KafkaError(str(error)) from error
        return await send(node_id, request, **group)

    client.send = guarded
