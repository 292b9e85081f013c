import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.chaos.articles import generated
from tests.chaos.scene import scene
from tests.kafka.fixtures import Kafka

ARTICLES = 400


@pytest.mark.slow
async def test_nothing_is_lost_or_told_differently_when_one_of_two_workers_is_killed(
    kafka: Kafka, tmp_path: Path, say: Callable[[str], None]
) -> None:
    run = await scene(kafka, "pair", tmp_path, 2)
    messages = generated(ARTICLES, seed=7)
    async with run.fleet as fleet:
        fleet.scale(2)
        await run.feed.send(messages)
        await run.watch.until(lambda waiting: waiting["consolidate"] > 0, seconds=60)
        await asyncio.sleep(0.5)
        fleet.kill(1)
        said = await run.account(messages, seconds=120)
        assert await fleet.stop() == [0, 0], fleet.tail()
        assert not fleet.exits, fleet.tail()
    say(said)
