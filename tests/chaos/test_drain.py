import time
from collections.abc import Callable
from pathlib import Path

from tests.chaos.articles import generated
from tests.chaos.scene import scene
from tests.chaos.traffic import messages_in
from tests.kafka.fixtures import Kafka
from workers.settings import Settings

STOPS = 3


async def test_a_worker_told_to_stop_under_load_has_drained_within_its_time_and_loses_nothing(
    kafka: Kafka, tmp_path: Path, say: Callable[[str], None], articles: int, seed: int
) -> None:
    run = await scene(kafka, "drain", tmp_path, 1)
    messages = generated(articles // 12, seed=seed + 7)
    seconds = []
    async with run.fleet as fleet:
        for stop in range(STOPS):
            # Fed in shares, or a quick worker has nothing left to do when it is stopped for the
            # last time.
            share = messages[len(messages) * stop // STOPS : len(messages) * (stop + 1) // STOPS]
            await run.feed.send(share)
            before = await messages_in(run.settings, "mentions")
            fleet.scale(1)
            await run.extracted(before + len(share) / 3, seconds=120)
            began = time.monotonic()
            assert await fleet.stop() == [0], fleet.tail()
            seconds.append(time.monotonic() - began)
        fleet.scale(1)
        said = await run.account(messages, seconds=300)
        assert await fleet.stop() == [0], fleet.tail()
    assert max(seconds) < Settings().drain_timeout
    shown = ", ".join(f"{took:.1f}" for took in seconds)
    say(f"{STOPS} stops under load, drained and gone in {shown} s: {said}")
