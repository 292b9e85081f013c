import asyncio
from collections.abc import Callable
from itertools import cycle
from pathlib import Path

from tests.chaos.articles import generated
from tests.chaos.scene import scene
from tests.kafka.fixtures import Kafka

PAUSES = 4
SECONDS = 10.0
"""Longer than the session timeout: the worker's partitions are another's when it goes on."""


async def test_a_worker_that_was_frozen_for_longer_than_its_session_writes_nothing_it_may_not(
    kafka: Kafka, tmp_path: Path, say: Callable[[str], None], articles: int, seed: int
) -> None:
    run = await scene(kafka, "pauses", tmp_path, 2)
    messages = generated(articles // 8, seed=seed + 6)
    async with run.fleet as fleet:
        fleet.scale(2)
        feeding = asyncio.create_task(run.feed.send(messages, per_second=articles / 8 / 60))
        for pause, number in zip(range(PAUSES), cycle((0, 1)), strict=False):
            await run.extracted(len(messages) * (pause + 1) / (PAUSES + 2), seconds=240)
            fleet.freeze(number)
            await asyncio.sleep(SECONDS)
            fleet.thaw(number)
        await feeding
        said = await run.account(messages, seconds=300)
        assert set(await fleet.stop()) == {0}, fleet.tail()
    say(
        f"{PAUSES} pauses of {SECONDS:.0f} s of one of two workers: {said}; "
        f"{len(fleet.exits)} exits to be restarted"
    )
