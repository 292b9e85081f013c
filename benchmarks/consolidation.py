"""Time what one more article costs consolidation, with N chains in state.

    python benchmarks/consolidation.py [N ...]

Articles are made up with a fixed seed: stories of very different sizes, each with its own words and people among words that many stories share, six
chains an article. Prints, for each N, the median and the 99th percentile of `Consolidator.apply` over the next 500 articles, in milliseconds.
"""

import argparse
import random
import time
from hashlib import sha256

from schemas import ArticleMentions, ArticleRef, Chain, Fingerprint, Published, Quote
from schemas.mentions import EventType, Participant, Trigger
from workers.consolidation import ConsolidationSettings, Consolidator

CHAINS = 6
MEASURED = 500
LEMMAS = (
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
)
COMMON_WORDS = 2_000


class Newsroom:
    """Makes up articles: a story is drawn anew for one article in eight, else an earlier one is taken up, recent ones more often."""

    def __init__(self, seed: int = 7) -> None:
        self.random = random.Random(seed)  # noqa: S311 - repeatable, not secret
        self.stories = 0
        self.articles = 0

    def article(self) -> ArticleMentions:
        """Return the next article."""
        if not self.stories or self.random.random() < 1 / 8:
            self.stories += 1
        story = max(0, self.stories - 1 - int(self.random.expovariate(1 / 40)))
        self.articles += 1
        name = f"article-{self.articles}"
        return ArticleMentions(
            article=ArticleRef(
                id=name,
                version=1,
                status="usable",
                language="en",
                published=Published("2024-03-01", "metadata"),
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
            participants=(Participant(name, name, "actor", "PERSON", None, Quote("text", start, start + 9, name)),),
            main=index == 0,
            context=tuple(sorted(f"word{self.random.randrange(COMMON_WORDS)}" for _ in range(6))),
        )

    def _vector(self, story: int) -> tuple[tuple[str, float], ...]:
        own = {f"story{story}term{self.random.randrange(25)}" for _ in range(15)}
        shared = {f"word{int(self.random.paretovariate(0.7)) % COMMON_WORDS}" for _ in range(25)}
        weights = {**dict.fromkeys(shared, 0.4), **dict.fromkeys(own, 1.0)}
        length = sum(weight * weight for weight in weights.values()) ** 0.5
        return tuple(sorted((term, weight / length) for term, weight in weights.items()))


def main() -> None:
    """Measure at each size in turn, on one growing state."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("chains", type=int, nargs="*", default=[1_000, 10_000, 100_000])
    newsroom, consolidator, loaded = Newsroom(), Consolidator(ConsolidationSettings()), 0
    for size in sorted(parser.parse_args().chains):
        while loaded * CHAINS < size:
            consolidator.apply(newsroom.article())
            loaded += 1
        times = sorted(_timed(consolidator, newsroom.article()) for _ in range(MEASURED))
        loaded += MEASURED
        median, late = times[MEASURED // 2], times[MEASURED * 99 // 100]
        print(f"{size:>9,} chains in state: median {1000 * median:.2f} ms, 99th percentile {1000 * late:.2f} ms")


def _timed(consolidator: Consolidator, mentions: ArticleMentions) -> float:
    start = time.perf_counter()
    consolidator.apply(mentions)
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
