"""Consolidation on the embedded broker, with a fake analysis.

Whatever happens on the way, the final records are the same.
"""

import asyncio
import random
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import pairwise

import orjson

from schemas import EventRecord, Tick
from tests.stream.fakes import mentions
from tests.stream.harness import Fed, Stream, all_closed, latest, visit, visits
from workers.consolidation import ConsolidationSettings, Consolidator
from workers.streams.kafka.topics import ensure_topics

SHARDS = ("en", "de", "fr", "it", "pt", "ru", "uk")


def undisturbed(fed: Iterable[Fed]) -> list[EventRecord]:
    """What the pure consolidator makes of the articles, in the order given."""
    consolidator = Consolidator(ConsolidationSettings())
    for _key, value in fed:
        consolidator.apply(mentions(orjson.loads(value or b""), received=None))
    consolidator.tick(Tick("en", "9999-12-31T23:59:59Z", end=True))
    return comparable(consolidator.records())


def comparable(records: Iterable[EventRecord]) -> list[EventRecord]:
    """Records without what the order of arrival may change: ids, versions, and the last change."""
    living = [record for record in records if record.status in {"open", "closed"}]
    plain = [
        replace(record, event_id="", version=0, change="updated", changes=()) for record in living
    ]
    return sorted(plain, key=lambda record: sorted(line.id for line in record.articles))


async def test_fed_twice_shuffled_and_with_the_worker_killed_in_the_middle_the_records_are_the_same(
    stream: Stream,
) -> None:
    fed = [
        *visits(120),
        visit("corrected", "Anna Berg", day="2024-02-10"),
        visit("taken-back", "Nobody Else"),
    ]
    later = [
        visit("corrected", "Carlos Duarte", day="2024-02-10", version=2),
        visit("taken-back", None, version=2, canceled=True),
    ]
    shuffled = [*fed, *fed]
    random.Random(7).shuffle(shuffled)
    await stream.feed(shuffled[:150])
    worker = stream.start("teller")
    for number in (10, 60):
        await stream.read("mentions", lambda found, number=number: len(found) >= number)  # type: ignore[misc]
        stream.kill(worker)
        worker = stream.start("teller")
    await stream.feed([*shuffled[150:], *later])
    awaited = {((key or b"").decode(), 1) for key, _value in fed} | {
        ("corrected", 2),
        ("taken-back", 2),
    }
    await stream.read("mentions", lambda found: awaited <= extracted(found))
    await stream.end("en")
    records = await stream.records(all_closed(5))
    assert comparable(records.values()) == undisturbed([*fed, *later])
    assert stream.stop(worker) == 0, stream.tail()


def extracted(found: Iterable[object]) -> set[tuple[str, int]]:
    """Ids and versions of the articles whose mentions are there."""
    told = [orjson.loads(message.value) for message in found]  # type: ignore[attr-defined]
    articles = [item["article"] for item in told if item["kind"] == "mentions"]
    return {(article["id"], article["version"]) for article in articles}


async def test_with_four_partitions_every_window_closes_exactly_once_crash_included(
    make_stream: Callable[..., Stream],
) -> None:
    stream = make_stream()
    await ensure_topics(stream.settings)
    for shard in SHARDS:
        await stream.feed(visits(6, events=1, shard=shard))
    worker = stream.start("teller")
    await stream.records(lambda records: told_of(records) == 6 * len(SHARDS))
    stream.kill(worker)
    worker = stream.start("teller")
    await stream.end(*SHARDS)
    await stream.records(all_closed(len(SHARDS)))
    await asyncio.sleep(1)
    told = await stream.read("events", lambda found: all_closed(len(SHARDS))(latest(found)))
    closed = Counter(
        message.key for message in told if orjson.loads(message.value or b"")["status"] == "closed"
    )
    assert set(closed.values()) == {1}
    assert len({message.partition for message in told}) > 1
    mentions_read = await stream.read("mentions", lambda found: len(found) >= 7 * len(SHARDS))
    assert {message.partition for message in mentions_read} == {0, 1, 2, 3}
    assert stream.stop(worker) == 0, stream.tail()


async def test_a_version_is_told_with_the_same_bytes_however_often_it_is_told(
    stream: Stream,
) -> None:
    fed = visits(40)
    for number in (10, 20, 30):
        await stream.feed(fed[number - 10 : number])
        worker = stream.start("teller")
        await stream.records(lambda records, number=number: told_of(records) > number - 5)  # type: ignore[misc]
        stream.kill(worker)
    await stream.feed(fed[30:])
    with stream.worker("teller"):
        await stream.records(lambda records: told_of(records) == 40)
        await stream.end("en")
        await stream.records(all_closed(5))
    told = await stream.read("events", lambda found: all_closed(5)(latest(found)))
    versions: dict[tuple[bytes | None, int], set[bytes]] = {}
    for message in told:
        version = orjson.loads(message.value or b"")["version"]
        versions.setdefault((message.key, version), set()).add(message.value or b"")
    assert all(len(told_as) == 1 for told_as in versions.values())


def told_of(records: dict[str, EventRecord]) -> int:
    """How many articles the records tell of."""
    return sum(len(record.articles) for record in records.values())


async def test_while_an_event_is_hot_at_most_one_version_an_interval_goes_out_and_always_the_last(
    make_stream: Callable[..., Stream],
) -> None:
    stream = make_stream(coalesce_seconds=1.0)
    await ensure_topics(stream.settings)
    fed = visits(60, events=1)
    with stream.worker("teller"):
        for start in range(0, 60, 10):
            await stream.feed(fed[start : start + 10])
            await asyncio.sleep(0.4)
        await stream.records(lambda records: told_of(records) == 60)
    told = await stream.read("events", lambda found: told_of(latest(found)) == 60)
    times = [message.timestamp for message in told]
    assert len(told) < 12
    assert all(later - earlier > 800 for earlier, later in pairwise(times))
