from collections.abc import Callable
from pathlib import Path

import pytest

from tests.chaos.articles import SEEDS, Sent, generated
from tests.chaos.scene import scene
from tests.kafka.fixtures import Kafka
from workers.settings import Settings
from workers.streams.pool.analysis import english
from workers.streams.pool.outcomes import ENGLISH

GENERATED = 60


@pytest.mark.model
async def test_with_the_real_analysis_a_killed_worker_changes_nothing(
    kafka: Kafka, tmp_path: Path, say: Callable[[str], None], seed: int
) -> None:
    run = await scene(kafka, "english", tmp_path, 2, analysis=ENGLISH, batch_articles=8)
    run.analysis = english(Settings())
    seeds = [Sent(path.stem, path.read_bytes(), "en") for path in sorted(SEEDS.glob("*.txt"))]
    messages = [
        Sent(sent.article_id, sent.value, "en") for sent in generated(GENERATED, seed=seed)
    ] + seeds
    async with run.fleet as fleet:
        fleet.scale(2)
        await run.feed.send(messages)
        await run.extracted(len(messages) / 2, seconds=180)
        fleet.kill(0)
        said = await run.account(messages, seconds=300)
        assert set(await fleet.stop()) == {0}, fleet.tail()
    say(f"real analysis, one of two workers killed: {said}")
