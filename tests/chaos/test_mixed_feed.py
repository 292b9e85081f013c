"""Articles as people write them, of any age and without dates, through the stream with a kill.

The records are those of `dateline extract`. One feed is invented; the other is the mixed set of the
evaluation data, which is no part of the project: `mixed/articles.jsonl` in the folder that
`DATELINE_EVAL` names, or in `../shared/eval`. Without it that run is skipped.
"""

import os
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import orjson
import pytest

from schemas import encode
from tests.chaos.articles import Sent
from tests.chaos.scene import scene
from tests.kafka.fixtures import Kafka
from workers import extract
from workers.streams.pool.outcomes import ENGLISH

HERE = Path(__file__).resolve().parents[2]
DATA = Path(os.environ.get("DATELINE_EVAL", HERE.parent / "shared" / "eval"))
FEEDS = {
    "invented": HERE / "tests" / "stream" / "archive.jsonl",
    "mixed": DATA / "mixed" / "articles.jsonl",
}
MOST = 120
"""Most articles of a feed, spread over all of it."""


@pytest.mark.model
@pytest.mark.parametrize("feed", FEEDS)
async def test_any_file_in_any_order_with_a_kill_gives_the_records_of_the_batch(
    feed: str, kafka: Kafka, tmp_path: Path, say: Callable[[str], None], seed: int
) -> None:
    articles = articles_of(FEEDS[feed])
    messages = [Sent(item["id"], orjson.dumps(item), "en") for item in articles]
    random.Random(seed).shuffle(messages)
    run = await scene(kafka, feed, tmp_path, 2, analysis=ENGLISH, batch_articles=8)
    async with run.fleet as fleet:
        fleet.scale(2)
        await run.feed.send(messages)
        await run.extracted(len(messages) / 2, seconds=300)
        fleet.kill(0)
        said = await run.account(messages, seconds=600, expected=lambda: batch(articles))
        assert set(await fleet.stop()) == {0}, fleet.tail()
    undated = sum(not item.get("published_at") for item in articles)
    say(f"{feed} feed, {undated} articles undated, one of two workers killed: {said}")


def articles_of(path: Path) -> list[dict[str, Any]]:
    if not path.is_file():
        pytest.skip(f"no evaluation data at {path}: set DATELINE_EVAL to its folder")
    articles = [orjson.loads(line) for line in path.read_bytes().splitlines()]
    return articles[:: -(-len(articles) // MOST)]


def batch(articles: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The records of `dateline extract`, the articles in the order of their file."""
    assert {bool(item.get("published_at")) for item in articles} == {True, False}
    return [orjson.loads(encode(record)) for record in extract(articles)]
