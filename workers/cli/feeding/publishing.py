"""Publishing of articles by commands, which tell at the end how many there were."""

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from workers.cli.feeding.report import Report
from workers.counting import counted
from workers.settings import Settings

if TYPE_CHECKING:
    from workers.articles import Publish, RawArticle
    from workers.streams.tracing.spans import Tracing


@asynccontextmanager
async def publishing(
    settings: Settings, tracing: "Tracing", report: Report
) -> "AsyncIterator[Publish]":
    """Yield what publishes articles within the block; tell their number at its end.

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
            report.say(published(count, settings))


def published(count: int, settings: Settings) -> str:
    """Return in words how many articles were published, and where."""
    topic, broker = settings.topic("articles"), settings.broker
    return f"{counted(count, 'article')} published to {topic} on {broker}"
