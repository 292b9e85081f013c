"""The articles that took the longest time in the pool of late."""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from workers.streams.metrics.instruments import Labels, Sample

WINDOW_SECONDS = 900.0
"""An article counts for a quarter of an hour."""
SHOWN = 5
HELD = 100
"""Articles held, so that others take the places of those whose time is over."""
LONGEST_NAME = 200
"""Characters of an article id."""


@dataclass(frozen=True, slots=True)
class SlowArticle:
    """An article and the seconds that a stage took for it; `at` is when, on a monotonic clock."""

    article_id: str
    stage: str
    seconds: float
    at: float


@dataclass(slots=True)
class SlowestArticles:
    """The slowest articles of the last quarter of an hour, as a gauge by stage and rank.

    Articles go through the pool in batches. An article's seconds are its share, by size, of the
    time of its batch. The label is the rank, since ids are too many for labels; a page has the ids.
    """

    name: str = "dateline_slowest_article_seconds"
    meaning: str = (
        "Time in the pool of the slowest articles of the last 15 minutes, by rank; "
        "an article's share, by size, of the time of its batch."
    )
    kind: Literal["gauge"] = "gauge"
    labels: Labels = ("stage", "rank")
    clock: Callable[[], float] = time.monotonic
    _held: list[SlowArticle] = field(default_factory=list)

    def note(self, stage: str, articles: Sequence[tuple[str, int]], seconds: float) -> None:
        """Take a batch: the id and the size of each article, and the time of all."""
        now = self.clock()
        whole = sum(size for _name, size in articles)
        took = [
            SlowArticle(name[:LONGEST_NAME], stage, seconds * size / whole, now)
            for name, size in articles
            if size
        ]
        held = [*(one for one in self._held if now - one.at < WINDOW_SECONDS), *took]
        self._held = sorted(held, key=lambda one: -one.seconds)[:HELD]

    def ranked(self) -> list[SlowArticle]:
        """Return the slowest, the slowest first, at most `SHOWN`."""
        now = self.clock()
        return [one for one in self._held if now - one.at < WINDOW_SECONDS][:SHOWN]

    def samples(self) -> Iterator[Sample]:
        """Yield the seconds of the slowest, by rank."""
        for rank, one in enumerate(self.ranked(), start=1):
            yield Sample("", (("stage", one.stage), ("rank", str(rank))), one.seconds)
