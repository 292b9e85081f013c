"""Articles over HTTP, into the embedded broker: what is taken, what is refused and why."""

import asyncio
import gzip
import json
import resource
import zlib
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from aiohttp import ClientResponse

from tests.web.serving import BEARER, TOKEN, Client, context_with_ingest, served
from workers.articles import read_article
from workers.settings import Settings
from workers.streams.messages.headers import is_traceparent
from workers.streams.publishing.article_ingest import OVERHEAD_BYTES
from workers.streams.reading.topic_reader import records_to_end
from workers.web.api import ingest

pytestmark = pytest.mark.broker
JSON = {"Content-Type": "application/json", **BEARER}
MIB = 1024 * 1024
STORY = (
    "The ferry to the islands ran aground on Monday near the harbour of Veldhaven, "
    "the coast guard said, and forty people were taken off by boat."
)


@pytest.fixture
async def client(settings: Settings) -> AsyncIterator[Client]:
    async with served(context_with_ingest(settings)) as client:
        yield client


async def told(answer: ClientResponse) -> tuple[int, str]:
    """Status and reason of a refusal."""
    return answer.status, str((await answer.json())["detail"])


@pytest.mark.parametrize(
    ("body", "headers", "query", "identity"),
    [
        ({"id": "wire-1", "text": STORY}, {}, "", "wire-1"),
        ({"id": "wire-1", "text": STORY, "version": 3}, {}, "", "wire-1"),
        ({"url": "https://news.example/a#top", "text": STORY}, {}, "", "https://news.example/a"),
        (
            {"uri": "urn:n:7", "versioncreated": "2031-05-05T10:00:00Z", "body_text": STORY},
            {},
            "",
            "urn:n:7",
        ),
        (STORY, {"Content-Type": "text/plain; charset=utf-8"}, "?id=desk%2F7", "desk/7"),
        (
            f"<html><body><article><p>{STORY}</p></article></body></html>",
            {"Content-Type": "text/html"},
            "?id=h1",
            "h1",
        ),
    ],
)
async def test_an_article_is_in_the_topic_as_it_came_when_its_id_is_told(  # noqa: PLR0917 - what a request is made of
    client: Client,
    settings: Settings,
    body: object,
    headers: dict[str, str],
    query: str,
    identity: str,
) -> None:
    data = body.encode() if isinstance(body, str) else json.dumps(body).encode()
    answer = await client.post(f"/api/articles{query}", data=data, headers={**JSON, **headers})
    assert answer.status == 202
    assert [line["id"] for line in (await answer.json())["accepted"]] == [identity]
    [record] = [record async for record in records_to_end(settings, settings.topic("articles"))]
    assert (record.key, record.value) == (identity.encode(), data)
    assert read_article(record.value, key=record.key, max_text_length=10_000).id == identity
    assert is_traceparent(dict(record.headers)["traceparent"].decode())


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
async def test_a_compressed_body_is_put_in_decompressed(
    client: Client, settings: Settings, encoding: str
) -> None:
    data = json.dumps({"id": "a", "text": STORY}).encode()
    packed = gzip.compress(data) if encoding == "gzip" else zlib.compress(data)
    answer = await client.post(
        "/api/articles", data=packed, headers={**JSON, "Content-Encoding": encoding}
    )
    assert answer.status == 202
    assert [
        record.value async for record in records_to_end(settings, settings.topic("articles"))
    ] == [data]


@pytest.mark.parametrize(
    "authorization",
    [
        None,
        "",
        TOKEN,
        "Bearer",
        "Bearer ",
        f"Bearer {TOKEN[:-1]}",
        f"Bearer {TOKEN}x",
        f"Basic {TOKEN}",
        f"Bearer {TOKEN.lower()}",
        "Bearer schlüssel",
    ],
)
async def test_without_the_token_nothing_is_taken(
    client: Client, settings: Settings, authorization: str | None
) -> None:
    headers = {} if authorization is None else {"Authorization": authorization}
    answer = await client.post("/api/articles", json={"id": "a", "text": STORY}, headers=headers)
    status, reason = await told(answer)
    assert (status, answer.headers["WWW-Authenticate"]) == (401, 'Bearer realm="dateline"')
    assert TOKEN not in reason
    assert [record async for record in records_to_end(settings, settings.topic("articles"))] == []


async def test_where_no_token_is_set_nothing_is_taken_whatever_is_sent(settings: Settings) -> None:
    closed = replace(settings, web_token="")
    async with served(replace(context_with_ingest(closed), ingest=None)) as client:
        for headers in (BEARER, {"Authorization": "Bearer "}, {}):
            for path in (
                "/api/articles",
                "/api/dead-letters/0/replay",
                "/api/events/e-strike/split",
            ):
                status, reason = await told(await client.post(path, json={}, headers=headers))
                assert status == 403
                assert "DATELINE_WEB_TOKEN" in reason


async def test_no_page_from_elsewhere_is_given_leave_to_send(client: Client) -> None:
    asked = {"Origin": "https://evil.example", "Access-Control-Request-Method": "POST"}
    answer = await client.options("/api/articles", headers=asked)
    assert answer.status == 405
    assert not [name for name in answer.headers if name.lower().startswith("access-control")]


@pytest.mark.parametrize(
    ("body", "reason", "position"),
    [
        (b"", "holds no article", ""),
        (b"{", "not valid JSON", "line 1 column 2"),
        (b"[" * 100_000, "not valid JSON", "line 1"),
        (b'{"a":' * 100_000, "not valid JSON", "line 1"),
        (b"[]", "holds no article", ""),
        (b"null", "an article is an object, not null", ""),
        (b'{"id": "a"}', "empty: neither text nor title", "text"),
        (b'{"id": 7, "text": "x"}', "id must be a string, not a number", "id"),
        (b'{"id": "a", "text": "x\\u0000y"}', "text holds a NUL character", "text, character 1"),
        (b'{"id": "a", "text": "x\\ud800y"}', "not valid JSON", "line 1"),
        (b'{"uri": "u", "body_text": "x", "embargoed": "2999-05-06T09:00:00Z"}',
         "under embargo: send it again when that has ended", "embargoed: 2999-05-06T09:00:00Z"),
        (b'{"id": "a\\u0007", "text": "x"}', "id holds the control character U+0007", "id"),
        (b'{"id": "a", "text": "\xff"}', "not UTF-8", "byte 21"),
        (b'{"id": "a", "text": "x", "version": 1e400}', "not valid JSON", "line 1"),
        (b'{"id": "a", "text": "x", "version": 99999999999999999999999999}',
         "version must be a whole number", "version"),
        (json.dumps({"id": "a", "text": "x" * 200_001}).encode(), "the limit is 200000", "text"),
    ],
)  # fmt: skip
async def test_what_would_be_a_dead_letter_is_refused_with_reason_and_place(
    client: Client, body: bytes, reason: str, position: str
) -> None:
    answer = await client.post("/api/articles", data=body, headers=JSON)
    said = await answer.json()
    assert answer.status == 400
    assert reason in said["detail"]
    assert position in said.get("position", "")


@pytest.mark.parametrize(
    "headers",
    [
        {"Content-Type": "application/xml"},
        {"Content-Type": "application/x-www-form-urlencoded"},
        {"Content-Type": "application/json; charset=utf-16"},
        {"Content-Encoding": "compress"},
        {"Content-Encoding": "gzip, gzip"},
    ],
)
async def test_another_kind_of_body_is_refused(client: Client, headers: dict[str, str]) -> None:
    status, reason = await told(
        await client.post("/api/articles", data=b"{}", headers={**JSON, **headers})
    )
    assert status == 415
    assert next(iter(headers)) in reason or "charset" in reason


@pytest.mark.parametrize("encoding", ["br", "zstd"])
async def test_a_compression_that_is_not_known_here_is_refused_before_anything_is_read(
    client: Client, encoding: str
) -> None:
    answer = await client.post(
        "/api/articles", data=b"{}", headers={**JSON, "Content-Encoding": encoding}
    )
    assert answer.status in (400, 415)


@pytest.mark.parametrize("told_length", [True, False])
async def test_a_body_over_the_limit_is_refused(settings: Settings, told_length: bool) -> None:
    small = replace(settings, max_message_bytes=OVERHEAD_BYTES + 1000)
    body = json.dumps({"id": "a", "text": "x" * 2000}).encode()

    async def pieces() -> AsyncIterator[bytes]:
        for at in range(0, len(body), 100):
            yield body[at : at + 100]

    async with served(context_with_ingest(small)) as client:
        status, reason = await told(
            await client.post("/api/articles", data=body if told_length else pieces(), headers=JSON)
        )
        assert (status, reason) == (413, "the body may have 1000 bytes, after decompression")
        fitting = json.dumps({"id": "a", "text": "x" * 900}).encode()
        assert (await client.post("/api/articles", data=fitting, headers=JSON)).status == 202


async def test_the_largest_article_that_is_let_in_fits_into_a_message(settings: Settings) -> None:
    at = replace(settings, max_message_bytes=MIB)
    frame = len(json.dumps({"id": "a" * 1024, "text": "x", "note": ""}))
    body = {"id": "a" * 1024, "text": "x", "note": "y" * (MIB - OVERHEAD_BYTES - frame)}
    async with served(context_with_ingest(at)) as client:
        assert (await client.post("/api/articles", json=body, headers=BEARER)).status == 202


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
async def test_a_decompression_bomb_is_stopped_at_the_limit_and_costs_no_memory(
    client: Client, encoding: str
) -> None:
    packer = zlib.compressobj(9, wbits=31 if encoding == "gzip" else 15)
    bomb = b"".join([*(packer.compress(b" " * MIB) for _ in range(500)), packer.flush()])
    assert len(bomb) < MIB
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    status, reason = await told(
        await client.post(
            "/api/articles", data=bomb, headers={**JSON, "Content-Encoding": encoding}
        )
    )
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    assert (status, "after decompression" in reason) == (413, True)
    assert grown < 100, f"{grown:.0f} MiB for 500 MiB in {len(bomb) / MIB:.1f}"


async def test_what_only_looks_compressed_is_refused(client: Client) -> None:
    answer = await client.post(
        "/api/articles", data=b"{}" * 100, headers={**JSON, "Content-Encoding": "gzip"}
    )
    assert answer.status == 400


async def test_a_body_that_does_not_end_is_not_waited_for(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ingest, "BODY_SECONDS", 0.3)

    async def dripping() -> AsyncIterator[bytes]:
        yield b'{"id": "a", '
        await asyncio.sleep(5)
        yield b'"text": "x"}'

    status, reason = await told(await client.post("/api/articles", data=dripping(), headers=JSON))
    assert (status, reason) == (408, "the body did not come within 0.3 s")


async def test_while_the_broker_is_away_the_sender_is_told_to_come_again(
    settings: Settings,
) -> None:
    away = replace(settings, broker="127.0.0.1:1")
    async with served(context_with_ingest(away), ingest=False) as client:
        answer = await client.post("/api/articles", json={"id": "a", "text": STORY}, headers=BEARER)
        assert (answer.status, answer.headers["Retry-After"]) == (503, "5")


async def test_too_many_at_once_are_told_to_come_again_and_the_others_go_through(
    settings: Settings,
) -> None:
    at = context_with_ingest(settings)
    assert at.ingest is not None
    gate = asyncio.Event()

    async def slow(number: int) -> AsyncIterator[bytes]:
        yield b'{"id": "a%d", ' % number
        await gate.wait()
        yield b'"text": "x"}'

    async with served(at) as client, asyncio.TaskGroup() as senders:
        sent = [
            senders.create_task(client.post("/api/articles", data=slow(n), headers=JSON))
            for n in range(8)
        ]
        while not at.ingest.places.locked():  # noqa: ASYNC110 - it tells no event
            await asyncio.sleep(0.01)
        answer = await client.post("/api/articles", json={"id": "b", "text": "x"}, headers=BEARER)
        assert (answer.status, answer.headers["Retry-After"]) == (429, "5")
        gate.set()
        assert [(await one).status for one in sent] == [202] * 8
