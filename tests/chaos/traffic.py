"""What goes into the topics and what has come out of them."""

import asyncio
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, ConsumerRecord, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import KafkaError

from schemas import Tick, encode
from tests.chaos.articles import Sent
from workers.settings import STAGES, Settings
from workers.streams.kafka.connection import connection
from workers.streams.kafka.groups import group_id, source_of
from workers.streams.reading.topic_reader import records_to_end

END = "9999-12-31T23:59:59Z"
IN_FLIGHT = 400
LOOK_EVERY = 0.5


@dataclass
class Feed:
    """Articles on their way into the topic.

    An article is `acknowledged` when a broker has said so; what it did not take is sent again.
    """

    settings: Settings
    acknowledged: set[str] = field(default_factory=set)
    sent_again: int = 0

    async def send(self, messages: Sequence[Sent], *, per_second: float | None = None) -> None:
        """Send all, waiting out whatever happens to the brokers."""
        producer = await self._producer()
        try:
            for begin in range(0, len(messages), IN_FLIGHT):
                batch = messages[begin : begin + IN_FLIGHT]
                pause = asyncio.sleep(len(batch) / per_second if per_second else 0)
                await asyncio.gather(
                    pause, *(self._deliver(producer, message) for message in batch)
                )
        finally:
            await producer.stop()

    async def _producer(self) -> AIOKafkaProducer:
        producer = AIOKafkaProducer(
            **connection(self.settings),
            acks="all",
            linger_ms=5,
            request_timeout_ms=20_000,
            max_request_size=self.settings.max_message_bytes,
        )
        await producer.start()
        return producer

    async def _deliver(self, producer: AIOKafkaProducer, message: Sent) -> None:
        while True:
            try:
                await producer.send_and_wait(
                    self.settings.topic("articles"), message.value, message.message_key
                )
            except KafkaError:
                self.sent_again += 1
                await asyncio.sleep(1)
            else:
                self.acknowledged.add(message.article_id)
                return


class Watch:
    """Follows the groups of the stages; outlives broker outages."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings

    async def until(
        self, enough: Callable[[dict[str, int]], bool], *, seconds: float
    ) -> dict[str, int]:
        """Wait until the messages that each stage has still to do are few enough.

        Returns them by stage. Raises TimeoutError.
        """
        waiting: dict[str, int] = {}
        async with asyncio.timeout(seconds):
            while True:
                try:
                    waiting = await self.waiting()
                except (KafkaError, OSError):
                    await asyncio.sleep(1)
                    continue
                if enough(waiting):
                    return waiting
                await asyncio.sleep(LOOK_EVERY)

    async def waiting(self) -> dict[str, int]:
        """Return the messages that each stage has not committed.

        Raises KafkaError where no broker tells.
        """
        admin = AIOKafkaAdminClient(**connection(self.settings), request_timeout_ms=5_000)
        consumer = AIOKafkaConsumer(**connection(self.settings), request_timeout_ms=5_000)
        try:
            await admin.start()
            await consumer.start()
            return {stage: await self._of(stage, admin, consumer) for stage in self.settings.stages}
        finally:
            await consumer.stop()
            await admin.close()

    async def _of(self, stage: str, admin: AIOKafkaAdminClient, consumer: AIOKafkaConsumer) -> int:
        topic = self.settings.topic(source_of(stage).name)
        partitions = [TopicPartition(topic, number) for number in range(self.settings.partitions)]
        committed = await admin.list_consumer_group_offsets(
            group_id(self.settings, stage), partitions=partitions
        )
        ends = await consumer.end_offsets(partitions)
        done = {
            part: max(0, committed[part].offset) if part in committed else 0 for part in partitions
        }
        return sum(max(0, ends[part] - done[part]) for part in partitions)


def all_done(waiting: dict[str, int]) -> bool:
    return not any(waiting.values())


async def finish(settings: Settings, shards: Iterable[str], *, seconds: float) -> None:
    """Wait until every stage has done all there is, end the input of each shard, and wait again."""
    watch = Watch(settings)
    for stage in STAGES:
        await watch.until(partial(_has_done, stage), seconds=seconds)
    await end_input(settings, shards)
    await watch.until(all_done, seconds=seconds)


def _has_done(stage: str, waiting: dict[str, int]) -> bool:
    return waiting.get(stage, 0) == 0


async def end_input(settings: Settings, shards: Iterable[str]) -> None:
    """Send each shard the tick that closes every window."""
    async with AIOKafkaProducer(**connection(settings), acks="all") as producer:
        for shard in sorted(set(shards)):
            tick = encode(Tick(shard=shard, at=END, end=True))
            await producer.send_and_wait(settings.topic("mentions"), tick, shard.encode())


async def topic_content(settings: Settings, name: str) -> list[ConsumerRecord]:
    """Return all messages of one of our topics, in order of partition and offset."""
    found = [message async for message in records_to_end(settings, settings.topic(name))]
    return sorted(found, key=lambda message: (message.partition, message.offset))


async def messages_in(settings: Settings, name: str) -> int:
    """Return how many messages one of our topics holds; 0 where no broker tells."""
    consumer = AIOKafkaConsumer(**connection(settings), request_timeout_ms=5_000)
    try:
        await consumer.start()
        ends = await consumer.end_offsets(
            [TopicPartition(settings.topic(name), part) for part in range(settings.partitions)]
        )
        return int(sum(ends.values()))
    except (KafkaError, OSError):
        return 0
    finally:
        await consumer.stop()


async def leader_of(settings: Settings, name: str) -> int:
    """Return the number of the broker that leads the first partition of one of our topics."""
    consumer = AIOKafkaConsumer(**connection(settings))
    await consumer.start()
    try:
        partition = TopicPartition(settings.topic(name), 0)
        await consumer.end_offsets([partition])
        return int(consumer._client.cluster.leader_for_partition(partition))
    finally:
        await consumer.stop()
