import asyncio
from collections.abc import Callable
from itertools import cycle, islice
from pathlib import Path

from tests.chaos.articles import generated
from tests.chaos.scene import scene
from tests.kafka.fixtures import Kafka

SIZES = tuple(islice(cycle((2, 3, 2, 1)), 10))
"""One to three workers and back: each step is a rebalance of every group under load."""


async def test_ten_rebalances_under_load_lose_nothing_and_tell_nothing_else(
    kafka: Kafka, tmp_path: Path, say: Callable[[str], None], articles: int, seed: int
) -> None:
    count = articles // 8
    run = await scene(kafka, "rebalances", tmp_path, 3)
    messages = generated(count, seed=seed + 1)
    async with run.fleet as fleet:
        fleet.scale(1)
        feeding = asyncio.create_task(run.feed.send(messages, per_second=count / 60))
        for step, size in enumerate(SIZES):
            await run.extracted(len(messages) * step / len(SIZES), seconds=240)
            fleet.scale(size)
            await asyncio.sleep(2)
        await feeding
        said = await run.account(messages, seconds=400)
        assert set(await fleet.stop()) == {0}, fleet.tail()
        assert set(fleet.exits) <= {0}, fleet.tail()
    say(f"{len(SIZES)} rebalances: {said}")
