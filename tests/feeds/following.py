"""A desk that follows feeds: the real poller over real HTTP.

The test sets the clock, and a list stands where the topic would be.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import orjson

from workers.articles import RawArticle, read_article
from workers.feeds.polling.poll import Poll
from workers.feeds.polling.poller import Poller
from workers.feeds.state import State

START = 1_715_000_000.0


@dataclass
class Desk:
    state: State
    poller: Poller | None = None
    now: float = START
    published: list[RawArticle] = field(default_factory=list)

    def clock(self) -> float:
        return self.now

    async def publish(self, articles: Iterable[RawArticle]) -> None:
        self.published += articles

    def follow(self, *urls: str) -> None:
        """Say which feeds are followed together."""
        assert self.poller is not None
        self.poller.followed = frozenset(urls)

    async def poll(self, url: str) -> Poll:
        assert self.poller is not None
        return await self.poller.poll(self.state.feed(url))

    def articles(self) -> list[dict[str, Any]]:
        """What was published, each seen to be an article that the prepare stage can read."""
        for raw in self.published:
            read = read_article(raw.value, key=raw.key, max_text_length=200_000)
            assert (read.id.encode(), read.warnings) == (raw.key, ())
        return [orjson.loads(raw.value) for raw in self.published]
