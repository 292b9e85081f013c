"""Several articles in one request: all are taken or none is.

Where the broker goes in between, the answer names them.
"""

import asyncio
import gzip
import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiokafka.errors import KafkaTimeoutError, MessageSizeTooLargeError, NotEnoughReplicasError

from tests.web.serving import BEARER, Client, context_with_ingest, served
from workers.settings import Settings
from workers.streams.reading.topic_reader import records_to_end
from workers.web.api import batch

LINES = {"Content-Type": "application/x-ndjson", **BEARER}
JSON = {"Content-Type": "application/json", **BEARER}
broker = pytest.mark.broker


def articles(count: int) -> list[dict[str, Any]]:
    return [
        {"id": f"wire-{number}", "version": number + 1, "text": f"Ferry {number} ran aground."}
        for number in range(count)
    ]


def lines(values: list[dict[str, Any]]) -> bytes:
    return b"".join(json.dumps(value).encode() + b"\n" for value in values)


class FakeProducer:
    """Acknowledges each article, but fails on those of `errors`, by key.

    On `unsent` it fails before it sends.
    """

    def __init__(self, errors: dict[bytes, Exception], unsent: bytes = b"") -> None:
        self.errors = errors
        self.unsent = unsent
        self.asked: list[bytes] = []

    async def send(
        self, _topic: str, _value: bytes, key: bytes, **_headers: Any
    ) -> "asyncio.Future[None]":
        self.asked.append(key)
        if key == self.unsent:
            raise KafkaTimeoutError
        sent: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        if key in self.errors:
            sent.set_exception(self.errors[key])
        else:
            sent.set_result(None)
        return sent


@pytest.fixture
async def client(settings: Settings) -> AsyncIterator[Client]:
    async with served(context_with_ingest(settings)) as client:
        yield client


async def posted_to(producer: FakeProducer, count: int) -> tuple[int, dict[str, Any]]:
    at = context_with_ingest(Settings(web_token=BEARER["Authorization"].split()[1]))
    assert at.ingest is not None
    at.ingest._producer = producer
    async with served(at, ingest=False) as client:
        answer = await client.post("/api/articles", data=lines(articles(count)), headers=LINES)
        return answer.status, await answer.json()


@broker
@pytest.mark.parametrize("form", ["list", "lines", "gzip"])
async def test_all_articles_of_a_request_are_in_the_topic_when_their_ids_are_told(
    client: Client, settings: Settings, form: str
) -> None:
    given = articles(30)
    body = json.dumps(given).encode() if form == "list" else b"\n" + lines(given)
    headers = {
        **(JSON if form == "list" else LINES),
        **({"Content-Encoding": "gzip"} if form == "gzip" else {}),
    }
    answer = await client.post(
        "/api/articles", data=gzip.compress(body) if form == "gzip" else body, headers=headers
    )
    assert (answer.status, await answer.json()) == (
        202,
        {"accepted": [{"id": each["id"], "version": each["version"]} for each in given]},
    )
    found = [record async for record in records_to_end(settings, settings.topic("articles"))]
    assert {record.key.decode(): json.loads(record.value) for record in found} == {
        each["id"]: each for each in given
    }


@broker
async def test_where_one_article_cannot_be_read_none_is_taken_and_each_fault_is_told(
    client: Client, settings: Settings
) -> None:
    body = lines(articles(2)) + b'\n{"id": "a"}\n{"id": "b", "text": 7}\nno JSON\n'
    answer = await client.post("/api/articles", data=body, headers=LINES)
    said = await answer.json()
    assert (answer.status, answer.content_type) == (400, "application/problem+json")
    assert said["detail"].startswith("3 of 5 articles cannot be read, and none was taken")
    assert [(error["index"], error["where"]) for error in said["errors"]] == [
        (2, "body:4"),
        (3, "body:5"),
        (4, "body:6"),
    ]
    assert said["errors"][1] == {
        "index": 3,
        "where": "body:5",
        "detail": "text must be a string, not a number",
        "position": "text",
    }
    assert [record async for record in records_to_end(settings, settings.topic("articles"))] == []


@broker
@pytest.mark.parametrize(
    ("body", "headers", "query", "status", "words"),
    [
        (b"\n\n", LINES, "", 400, "holds no article"),
        (b"[]", JSON, "", 400, "holds no article"),
        (json.dumps(articles(1)).encode(), JSON, "?id=a", 400, "`id` is for HTML and plain text"),
        (b'[{"id": "a", "text": "x"}, 7]', JSON, "", 400, "1 of 2 articles cannot be read"),
        (b'{"id": "a"} {"id": "b"}', JSON, "", 400, "not valid JSON"),
    ],
)
async def test_a_request_that_is_none_is_refused_in_words(  # noqa: PLR0917 - what a request is made of
    client: Client, body: bytes, headers: dict[str, str], query: str, status: int, words: str
) -> None:
    answer = await client.post(f"/api/articles{query}", data=body, headers=headers)
    said = await answer.json()
    assert (answer.status, said["status"], said["type"]) == (status, status, "about:blank")
    assert words in said["detail"]


@broker
async def test_more_articles_than_a_request_may_hold_are_refused(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batch, "MOST_ARTICLES", 3)
    statuses = [
        (await client.post("/api/articles", data=lines(articles(count)), headers=LINES)).status
        for count in (3, 4)
    ]
    assert statuses == [202, 413]


async def test_where_the_broker_goes_in_between_the_answer_names_what_it_has_and_has_not() -> None:
    status, said = await posted_to(FakeProducer({b"wire-1": NotEnoughReplicasError()}), 3)
    assert (status, said["detail"]) == (
        503,
        "the broker has not acknowledged 1 of 3 articles: send those under `errors` again",
    )
    assert [line["id"] for line in said["accepted"]] == ["wire-0", "wire-2"]
    assert [(line["index"], line["id"]) for line in said["errors"]] == [(1, "wire-1")]


async def test_after_an_article_that_could_not_be_sent_in_time_no_other_is_waited_for() -> None:
    producer = FakeProducer({}, unsent=b"wire-1")
    status, said = await posted_to(producer, 4)
    assert status == 503
    assert producer.asked == [b"wire-0", b"wire-1"]
    assert [line["id"] for line in said["errors"]] == ["wire-1", "wire-2", "wire-3"]


async def test_an_article_that_the_broker_finds_too_large_is_told_apart() -> None:
    status, said = await posted_to(FakeProducer({b"wire-0": MessageSizeTooLargeError()}), 2)
    assert (status, [line["id"] for line in said["accepted"]]) == (413, ["wire-1"])
