"""The producer: a batch that waited while the process stood still does not leave."""

from types import SimpleNamespace

import pytest
from aiokafka import AIOKafkaProducer
from aiokafka.errors import KafkaError

from workers.settings import Settings
from workers.streams.embedded_broker.broker import EmbeddedBroker
from workers.streams.kafka.topics import ensure_topics
from workers.streams.reading.topic_reader import records_to_end
from workers.streams.runtime.freeze_guard import FreezeGuard, FrozenError
from workers.streams.runtime.producer import GuardedProducer, guard_batches

pytestmark = pytest.mark.broker
LINGER_MS = 200


class Hands:
    at = 0.0

    def __call__(self) -> float:
        return self.at


async def written(settings: Settings) -> list[bytes | None]:
    return [record.value async for record in records_to_end(settings, settings.topic("articles"))]


async def test_what_waits_in_a_process_that_stood_still_never_leaves() -> None:
    with EmbeddedBroker() as broker:
        settings = Settings(broker=broker.address)
        await ensure_topics(settings)
        hands = Hands()
        guard = FreezeGuard(4.5, hands)
        guard.beat()
        topic = settings.topic("articles")
        producer = AIOKafkaProducer(bootstrap_servers=broker.address, linger_ms=LINGER_MS)
        guard_batches(producer, guard.check)
        async with producer:
            await producer.send_and_wait(topic, b"before", partition=0)
            late = await producer.send(topic, b"late", partition=0)
            hands.at += 10.0
            with pytest.raises(KafkaError, match="stood still"):
                await late
        assert await written(settings) == [b"before"]


def test_a_process_that_stood_still_stops_when_a_batch_would_leave() -> None:
    hands = Hands()
    guard = FreezeGuard(4.5, hands)
    guard.beat()
    hands.at += 10.0
    reasons: list[BaseException] = []
    app = SimpleNamespace(freeze_guard=guard, failure=SimpleNamespace(fail=reasons.append))
    with pytest.raises(FrozenError) as raised:
        GuardedProducer._check(SimpleNamespace(app=app))  # type: ignore[arg-type]  # reads the app
    assert reasons == [raised.value]
