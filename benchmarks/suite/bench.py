"""What the parts share: the articles, the rounds, the time that is left, the results."""

import asyncio
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.suite.children import Child, ChildError
from benchmarks.suite.contenders import Contender, Dateline, Peer, running
from benchmarks.suite.corpus import BenchArticle, cut
from benchmarks.suite.passage import Passage, passage
from benchmarks.suite.results import Results
from benchmarks.suite.venues import EMBEDDED, Skipped, Venue, venue
from workers.settings import Settings
from workers.streams.kafka.topics import ensure_topics

WARM_UP = 16
"""Articles that go through each contender before anything is measured."""
START_SECONDS = 180.0


@dataclass(slots=True)
class Bench:
    """One run.

    `count` is the articles of one passage; `seconds` bounds each part; `venues` are the brokers
    wanted.
    """

    results: Results
    articles: Sequence[BenchArticle]
    folder: Path
    rounds: int = 5
    count: int = 600
    seconds: float = 1_800.0
    venues: tuple[str, ...] = ()
    large: bool = False
    peers: tuple[Peer, ...] = ()
    deadline: float = 0.0

    def begin(self, part: str) -> None:
        """Give a part its time."""
        self.deadline = time.monotonic() + self.seconds
        print(f"== {part}", flush=True)

    @property
    def left(self) -> float:
        """Seconds that the part still has. Raises Skipped where there are none."""
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise Skipped(f"what did not fit into {self.seconds:.0f} s a part")
        return left

    def batches(self) -> Iterator[list[BenchArticle]]:
        """Yield the articles of one passage after another, with those that warm it up in front."""
        return cut(self.articles, self.count + WARM_UP)

    @contextmanager
    def skipping(self, what: str) -> Iterator[None]:
        """Note, and pass over, what cannot be measured here."""
        try:
            yield
        except Skipped as reason:
            self.results.skip(f"{what}: {reason}")
        except ChildError as error:
            self.results.skip(f"{what}: {error}")
        except TimeoutError:
            self.results.skip(f"{what}: not done in time")

    def at_venues(self, part: str, *, without: tuple[str, ...] = ()) -> Iterator[Venue]:
        """Yield each broker that is wanted, started; one at a time."""
        for name in self.venues:
            if name in without:
                continue
            with self.skipping(part), venue(name, self.folder / part) as place:
                yield place


def suits(contender: Contender, place: Venue) -> bool:
    """Whether a contender runs on a broker; the embedded one bears one worker."""
    if isinstance(contender, Dateline):
        return place.name != EMBEDDED or contender.workers == 1
    return place.name in contender.venues


@contextmanager
def topics_of(place: Venue) -> Iterator[Settings]:
    """Create fresh topics."""
    settings = place.fresh()
    asyncio.run(ensure_topics(settings))
    yield settings


async def warmed(through: Passage, articles: Sequence[BenchArticle]) -> None:
    """Send the first articles through a contender that may still be loading, until they are out."""
    await through.send(articles)
    await through.until_passed(articles, seconds=START_SECONDS)


async def measured(
    contender: Contender,
    settings: Settings,
    children: Sequence[Child],
    articles: Sequence[BenchArticle],
    left: float,
) -> float:
    """Return the seconds from the first article published to the last record out, once warm."""
    async with passage(settings, children, ours=isinstance(contender, Dateline)) as through:
        await warmed(through, articles[:WARM_UP])
        began = time.monotonic()
        await through.send(articles[WARM_UP:])
        return await through.until_passed(articles[WARM_UP:], seconds=left) - began


def rate(
    contender: Contender, place: Venue, articles: Sequence[BenchArticle], left: float
) -> float:
    """Return the articles a second of one passage, with processes started for it alone."""
    with topics_of(place) as settings, running(contender, place, settings) as children:
        seconds = asyncio.run(measured(contender, settings, children, articles, left))
    return (len(articles) - WARM_UP) / seconds
