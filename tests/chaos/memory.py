"""Memory over a long stream: what a worker and its pool hold while months of news go through.

`make memory` sends the articles through one worker and tells the figures. Event time moves on as it
does in an archive, so that windows close, and state is kept for seconds only: what grows then is a
leak. Runs on Apache Kafka with one broker, with the light analysis. Exits 1 where the memory after
the warm-up is not flat.
"""

import argparse
import asyncio
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from statistics import median
from typing import Any

from tests.chaos.articles import Sent, article, person, sentences, visit_sentence
from tests.chaos.scene import Scene, scene
from tests.chaos.traffic import all_done, end_input
from tests.kafka.fixtures import kafka_of
from tests.kafka.resources import children, resident

ARTICLES_PER_DAY = 100
ARTICLES_PER_EVENT = 4
WITHOUT_EVENT = 0.6
NAMES = 16 * 91
"""First by last names of `tests.chaos.articles`.

One comes again after two months, when its last visit has long left the state.
"""
STRIDE = 17
"""From a visit to the next: another first name and another last name.

Otherwise neighbours would count as one person.
"""
FIRST = datetime(2016, 1, 1, tzinfo=UTC)
SHARDS = 4
WAVE = 2_000
WARM_UP = 0.25
BAR = 0.10
LOOK_EVERY = 2.0
RETENTION = 15.0
"""Seconds for which state is kept after it last changed."""


@dataclass
class Series:
    """What was measured.

    A row tells how many articles had been consolidated, and the resident megabytes of the worker
    and of its pool.
    """

    rows: list[tuple[int, float, float]] = field(default_factory=list)

    def growth(self, column: int) -> float:
        """Return the share by which the last quarter holds more than that after the warm-up."""
        rows = self.rows[int(len(self.rows) * WARM_UP) :]
        third = max(1, len(rows) // 3)
        first, last = rows[:third], rows[-third:]
        return median(row[column] for row in last) / median(row[column] for row in first) - 1


def news(count: int, seed: int) -> Iterator[Sent]:
    """Yield articles in order of publication: `ARTICLES_PER_DAY` a day, a few about each visit."""
    chance = Random(seed)
    for number in range(count):
        at = FIRST + timedelta(days=number / ARTICLES_PER_DAY)
        turn = number // ARTICLES_PER_EVENT - chance.randrange(3)
        visit = turn * STRIDE % NAMES
        shard = f"desk-{turn % SHARDS}"
        news_of_it = [] if chance.random() < WITHOUT_EVENT else [visit_sentence(visit, at.date())]
        words = " ".join([*chance.sample(sentences(), 4), *news_of_it])
        name = f"a{number:06}"
        told = article(name, words, title=person(visit), published=at.isoformat(), shard=shard)
        yield Sent(name, told, shard)


async def measured(run: Scene, count: int, seed: int) -> Series:
    """Send the articles in waves, each when most of the last is done, and measure all the while."""
    series, done, began = Series(), 0, time.monotonic()
    messages = news(count, seed)
    shown = 0
    for sent in range(0, count, WAVE):
        await run.feed.send([next(messages) for _ in range(min(WAVE, count - sent))])
        while True:
            waiting = sum((await run.watch.until(lambda _waiting: True, seconds=60)).values())
            done = sent + WAVE - waiting
            series.rows.append((done, *_held(run)))
            if waiting < WAVE / 2:
                break
            await asyncio.sleep(LOOK_EVERY)
        if sent >= shown:
            shown += count // 20
            _tell(series.rows[-1], time.monotonic() - began)
    await run.watch.until(all_done, seconds=600)
    await end_input(run.settings, {f"desk-{shard}" for shard in range(SHARDS)})
    await run.watch.until(all_done, seconds=600)
    return series


def _held(run: Scene) -> tuple[float, float]:
    process = run.fleet.places[0].process
    assert process is not None
    return resident(process.pid), sum(resident(child) for child in children(process.pid))


def _tell(row: tuple[int, float, float], seconds: float) -> None:
    sys.stdout.write(
        f"{seconds:6.0f} s {row[0]:7} articles: worker {row[1]:6.1f} MB, pool {row[2]:6.1f} MB\n"
    )
    sys.stdout.flush()


async def main(count: int, seed: int) -> int:
    """Run it and print the figures; returns the exit status."""
    changed: dict[str, Any] = {
        "window_gap_hours": 24.0,
        "allowed_lateness_hours": 6.0,
        "retention_days": RETENTION / 86_400,
    }
    with (
        tempfile.TemporaryDirectory(prefix="dateline-memory") as name,
        kafka_of(Path(name) / "brokers", 1) as kafka,
    ):
        run = await scene(kafka, "memory", Path(name), 1, **changed)
        async with run.fleet as fleet:
            fleet.scale(1)
            began = time.monotonic()
            series = await measured(run, count, seed)
            seconds = time.monotonic() - began
            stopped = await fleet.stop()
    worker, pool = series.growth(1), series.growth(2)
    sys.stdout.write(
        f"{count} articles in {seconds:.0f} s ({count / seconds:.0f} a second); "
        "after a warm-up of a quarter, from the first third to the last: "
        f"worker {worker:+.1%}, pool {pool:+.1%}; "
        f"stopped with {stopped}, {len(fleet.exits)} exits\n"
    )
    return 0 if max(worker, pool) <= BAR and stopped == [0] and not fleet.exits else 1


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=200_000)
    parser.add_argument("--seed", type=int, default=1)
    told = parser.parse_args()
    sys.exit(asyncio.run(main(told.articles, told.seed)))
