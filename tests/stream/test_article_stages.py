"""The article stages on the embedded broker: what is refused, and what that costs the others."""

from collections.abc import Callable

import orjson
import pytest

from tests.stream.harness import Stream, visit, visits
from workers.streams.kafka.topics import ensure_topics


async def test_only_what_does_harm_is_refused_with_its_original_bytes(
    make_stream: Callable[..., Stream],
) -> None:
    stream = make_stream(batch_timeout=2.0)
    await ensure_topics(stream.settings)
    harmful = {
        b"bad": b'{"id": "bad", "text": "BAD \xff\x00"}',
        b"deadly": b'{"id": "deadly", "text": "DIE"}',
        b"endless": b'{"id": "endless", "text": "HANG"}',
    }
    good = visits(20)
    await stream.feed([*good[:10], *harmful.items(), (None, b"BAD without a key"), *good[10:]])
    with stream.worker("teller"):
        dead = await stream.read("dead-letters", lambda found: len(found) == 4)
        told = await stream.read("mentions", lambda found: len(articles(found)) >= 20)
    assert {(message.key, message.value) for message in dead} == {
        *harmful.items(),
        (None, b"BAD without a key"),
    }
    assert articles(told) == {(key or b"").decode() for key, _value in good}
    reasons = {message.key: dict(message.headers) for message in dead}
    assert reasons[b"deadly"]["__connect.errors.exception.class.name"] == b"ProcessDied"
    assert reasons[b"endless"]["__connect.errors.exception.class.name"] == b"ProcessHung"
    assert reasons[b"bad"]["__connect.errors.topic"] == stream.settings.topic("articles").encode()
    assert reasons[b"bad"]["dateline_dead_letter_stage"] == b"prepare"
    assert reasons[b"bad"]["dateline_dead_letter_reason"] == b"it is bad for prepare"


async def test_a_stage_that_refuses_everything_stops_the_worker_instead_of_emptying_the_topic(
    make_stream: Callable[..., Stream],
) -> None:
    stream = make_stream(dead_letter_run=10, batch_articles=4)
    await ensure_topics(stream.settings)
    await stream.feed([(b"x", b"BAD")] * 100)
    worker = stream.start("echo")
    assert worker.wait(40) == 1, stream.tail()
    assert "stage prepare refused" in stream.tail()
    dead = await stream.read("dead-letters", lambda found: len(found) >= 1)
    assert len(dead) < 40


async def test_an_article_without_events_still_goes_through(stream: Stream) -> None:
    await stream.feed([visit("empty", None)])
    with stream.worker("teller"):
        told = await stream.read("mentions", lambda found: len(found) >= 1)
    assert orjson.loads(told[0].value or b"")["chains"] == []
    assert dict(told[0].headers)["ce_subject"] == b"empty"


async def test_a_worker_without_its_topics_says_which_are_missing(
    make_stream: Callable[..., Stream],
) -> None:
    stream = make_stream()
    worker = stream.start("echo")
    assert worker.wait(30) == 78
    assert f"Topic {stream.settings.topic('articles')} is missing" in stream.tail()


async def test_a_second_worker_on_the_embedded_broker_is_refused(stream: Stream) -> None:
    await stream.feed([visit("a", "Anna Berg")])
    with stream.worker("teller"):
        await stream.read("mentions", lambda found: len(found) >= 1)
        second = stream.start("teller")
        assert second.wait(30) == 1
        assert "for more, run Apache Kafka" in stream.tail()


@pytest.mark.model
async def test_real_articles_become_events(make_stream: Callable[..., Stream]) -> None:
    stream = make_stream(batch_timeout=60.0)
    await ensure_topics(stream.settings)
    text = (
        "OSLO, March 4 (Reuters) - The foreign minister of Norway, Kari Dahl, "
        "visited Lisbon on Monday.\n\nShe met the president of Portugal."
    )
    article = {
        "id": "a1",
        "text": text,
        "title": "Norwegian minister visits Lisbon",
        "published_at": "2024-03-04T10:00:00Z",
    }
    too_early = orjson.dumps({"uri": "a3", "body_text": text, "embargoed": "2999-05-06T09:00:00Z"})
    unreadable = b'{"id": 7, "text": "x"}'
    await stream.feed([(b"a1", orjson.dumps(article)), (b"a2", unreadable), (b"a3", too_early)])
    with stream.worker("english"):
        records = await stream.records(
            lambda found: any(record.articles for record in found.values())
        )
        dead = await stream.read("dead-letters", lambda found: len(found) == 2)
    assert {line.id for record in records.values() for line in record.articles} == {"a1"}
    reasons = {
        message.value: dict(message.headers)["dateline_dead_letter_reason"] for message in dead
    }
    assert reasons == {
        unreadable: b"id must be a string, not a number",
        too_early: b"under embargo: send it again when that has ended",
    }


def articles(found: list[object]) -> set[str]:
    told = [orjson.loads(message.value) for message in found]  # type: ignore[attr-defined]
    return {item["article"]["id"] for item in told if item["kind"] == "mentions"}
