"""Time what one more article costs consolidation, with N chains in state.

    python benchmarks/consolidation.py [--seed S] [N ...]            made-up articles
    python benchmarks/consolidation.py --mentions FILE [FILE ...]    lines of `ArticleMentions`
    python benchmarks/consolidation.py --war N                       N articles of one war

Made-up articles come one a minute. They tell stories of different sizes, six chains an article;
each story has its own words and people among words that many stories share. For each N, the
benchmark prints the median, the 99th percentile and the worst of `Consolidator.apply` over the
next 1,000 articles, in milliseconds of processor time, and how long the same state takes to be
restored from its tables. With --mentions it measures the last half of the file, with --war the
last 500 articles. It also times a loop of a million additions, which takes 35 to 45 ms on a core
of its own: a longer time shows how much of the figures comes from other load on the machine.
"""

import argparse
import gc
import random
import time
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from math import log
from pathlib import Path
from resource import RUSAGE_SELF, getrusage

from schemas import ArticleMentions, ArticleRef, Chain, Fingerprint, Published, Quote, decode
from schemas.mentions import EventType, Participant, Trigger
from workers.bootstrap import COLLECTION
from workers.consolidation import Clock, ConsolidationSettings, Consolidator
from workers.consolidation.rows.packing import PackedArticles
from workers.streams.stages.garbage_collection import PeriodicFreeze, freeze_survivors

CHAINS = 6
MEASURED = 1_000
LOOP_EVERY = 50
RESTORED = 100_000
"""Most events that are restored for a figure."""
START = datetime(2024, 3, 1, tzinfo=UTC)
LEMMAS = [
    "visit",
    "attack",
    "say",
    "launch",
    "arrest",
    "win",
    "sign",
    "meet",
    "fall",
    "open",
    "plan",
    "warn",
    "vote",
    "strike",
]
COMMON_WORDS = 2_000
UNDER_WAY = 200
"""Stories under way when the first article comes."""


class Newsroom:
    """Makes up articles, each of a new story or of an earlier one.

    One article in eight begins a new story; the others take up an earlier one, recent stories more
    often. With `war`, all articles are of one story.
    """

    def __init__(self, seed: int = 7, *, war: bool = False) -> None:
        self.random = random.Random(seed)  # noqa: S311 - repeatable, not secret
        self.war = war
        self.stories = 1 if war else UNDER_WAY
        self.articles = 0

    def article(self) -> ArticleMentions:
        """Return the next article."""
        if not self.war and self.random.random() < 1 / 8:
            self.stories += 1
        story = max(0, self.stories - 1 - int(self.random.expovariate(1 / 40)))
        self.articles += 1
        name = f"article-{self.articles}"
        at = START + timedelta(minutes=self.articles)
        return ArticleMentions(
            article=ArticleRef(
                id=name,
                version=1,
                status="usable",
                language="en",
                published=Published(at.date().isoformat(), "metadata", at.isoformat()),
                fingerprint=Fingerprint(sha256(name.encode()).hexdigest(), words=300),
                headline=Quote("title", 0, 20, f"story{story} person{story} does it"),
            ),
            shard="en",
            chains=tuple(self._chain(index, story) for index in range(CHAINS)),
            story=self._vector(story),
        )

    def _chain(self, index: int, story: int) -> Chain:
        lemma = LEMMAS[(story + index) % len(LEMMAS)]
        start = 100 * index
        name = f"Person {story}-{self.random.randrange(3)}"
        return Chain(
            index=index,
            type=EventType("dateline", "UNKNOWN"),
            modality="occurred",
            lemma=lemma,
            mentions=(Trigger("text", start, start + len(lemma), lemma, lemma, "VERB"),),
            what=Quote("text", start, start + 20, f"they {lemma} at length"),
            participants=(
                Participant(
                    name, name, "actor", "PERSON", None, Quote("text", start, start + 9, name)
                ),
            ),
            level="main" if index == 0 else "reported",
            context=tuple(sorted(f"word{self.random.randrange(COMMON_WORDS)}" for _ in range(6))),
        )

    def _vector(self, story: int) -> tuple[tuple[str, float], ...]:
        """Return the words of the story and shared words, which weigh less the commoner they are.

        The table of frequencies weighs words in the same way.
        """
        ranks = {int(self.random.paretovariate(0.7)) % COMMON_WORDS for _ in range(25)}
        weights = {f"word{rank}": 0.05 + 0.5 * log(1 + rank) / log(COMMON_WORDS) for rank in ranks}
        weights |= {f"story{story}term{self.random.randrange(25)}": 1.0 for _ in range(15)}
        length = sum(weight * weight for weight in weights.values()) ** 0.5
        return tuple(sorted((term, weight / length) for term, weight in weights.items()))


def main() -> None:
    """Measure at each size in turn, on one growing state."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("chains", type=int, nargs="*", default=[1_000, 10_000, 100_000])
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--mentions", type=Path, nargs="*", default=[])
    parser.add_argument("--war", type=int, default=0, help="articles of one war")
    arguments = parser.parse_args()
    gc.set_threshold(*COLLECTION)
    for path in arguments.mentions:
        articles = [decode(ArticleMentions, line) for line in path.read_bytes().splitlines()]
        _measure(Consolidator(ConsolidationSettings()), articles, len(articles) // 2, path.stem)
    if arguments.war:
        room = Newsroom(arguments.seed, war=True)
        articles = [room.article() for _ in range(arguments.war)]
        _measure(
            Consolidator(ConsolidationSettings()), articles, min(500, len(articles)), "one war"
        )
    if not arguments.mentions and not arguments.war:
        _grow(Newsroom(arguments.seed), sorted(arguments.chains))


def _grow(room: Newsroom, sizes: list[int]) -> None:
    consolidator = Consolidator(ConsolidationSettings())
    for size in sizes:
        missing = max(0, -(-size // CHAINS) - room.articles)
        _measure(
            consolidator, [room.article() for _ in range(missing + MEASURED)], MEASURED, f"{size:,}"
        )


def _measure(
    consolidator: Consolidator, articles: list[ArticleMentions], measured: int, name: str
) -> None:
    """Take the articles in, and time the last `measured` and the restoration of the state."""
    freeze = PeriodicFreeze()
    for mentions in articles[:-measured]:
        consolidator.apply(mentions)
        freeze.took(1)
    freeze_survivors()
    times: list[float] = []
    loops: list[float] = []
    for number, mentions in enumerate(articles[-measured:]):
        times.append(_timed(consolidator, mentions))
        freeze.took(1)
        if number % LOOP_EVERY == 0:
            loops.append(_loop())
    times.sort()
    median, late, worst = times[measured // 2], times[measured * 99 // 100], times[-1]
    chains, events = len(consolidator.graph.edges), len(consolidator.published.rows)
    memory = getrusage(RUSAGE_SELF).ru_maxrss / 2**20
    print(
        f"{name:>10}: {chains:>9,} chains, {events:>9,} events in state; "
        f"an article {1000 * median:.2f} ms median, {1000 * late:.2f} ms 99th percentile, "
        f"{1000 * worst:.0f} ms worst; loop {1000 * sorted(loops)[len(loops) // 2]:.0f} ms; "
        f"{memory:.1f} GiB"
        + (f"; restored in {_restored(consolidator):.1f} s" if events <= 2 * RESTORED else ""),
        flush=True,
    )


def _timed(consolidator: Consolidator, mentions: ArticleMentions) -> float:
    start = time.process_time()
    consolidator.apply(mentions)
    return time.process_time() - start


def _loop() -> float:
    start = time.process_time()
    total = 0
    for number in range(1_000_000):
        total += number
    return time.process_time() - start


def _restored(consolidator: Consolidator) -> float:
    articles = PackedArticles(consolidator.articles.values())
    start = time.process_time()
    Consolidator.restore(
        consolidator.settings, articles, consolidator.published.rows.values(), Clock()
    )
    return time.process_time() - start


if __name__ == "__main__":
    main()
