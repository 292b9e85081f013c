"""An archive of 2009 to 2018 through a worker, real analysis and all.

The records are those of `dateline extract`, whatever happens on the way.
"""

import random
from collections.abc import Callable, Iterable
from pathlib import Path

import orjson
import pytest

from schemas import EventRecord, encode
from tests.records import canonical
from tests.stream.harness import Stream
from tests.stream.test_consolidation_stream import extracted
from workers import extract
from workers.streams.kafka.topics import ensure_topics

ARCHIVE = Path(__file__).with_name("archive.jsonl")
"""Invented articles.

There are several desks on one event, twins of one template years apart, some undated articles, and
one dated in the future.
"""


@pytest.mark.model
@pytest.mark.parametrize("seed", [3, 11])
async def test_a_shuffled_archive_with_the_worker_killed_halfway_gives_the_records_of_the_batch(
    make_stream: Callable[..., Stream], seed: int
) -> None:
    stream = make_stream(batch_timeout=120.0)
    await ensure_topics(stream.settings)
    articles = [orjson.loads(line) for line in ARCHIVE.read_bytes().splitlines()]
    expected = final(extract(articles))
    random.Random(seed).shuffle(articles)
    await stream.feed((article["id"].encode(), orjson.dumps(article)) for article in articles)
    worker = stream.start("english")
    await stream.read(
        "mentions", lambda found: len(extracted(found)) >= len(articles) // 3, seconds=180
    )
    stream.kill(worker)
    worker = stream.start("english")
    await stream.read("mentions", lambda found: len(extracted(found)) == len(articles), seconds=180)
    await stream.end("en")
    await stream.records(lambda records: final(records.values()) == expected, seconds=120)
    assert stream.stop(worker) == 0, stream.tail()


def final(records: Iterable[EventRecord]) -> list[str]:
    """The closed events, whatever their ids and in whatever order they came.

    The window of an old event is closed long before the last article that joins the event.
    """
    closed = (record for record in records if record.status == "closed")
    return canonical([orjson.loads(encode(record)) for record in closed])
