"""`GET /api/events`: filters, pages, and what it refuses."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from aiohttp.test_utils import TestClient, TestServer
from aiohttp.web import Application, Request

from schemas.event import Sources
from tests.unit.web.making import NOW, event, web_context
from workers.streams.readmodel.view import View
from workers.web import application
from workers.web.api.cursors import Cursor, fingerprint

Client = TestClient[Request, Application]
COUNT = 23


@pytest.fixture
def view() -> View:
    """Events a second apart.

    Every second one is a consultation, the third of every three is from many sources.
    """
    view = View(caught_up=True)
    for number in range(COUNT):
        record = event(f"e{number:02}", version=1, code="CONSULT" if number % 2 else "AID")
        sources = Sources(9, 7 if number % 3 == 2 else 2)
        view.take_event(replace(record, sources=sources), NOW + timedelta(seconds=number))
    return view


@pytest.fixture
async def client(view: View) -> AsyncIterator[Client]:
    async with TestClient(TestServer(application(web_context(view)))) as client:
        yield client


async def asked(client: Client, **parameters: Any) -> dict[str, Any]:
    answer = await client.get("/api/events", params=parameters)
    assert answer.status == 200, await answer.text()
    found: dict[str, Any] = await answer.json()
    return found


def ids(found: dict[str, Any]) -> list[str]:
    return [record["event_id"] for record in found["events"]]


async def refusal(client: Client, address: str) -> tuple[int, str, str]:
    answer = await client.get(address)
    said = await answer.json()
    return answer.status, said["parameter"], said["detail"]


async def test_the_filter_is_that_of_the_command_line(client: Client) -> None:
    assert (await asked(client, type="CONSULT", limit=500))["total"] == COUNT // 2
    several = await client.get(
        "/api/events?type=AID&type=CONSULT&country=NL&entity=Oyelaran&limit=500"
    )
    assert len(ids(await several.json())) == COUNT
    assert ids(await asked(client, since="2031-05-08T09:30:26Z")) == ["e22", "e21"]
    assert (await asked(client, country="DE")) == {"total": 0, "next": None, "events": []}


@pytest.mark.parametrize("order", ["newest", "sources"])
@pytest.mark.parametrize("limit", [1, 4, COUNT, 500])
async def test_pages_hold_every_event_once_in_order(client: Client, order: str, limit: int) -> None:
    whole = ids(await asked(client, order=order, limit=500))
    assert len(set(whole)) == COUNT
    seen: list[str] = []
    cursor = ""
    while True:
        found = await asked(client, order=order, limit=limit, cursor=cursor)
        assert len(found["events"]) <= limit
        assert found["total"] == COUNT
        seen += ids(found)
        if found["next"] is None:
            break
        cursor = found["next"]
    assert seen == whole
    assert whole[0] == ("e22" if order == "newest" else "e20")


@pytest.mark.parametrize("order", ["newest", "sources"])
async def test_pages_stay_as_they_are_while_events_come_and_change(
    client: Client, view: View, order: str
) -> None:
    whole = ids(await asked(client, order=order, limit=500))
    later = NOW + timedelta(minutes=1)
    seen, step = list[str](), 0
    found: dict[str, Any] = {"next": ""}
    while found["next"] is not None:
        found = await asked(client, order=order, limit=5, cursor=found["next"])
        seen += ids(found)
        # A new event, one told anew that was shown, and one told anew that is still to come.
        step += 1
        view.take_event(event(f"new{step}"), later)
        for told_anew in (whole[0], whole[-1]):
            changed = replace(event(told_anew, version=step + 1), sources=Sources(99, 50 + step))
            view.take_event(changed, later + timedelta(seconds=step))
    assert seen == whole
    assert found["events"][-1]["version"] > 1, "in its newest version"


async def test_a_cursor_holds_when_the_server_begins_anew(client: Client, view: View) -> None:
    first = await asked(client, limit=5)
    again = View(caught_up=True)
    for told in view.all():
        again.take_event(told.record, told.at)
    async with TestClient(TestServer(application(web_context(again)))) as other:
        assert ids(await asked(other, limit=5, cursor=first["next"])) == [
            "e17",
            "e16",
            "e15",
            "e14",
            "e13",
        ]


@pytest.mark.parametrize(
    ("query", "parameter", "reason"),
    [
        ("limit=0", "limit", "'0' is no whole number from 1 to 500"),
        ("limit=501", "limit", "'501' is no whole number from 1 to 500"),
        ("limit=ten", "limit", "no whole number"),
        ("limit=1&limit=2", "limit", "give it once"),
        ("order=best", "order", "'best' is none of newest, sources"),
        ("cursor=x", "cursor", "this is no cursor of ours"),
        ("cursor=%C3%A9", "cursor", "this is no cursor of ours"),
        ("cursor=bnVsbA", "cursor", "this is no cursor of ours"),
        ("country=UK", "country", "'UK' is no ISO 3166-1 alpha-2 code"),
        ("near=1,2", "near", "is not LAT,LON,KM in numbers"),
        ("from=2023&from=2024", "from", "give it once"),
        ("page=2", "page", "there is no such parameter"),
        ("since=2026-11-22T07:00:00+02:00", "since", "+ is written %2B"),
    ],
)
async def test_what_cannot_be_read_is_answered_400_in_words(
    client: Client, query: str, parameter: str, reason: str
) -> None:
    status, named, said = await refusal(client, f"/api/events?{query}")
    assert (status, named) == (400, parameter)
    assert reason in said


async def test_a_cursor_is_refused_by_another_query(client: Client) -> None:
    cursor = (await asked(client, limit=5, type="AID"))["next"]
    assert ids(await asked(client, limit=7, type="AID", cursor=cursor))
    _, named, said = await refusal(client, f"/api/events?limit=5&type=CONSULT&cursor={cursor}")
    assert (named, "of a query with other parameters" in said) == ("cursor", True)


async def test_a_cursor_whose_key_is_of_another_order_is_refused(client: Client) -> None:
    forged = Cursor(fingerprint({}), NOW, ((1, 2), NOW, "e")).text()
    assert (await refusal(client, f"/api/events?cursor={forged}"))[0] == 400
    right = Cursor(fingerprint({}), NOW, ((), NOW, "e99")).text()
    assert ids(await asked(client, cursor=right)) == ["e00"]


async def test_a_cursor_needs_no_escaping_in_an_address(client: Client) -> None:
    cursor = (await asked(client, limit=5))["next"]
    assert cursor.isascii()
    assert cursor.replace("-", "").replace("_", "").isalnum()
