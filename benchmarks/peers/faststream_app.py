"""The same in FastStream, on its aiokafka broker. Run it once for each core; the group shares the partitions out."""

import asyncio
import os

from faststream import FastStream
from faststream.kafka import KafkaBroker, KafkaMessage
from reading import entities, load, text_of

nlp = load()
broker = KafkaBroker(os.environ["BROKER"])
app = FastStream(broker)
target = broker.publisher(os.environ["TARGET"])


@broker.subscriber(os.environ["SOURCE"], group_id=os.environ["GROUP"], auto_offset_reset="earliest")
async def analyse(body: bytes, message: KafkaMessage) -> None:
    """Send on what one article tells."""
    await target.publish(entities(nlp(text_of(body))), key=message.raw_message.key)


if __name__ == "__main__":
    asyncio.run(app.run())
