"""The plain version: an aiokafka consumer, `nlp(text)`, an aiokafka producer.

Run it once for each core; the group shares the partitions out.
"""

import asyncio
import os

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from reading import entities, load, text_of


async def main() -> None:
    """Read, analyse and send, without end."""
    nlp = load()
    broker = os.environ["BROKER"]
    producer = AIOKafkaProducer(
        bootstrap_servers=broker, acks="all", linger_ms=5, max_batch_size=batch_bytes()
    )
    consumer = consumer_on(broker)
    async with producer, consumer:
        async for message in consumer:
            doc = nlp(text_of(message.value))
            await producer.send(os.environ["TARGET"], entities(doc), message.key)


def consumer_on(broker: str) -> AIOKafkaConsumer:
    """Return a member of the group, or a consumer on the partitions of `PARTITIONS=0,2`.

    The embedded broker does not bear a group of two.
    """
    source, chosen = os.environ["SOURCE"], os.environ.get("PARTITIONS")
    common = {"bootstrap_servers": broker, "auto_offset_reset": "earliest"}
    if not chosen:
        return AIOKafkaConsumer(source, group_id=os.environ["GROUP"], **common)
    consumer = AIOKafkaConsumer(**common)
    consumer.assign([TopicPartition(source, int(number)) for number in chosen.split(",")])
    return consumer


def batch_bytes() -> int:
    """Return the size of a batch; the embedded broker wants one record in each."""
    return int(os.environ.get("BATCH_BYTES", "16384"))


if __name__ == "__main__":
    asyncio.run(main())
