"""Part `latency`: from an article published to the first record that names it.

The rates are shares of the capacity, which is measured just before.

Articles go out evenly at the rate wanted, and the clock of each starts when it is due, so that a
sender that falls behind hides nothing. Dateline's first record is the first event that lists the
article; an article that tells no event has none and is counted. Of the plain version it is the
article's own message.
"""

import asyncio
from collections.abc import Iterable, Sequence
from itertools import islice
from statistics import quantiles

import orjson

from benchmarks.suite.bench import WARM_UP, Bench, suits, topics_of, warmed
from benchmarks.suite.children import Child
from benchmarks.suite.contenders import PLAIN, Contender, Dateline, contenders, running
from benchmarks.suite.corpus import BenchArticle
from benchmarks.suite.passage import Arrival, Passage, passage
from benchmarks.suite.venues import Venue
from workers.settings import Settings

PART = "latency"
SHARES = (0.25, 0.5, 0.8)
SECONDS = 30.0
"""How long each rate is held."""
FEWEST = 5
"""Fewest articles of one rate, however slow the machine is."""
BATCHES = 1 + len(SHARES)
"""Batches of articles in a round: one to measure the capacity with, and one for each rate."""

Batch = Sequence[BenchArticle]


def run(bench: Bench) -> None:
    """Measure Dateline and, where it is among the peers, the plain version, in turn."""
    bench.begin(PART)
    for place in bench.at_venues(PART):
        batches = bench.batches()
        for turn in range(bench.rounds):
            taken = list(islice(batches, BATCHES))
            for contender in contenders(peer for peer in bench.peers if peer == PLAIN):
                name = f"{contender.name}, {place.name}"
                if suits(contender, place):
                    with bench.skipping(f"{PART}: {name}"):
                        _one(bench, contender, place, taken, turn)


def _one(
    bench: Bench, contender: Contender, place: Venue, batches: Sequence[Batch], turn: int
) -> None:
    with topics_of(place) as settings, running(contender, place, settings) as children:
        found = asyncio.run(_measured(bench, contender, settings, children, batches))
    for share, waits, without in found:
        for label, value in percentiles(waits):
            name = f"{label} at {share:.0%}"
            own = f"{contender.name}, {place.name}, {name}"
            bench.results.add(PART, own, value, "s", "lower", turn=turn)
            bench.results.compare(
                PART,
                f"Dateline / plain aiokafka, {place.name}, {name}",
                f"Dateline, {place.name}, {name}",
                f"{PLAIN.name}, {place.name}, {name}",
            )
        if isinstance(contender, Dateline):
            bench.results.add(
                PART,
                f"without an event, {place.name}, {share:.0%}",
                without,
                "share",
                "neither",
                turn=turn,
            )


Found = list[tuple[float, list[float], float]]
"""Share of the capacity, seconds of each article with a record, share of those without one."""


async def _measured(
    bench: Bench,
    contender: Contender,
    settings: Settings,
    children: Sequence[Child],
    batches: Sequence[Batch],
) -> Found:
    first, *others = batches
    async with passage(settings, children, ours=isinstance(contender, Dateline)) as through:
        await warmed(through, first[:WARM_UP])
        capacity = await _capacity(through, first[WARM_UP:], bench.left)
        found: Found = []
        for share, batch in zip(SHARES, others, strict=True):
            articles = batch[: max(FEWEST, round(capacity * share * SECONDS))]
            due = await through.send(articles, per_second=capacity * share)
            await through.until_passed(articles, seconds=bench.left)
            waits = waits_of(due, through.watched.events)
            found.append((share, waits, 1 - len(waits) / len(due)))
        return found


async def _capacity(through: Passage, articles: Batch, left: float) -> float:
    due = await through.send(articles)
    end = await through.until_passed(articles, seconds=left)
    return len(articles) / (end - min(due.values()))


def waits_of(due: dict[str, float], events: Iterable[Arrival]) -> list[float]:
    """Return the seconds from when each article was due to the first message that names it."""
    first: dict[str, float] = {}
    for event in events:
        for name in _named(event):
            first.setdefault(name, event.at)
    return [first[name] - moment for name, moment in due.items() if name in first]


def _named(event: Arrival) -> list[str]:
    """Return the articles of an event record, or the one that the key names."""
    record = orjson.loads(event.value) if event.value else None
    return (
        [line["id"] for line in record["articles"]]
        if isinstance(record, dict)
        else [event.key.decode()]
    )


def percentiles(waits: Sequence[float]) -> list[tuple[str, float]]:
    """Return the 50th and the 99th percentile, none of fewer than two values."""
    if len(waits) < 2:  # noqa: PLR2004 - fewer have no percentiles
        return []
    cuts = quantiles(waits, n=100, method="inclusive")
    return [("p50", cuts[49]), ("p99", cuts[98])]
