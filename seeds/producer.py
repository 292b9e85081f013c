"""The producer of the seed articles.

`dateline demo` starts with it, and `python -m seeds.producer` runs it by itself. It publishes the
articles in an order that its own shuffle picks (`order`), because nothing may depend on the order.
"""

import asyncio
import os
import random
import sys
from argparse import ArgumentParser
from collections.abc import Sequence

from seeds import SEEDS
from workers.articles import RawArticle, read_path
from workers.settings import Settings, SettingsError
from workers.streams.kafka.topics import ensure_topics
from workers.streams.kafka.unusable import KafkaUnusableError
from workers.streams.publishing.article_publisher import publish
from workers.streams.tracing.exporting import tracing

DESCRIPTION = (
    "Publishes the seed articles to the broker that DATELINE_BROKER names "
    "(default: 127.0.0.1:9092), and creates the topics there."
)


def seed_articles(order: int | None = None) -> Sequence[RawArticle]:
    """Return the seed articles, by file name or shuffled by the seed `order`."""
    articles = list(read_path(SEEDS))  # files of other kinds in the folder have no known suffix
    if order is not None:
        random.Random(order).shuffle(articles)  # noqa: S311 - an order, no secret
    return articles


async def publish_seeds(settings: Settings, *, order: int | None = None) -> int:
    """Create missing topics and publish the seed articles; return how many articles there were.

    Raises:
        KafkaUnusableError: The broker cannot be reached, or refused an article.
    """
    await ensure_topics(settings)
    with tracing(os.environ) as traced:
        return await publish(settings, seed_articles(order), tracing=traced)


def main(argv: Sequence[str] | None = None) -> int:
    """Publish the seeds to the broker that the environment names; returns the exit status."""
    ArgumentParser(prog="python -m seeds.producer", description=DESCRIPTION).parse_args(argv)
    try:
        settings = Settings.from_env(os.environ)
        count = asyncio.run(publish_seeds(settings))
    except (SettingsError, KafkaUnusableError) as error:
        print(f"seeds: {error}", file=sys.stderr)  # noqa: T201 - a command prints
        return error.status if isinstance(error, KafkaUnusableError) else 2
    print(f"{count} seed articles are in {settings.topic('articles')} on {settings.broker}")  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main())
