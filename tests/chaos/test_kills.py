import asyncio
from collections.abc import Callable
from pathlib import Path
from random import Random

from tests.chaos.articles import generated
from tests.chaos.scene import Scene, scene
from tests.kafka.fixtures import Kafka

KILLS = 20
WORKERS = 3
ROUNDS = KILLS // 2
"""Two kills each, seconds apart: the second hits joins and recoveries that the first set off."""


async def test_twenty_random_kills_of_workers_lose_nothing_and_tell_nothing_else(
    kafka: Kafka, tmp_path: Path, say: Callable[[str], None], articles: int, seed: int
) -> None:
    run = await scene(kafka, "kills", tmp_path, WORKERS)
    messages = generated(articles, seed=seed)
    async with run.fleet as fleet:
        fleet.scale(WORKERS)
        feeding = asyncio.create_task(run.feed.send(messages, per_second=articles / 120))
        await _kill_at_random(run, len(messages), Random(seed))
        await feeding
        said = await run.account(messages, seconds=600)
        assert set(await fleet.stop()) == {0}, fleet.tail()
    say(f"{KILLS} SIGKILLs of {WORKERS} workers: {said}")


async def _kill_at_random(run: Scene, messages: int, chance: Random) -> None:
    """Kill a worker, and soon after it another, whenever a further share of the articles is out."""
    await run.watch.until(lambda _waiting: True, seconds=60)
    for turn in range(ROUNDS):
        await run.extracted(messages * turn / ROUNDS, seconds=300)
        for worker in chance.sample(range(WORKERS), KILLS // ROUNDS):
            await asyncio.sleep(chance.uniform(0, 4))
            run.fleet.kill(worker)
