"""`/api/events/stream` over HTTP: what is told, from where on, and how it ends."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import orjson
import pytest
from aiohttp import ClientResponse
from aiohttp.test_utils import TestClient, TestServer
from aiohttp.web import Application, Request

from tests.unit.web.making import NOW, event, web_context
from workers.queries import QueryError
from workers.streams.readmodel.view import View
from workers.web import application
from workers.web.api import streaming
from workers.web.api.places import places_text, read_places

Client = TestClient[Request, Application]


@dataclass(frozen=True)
class Sent:
    """One event of the stream, as a browser reads it."""

    id: str
    kind: str
    data: dict[str, Any]

    @property
    def name(self) -> str:
        return f"{self.data['event_id']} v{self.data['version']}"


@asynccontextmanager
async def subscribed(
    view: View, query: str = "", last: str = ""
) -> AsyncIterator[AsyncIterator[Sent]]:
    async with client_of(view) as client, opened(client, query, last) as answer:
        yield sent(answer)


@asynccontextmanager
async def client_of(view: View) -> AsyncIterator[Client]:
    async with (
        TestClient(TestServer(application(web_context(view)))) as client,
        asyncio.timeout(20),
    ):
        yield client


@asynccontextmanager
async def opened(client: Client, query: str = "", last: str = "") -> AsyncIterator[ClientResponse]:
    headers = {"Last-Event-ID": last} if last else {}
    async with client.get(f"/api/events/stream{query}", headers=headers) as answer:
        assert answer.status == 200, await answer.text()
        assert answer.headers["Content-Type"] == "text/event-stream; charset=utf-8"
        await begun(answer)
        yield answer


async def begun(answer: ClientResponse) -> None:
    """Read up to the first id: the place from which it tells is settled."""
    async for line in answer.content:
        if line.startswith(b"id:"):
            await answer.content.readline()
            return


async def sent(answer: ClientResponse) -> AsyncIterator[Sent]:
    fields: dict[str, str] = {}
    async for raw in answer.content:
        line = raw.decode().rstrip("\n")
        if line:
            name, _, value = line.partition(": ")
            fields[name] = value
        elif "data" in fields:
            yield Sent(
                fields.get("id", ""), fields.get("event", "message"), orjson.loads(fields["data"])
            )
            fields = {}


def view_of(*names: str) -> View:
    view = View(caught_up=True)
    for number, name in enumerate(names):
        view.take_event(event(name, version=1), NOW + timedelta(seconds=number))
    return view


async def test_what_is_told_after_one_has_come_is_sent_whole() -> None:
    view = view_of("old")
    async with subscribed(view) as events:
        view.take_event(event("new", version=1), NOW)
        view.take_event(event("old", version=2, status="retracted"), NOW)
        told = [await anext(events), await anext(events)]
    assert [one.name for one in told] == ["new v1", "old v2"]
    assert told[0].data == orjson.loads(orjson.dumps(event("new", version=1)))


async def test_a_filter_holds_and_background_events_are_sent_only_when_asked_for() -> None:
    view = view_of()
    async with subscribed(view, "?type=AID") as events:
        view.take_event(event("a", code="CONSULT"), NOW)
        view.take_event(replace(event("b", code="AID"), level="background"), NOW)
        view.take_event(event("c", code="AID"), NOW)
        assert (await anext(events)).data["event_id"] == "c"


async def test_who_names_a_time_is_told_first_what_the_view_holds_since() -> None:
    view = view_of("a", "b", "c")
    async with subscribed(view, "?since=2031-05-08T09:30:06Z") as events:
        view.take_event(event("d", version=1), NOW + timedelta(seconds=9))
        assert [(await anext(events)).name for _ in range(3)] == ["b v1", "c v1", "d v1"]


async def test_who_comes_again_goes_on_after_the_last_event_and_misses_nothing() -> None:
    view = view_of()
    view.take_event(event("a", version=1), NOW, partition=0, offset=5)
    async with subscribed(view) as events:
        view.take_event(event("b", version=1), NOW, partition=2, offset=9)
        last = (await anext(events)).id
    assert last == "0:5,2:9"
    view.take_event(event("c", version=1), NOW, partition=0, offset=6)
    view.take_event(event("d", version=1), NOW, partition=1, offset=0)
    view.take_event(event("c", version=2), NOW, partition=0, offset=8)
    async with subscribed(view, last=last) as events:
        told = [await anext(events), await anext(events)]
        assert [one.name for one in told] == ["d v1", "c v2"], (
            "in the order of telling, the newest version only"
        )
    assert told[-1].id == "0:8,1:0,2:9"


async def test_another_server_goes_on_where_the_first_ended() -> None:
    """The id is the place in the topic, not in a process."""
    topic = [("a", 0, 0), ("b", 1, 0), ("c", 0, 1), ("d", 1, 1)]
    one, two = View(caught_up=True), View(caught_up=True)
    for name, partition, offset in topic[:2]:
        one.take_event(event(name, version=1), NOW, partition=partition, offset=offset)
    async with subscribed(one) as events:
        one.take_event(event("c", version=1), NOW, partition=0, offset=1)
        last = (await anext(events)).id
    for name, partition, offset in sorted(
        topic, key=lambda row: row[1]
    ):  # another order of partitions
        two.take_event(event(name, version=1), NOW, partition=partition, offset=offset)
    async with subscribed(two, last=last) as events:
        assert (await anext(events)).name == "d v1"


async def test_what_the_view_has_let_go_is_told_as_a_gap() -> None:
    view = view_of("a")
    view.max_events = 3
    async with subscribed(view) as events:
        view.take_event(event("b", version=1), NOW)
        last = (await anext(events)).id
    for number in range(5):
        view.take_event(event(f"c{number}", version=1), NOW)
    async with subscribed(view, last=last) as events:
        told = [await anext(events) for _ in range(4)]
    assert [one.kind for one in told] == ["gap", "message", "message", "message"]
    assert "read /api/events" in told[0].data["reason"]
    assert [one.name for one in told[1:]] == ["c2 v1", "c3 v1", "c4 v1"]


@pytest.mark.parametrize(("last", "kinds"), [("0:90", ["gap", "message"]), ("0:99", ["message"])])
async def test_what_the_view_never_read_is_told_as_a_gap(last: str, kinds: list[str]) -> None:
    """At its start a view reads a long topic from near its end."""
    view = View()
    view.take_event(event("a", version=1), NOW, offset=100)
    view.caught_up = True
    async with subscribed(view, last=last) as events:
        assert [(await anext(events)).kind for _ in kinds] == kinds


async def test_who_has_seen_all_that_was_let_go_is_told_of_no_gap() -> None:
    view = view_of("a", "b", "c", "d")
    async with subscribed(view, last="0:2") as events:
        view.max_events = 2
        view.take_event(event("e", version=1), NOW)
        assert [(await anext(events)).kind for _ in range(2)] == ["message", "message"]


async def test_an_id_of_a_topic_that_was_made_anew_begins_at_its_beginning() -> None:
    async with subscribed(view_of("a", "b"), last="0:900,7:3") as events:
        assert [(await anext(events)).name for _ in range(2)] == ["a v1", "b v1"]


async def test_a_view_that_reads_the_topic_again_sends_nothing_twice() -> None:
    view = view_of("a", "b")
    async with subscribed(view) as events:
        view.take_event(event("c", version=1), NOW)
        assert (await anext(events)).name == "c v1"
        view.clear()
        for name in ("a", "b", "c", "d"):
            view.take_event(event(name, version=1), NOW)
            await asyncio.sleep(0)
        view.caught_up = True
        assert (await anext(events)).name == "d v1"


async def test_while_nothing_comes_a_heartbeat_tells_how_far_it_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(streaming, "HEARTBEAT_SECONDS", 0.05)
    view = view_of("a")
    async with client_of(view) as client, opened(client, "?type=AID") as answer:
        view.take_event(event("b", code="CONSULT"), NOW)
        lines = b""
        while b"id: 0:1\n" not in lines:
            lines += await answer.content.readline()
    assert b"data" not in lines


async def test_until_the_view_has_caught_up_nothing_is_sent_but_signs_of_life(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(streaming, "HEARTBEAT_SECONDS", 0.05)
    view = view_of("a")
    view.caught_up = False
    async with client_of(view) as client, client.get("/api/events/stream") as answer:
        lines = [await answer.content.readline() for _ in range(3)]
        assert lines == [b"retry: 2000\n", b"\n", b": waiting for the broker\n"]
        view.caught_up = True
        await begun(answer)
        view.take_event(event("b", version=1), NOW)
        assert (await anext(sent(answer))).name == "b v1"


async def test_a_slow_reader_costs_no_more_than_a_buffer_and_is_told_the_newest_versions() -> None:
    view = view_of()
    told = []
    async with client_of(view) as client, opened(client) as answer:
        for version in range(1, 4001):
            view.take_event(event(f"e{version % 20}", version=version), NOW)
            if version % 50 == 0:
                await asyncio.sleep(0)
        async for one in sent(answer):
            told.append(one)
            if one.data["version"] == 4000:
                break
    assert len(told) < 4000
    newest = {one.data["event_id"]: one.data["version"] for one in told}
    assert newest == {f"e{version % 20}": version for version in range(3981, 4001)}


async def test_a_reader_that_reads_nothing_is_let_go(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streaming, "SEND_SECONDS", 0.3)
    view = view_of()
    app = application(web_context(view))
    async with TestServer(app) as server, asyncio.timeout(20):
        reader, writer = await asyncio.open_connection(server.host, server.port, limit=1024)
        writer.write(b"GET /api/events/stream HTTP/1.1\r\nHost: localhost\r\n\r\n")
        await reader.readuntil(b"id: ")
        big = replace(event(), title="x" * 1_000_000)
        version = 1
        while app[streaming.SUBSCRIBED].connected:
            version += 1
            view.take_event(replace(big, version=version), NOW)
            await asyncio.sleep(0.02)
        writer.close()


@pytest.mark.parametrize("stuck", [False, True])
async def test_a_server_that_shuts_down_ends_its_streams_at_once(stuck: bool) -> None:
    view = view_of("a")
    server = TestServer(application(web_context(view)))
    await server.start_server()
    reader, writer = await asyncio.open_connection(server.host, server.port, limit=1024)
    writer.write(b"GET /api/events/stream HTTP/1.1\r\nHost: localhost\r\n\r\n")
    await reader.readuntil(b"id: ")
    if stuck:
        for version in range(2, 30):
            view.take_event(replace(event("a", version=version), title="x" * 1_000_000), NOW)
            await asyncio.sleep(0.01)
    began = time.monotonic()
    await server.close()
    assert time.monotonic() - began < 5
    writer.close()


async def test_who_is_one_too_many_is_asked_to_come_later(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streaming, "SUBSCRIBERS", 1)
    async with client_of(view_of()) as client, opened(client):
        answer = await client.get("/api/events/stream")
        assert (answer.status, answer.headers["Retry-After"]) == (503, "5")


async def test_who_has_gone_makes_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streaming, "SUBSCRIBERS", 1)
    monkeypatch.setattr(streaming, "HEARTBEAT_SECONDS", 0.05)
    app = application(web_context(view_of()))
    async with TestClient(TestServer(app)) as client, asyncio.timeout(10):
        async with opened(client) as answer:
            answer.close()
        while app[streaming.SUBSCRIBED].connected:  # noqa: ASYNC110 - it tells no event
            await asyncio.sleep(0.02)
        async with opened(client):
            pass


@pytest.mark.parametrize(
    ("query", "last", "parameter"),
    [
        ("?until=2031-05-08", "", "until"),
        ("?limit=5", "", "limit"),
        ("?near=1", "", "near"),
        ("", "x", "Last-Event-ID"),
        ("", "0:1,", "Last-Event-ID"),
        ("", "0:-1", "Last-Event-ID"),
        ("", "0:" + "9" * 20, "Last-Event-ID"),
    ],
)
async def test_what_cannot_be_read_is_answered_400_in_words(
    query: str, last: str, parameter: str
) -> None:
    headers = {"Last-Event-ID": last} if last else {}
    async with client_of(view_of()) as client:
        answer = await client.get(f"/api/events/stream{query}", headers=headers)
        assert answer.status == 400
        assert (await answer.json())["parameter"] == parameter


async def test_a_head_request_is_not_answered_for_ever() -> None:
    async with client_of(view_of()) as client:
        assert (await client.head("/api/events/stream")).status == 404


@pytest.mark.parametrize("places", [{}, {0: 0}, {3: 17, 0: 2**63 - 1}])
def test_an_id_is_read_as_it_was_written(places: dict[int, int]) -> None:
    assert places_text(places)
    assert read_places(places_text(places)) == places


def test_an_id_that_is_none_is_refused() -> None:
    with pytest.raises(QueryError, match="no id of this stream"):
        read_places("0:1,0")
