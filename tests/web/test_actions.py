"""What an operator does over HTTP, on the embedded broker."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from aiokafka import AIOKafkaProducer

from schemas import Decision
from schemas.codec import decode_mentions
from schemas.event import MentionLine
from tests.unit.web.making import NOW, PAPER, event, filled
from tests.web.serving import BEARER, Client, context_with_ingest, served
from workers.settings import Settings
from workers.streams.dead_letters.origin import DeadLetterOrigin, dead_letter_headers
from workers.streams.kafka.producers import producer_settings
from workers.streams.reading.topic_reader import records_to_end

pytestmark = pytest.mark.broker
WHY = {"author": "desk", "reason": "two strikes, not one"}


@pytest.fixture
async def client(settings: Settings) -> AsyncIterator[Client]:
    view = filled()
    at = PAPER.index("walkout")
    mentions = (*event().mentions, MentionLine("paper-7", "text", at, at + 7, "walkout"))
    for event_id in ("e-strike", "e-talks"):
        view.take_event(replace(event(event_id, version=9), mentions=mentions, shard="en"), NOW)
    view.take_event(replace(event("e-far", version=1), shard="de"), NOW)
    async with served(replace(context_with_ingest(settings), view=view), ingest=False) as client:
        yield client


async def decisions(settings: Settings) -> list[Decision]:
    messages = [record async for record in records_to_end(settings, settings.topic("mentions"))]
    return [
        told
        for message in messages
        if isinstance(told := decode_mentions(message.value or b""), Decision)
    ]


async def test_a_dead_letter_is_sent_again_once(client: Client, settings: Settings) -> None:
    origin = DeadLetterOrigin("prepare", "no JSON", "", settings.topic("articles"), 0, 7)
    producer = AIOKafkaProducer(**producer_settings(settings))
    await producer.start()
    headers = dead_letter_headers(origin, [])
    await producer.send_and_wait(settings.topic("dead-letters"), b"{", b"k", headers=headers)
    await producer.stop()
    answers = [await client.post("/api/dead-letters/0/replay", headers=BEARER) for _ in range(2)]
    assert [answer.status for answer in answers] == [202, 200]
    assert [await answer.json() for answer in answers] == [
        {"sent": [0], "already": []},
        {"sent": [], "already": [0]},
    ]
    assert [
        record.value async for record in records_to_end(settings, settings.topic("articles"))
    ] == [b"{"]
    again = await client.post("/api/dead-letters/0/replay?again=true", headers=BEARER)
    assert (await again.json())["sent"] == [0]


@pytest.mark.parametrize("offset", ["5", "-1", "x", "9" * 40, "%00", "1e3", "٣"])
async def test_a_dead_letter_that_is_not_there_is_told(client: Client, offset: str) -> None:
    assert (await client.post(f"/api/dead-letters/{offset}/replay", headers=BEARER)).status == 404


async def test_articles_are_split_from_an_event(client: Client, settings: Settings) -> None:
    answer = await client.post(
        "/api/events/e-strike/split", json={"articles": ["paper-7"], **WHY}, headers=BEARER
    )
    assert answer.status == 202
    [decision] = await decisions(settings)
    assert (decision.id, decision.verdict, decision.author) == (
        (await answer.json())["decision"],
        "split",
        "desk",
    )
    assert {mention.article_id for mention in decision.first} == {"paper-7"}


async def test_two_events_are_joined(client: Client, settings: Settings) -> None:
    answer = await client.post(
        "/api/events/e-strike/join", json={"other": "e-talks", **WHY}, headers=BEARER
    )
    assert answer.status == 202
    assert [decision.verdict for decision in await decisions(settings)] == ["join"]


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("/api/events/none/split", {"articles": ["wire-1"], **WHY}, 404),
        ("/api/events/e-strike/split", {"articles": ["strange"], **WHY}, 409),
        ("/api/events/e-strike/split", {"articles": [], **WHY}, 409),
        ("/api/events/e-strike/split", {"articles": ["wire-1", "paper-7"], **WHY}, 409),
        ("/api/events/e-strike/split", {"articles": "wire-1", **WHY}, 400),
        ("/api/events/e-strike/split", {"articles": ["wire-1"]}, 400),
        ("/api/events/e-strike/join", {"other": "none", **WHY}, 409),
        ("/api/events/e-strike/join", {"other": "e-far", **WHY}, 409),
        ("/api/events/e-strike/join", {"other": "e-strike", **WHY}, 409),
        ("/api/events/e-strike/revoke", {"decision": "none", **WHY}, 409),
        ("/api/events/e-strike/revoke", [], 400),
        ("/api/events/e-strike/join", {"other": "x" * 300_000, **WHY}, 413),
    ],
)
async def test_what_is_no_decision_is_refused_with_its_reason(
    client: Client, settings: Settings, path: str, body: object, status: int
) -> None:
    answer = await client.post(path, json=body, headers=BEARER)
    assert answer.status == status
    assert (await answer.json())["detail"]
    assert await decisions(settings) == []


@pytest.mark.parametrize(
    "path",
    [
        "/api/dead-letters/0/replay",
        "/api/events/e-strike/split",
        "/api/events/e-strike/join",
        "/api/events/e-strike/revoke",
    ],
)
async def test_nothing_is_done_without_the_token(client: Client, path: str) -> None:
    assert (await client.post(path, json={})).status == 401
    assert (await client.get(path, headers=BEARER)).status == 405
