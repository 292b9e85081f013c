"""The same in FastStream, on its aiokafka broker.

Run it once for each core; the group shares the partitions out.
"""

import asyncio
import os

from faststream import FastStream
from faststream.kafka import KafkaBroker, KafkaMessage
from pydantic import BaseModel
from reading import entities, load


class Article(BaseModel):
    """What of an article is read."""

    text: str


nlp = load()
broker = KafkaBroker(os.environ["BROKER"])
app = FastStream(broker)
target = broker.publisher(os.environ["TARGET"])


@broker.subscriber(os.environ["SOURCE"], group_id=os.environ["GROUP"], auto_offset_reset="earliest")
async def analyse(article: Article, message: KafkaMessage) -> None:
    """Send on what one article tells."""
    await target.publish(entities(nlp(article.text)), key=message.raw_message.key)


if __name__ == "__main__":
    asyncio.run(app.run())
