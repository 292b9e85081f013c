"""Publishing of articles by commands, which tell at the end how many there were."""

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from workers.counting import counted
from workers.settings import Settings

if TYPE_CHECKING:
    from workers.articles import Publish, RawArticle
    from workers.streams.tracing.spans import Tracing


@asynccontextmanager
async def publishing(settings: Settings, tracing: "Tracing") -> "AsyncIterator[Publish]":
    """Yield what publishes articles within the block; print their number at its end.

    Raises:
        KafkaUnusableError: The broker does not answer, or refuses us.
        PublishError: The broker does not take an article.
    """
    from workers.streams.kafka.producers import producing  # noqa: PLC0415 - only Kafka commands load aiokafka
    from workers.streams.publishing.article_publisher import publish_through  # noqa: PLC0415

    count = 0
    async with producing(settings, "articles") as producer:

        async def publish(articles: "Iterable[RawArticle]") -> None:
            nonlocal count
            count += await publish_through(producer, settings, articles, tracing=tracing)

        try:
            yield publish
        finally:
            say_published(count, settings)


def say_published(count: int, settings: Settings) -> None:
    """Print how many articles were published, and where."""
    topic, broker = settings.topic("articles"), settings.broker
    print(f"{counted(count, 'article')} published to {topic} on {broker}", flush=True)
