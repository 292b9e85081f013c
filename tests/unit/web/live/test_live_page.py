"""`/events` over HTTP: the page and the API read the same parameters and tell the same events."""

import re
from collections.abc import AsyncIterator

import pytest
from aiohttp.test_utils import TestClient, TestServer
from aiohttp.web import Application, Request

from tests.unit.web.live.making import BERGEN, NAIROBI, OSLO, placed, view_of
from tests.unit.web.making import web_context
from workers.web import application

Client = TestClient[Request, Application]
COUNT = 123


@pytest.fixture
async def client() -> AsyncIterator[Client]:
    places = (OSLO, BERGEN, NAIROBI)
    view = view_of(
        placed(f"e{number:03}", places[number % 3], sources=1 + number % 4)
        for number in range(COUNT)
    )
    view.take_event(placed("dateless", when=None), view.latest)
    async with TestClient(TestServer(application(web_context(view)))) as client:
        yield client


def listed(html: str) -> list[str]:
    return re.findall(r'data-id="([^"]+)"', html)


@pytest.mark.parametrize(
    "query",
    [
        "",
        "country=NO&min_sources=2",
        "box=0,50,20,70&order=sources",
        "from=2031-05-05&to=2031-05-06&q=veldhaven",
        "near=60,10,500",
        "type=AID",
    ],
)
async def test_a_link_to_the_page_shows_what_the_api_gives(client: Client, query: str) -> None:
    page = await (await client.get(f"/events?{query}")).text()
    found = await (await client.get(f"/api/events?{query}")).json()
    assert listed(page) == [record["event_id"] for record in found["events"]]


async def test_the_pages_of_the_list_hold_every_event_once(client: Client) -> None:
    seen, path = [], "/events"
    while path:
        html = await (await client.get(path)).text()
        seen += listed(html)
        path = "".join(re.findall(r'rel="next" href="([^"]+)"', html)).replace("&amp;", "&")
    assert len(seen) == len(set(seen)) == COUNT + 1


@pytest.mark.parametrize(
    ("query", "word"),
    [
        ("type=x%3E", "type"),
        ("box=1,2", "box"),
        ("page=2", "page"),
        ("cursor=%3Cb%3E", "cursor"),
        ("from=x&from=y", "from"),
    ],
)
async def test_a_filter_that_cannot_be_read_is_answered_in_words(
    client: Client, query: str, word: str
) -> None:
    answer = await client.get(f"/events?{query}")
    html = await answer.text()
    assert answer.status == 400
    assert f'<p class="refusal">{word}: ' in html


async def test_where_a_date_is_not_known_the_row_tells_who_reported_it_and_when(
    client: Client,
) -> None:
    html = await (await client.get("/events")).text()
    assert "reported 5 May 2031" in html
    assert "by Northern Wire and 2 others" in html
    assert "unknown" not in html


async def test_the_stream_of_the_page_has_its_filter_and_no_end(client: Client) -> None:
    html = await (
        await client.get("/events?country=NO&order=sources&limit=5&until=2040-01-01")
    ).text()
    assert 'data-stream="/api/events/stream?country=NO"' in html


async def test_a_page_is_made_anew_once_the_view_has_changed() -> None:
    view = view_of([placed("one", OSLO)])
    async with TestClient(TestServer(application(web_context(view)))) as client:
        first, again = [await (await client.get("/events")).text() for _ in range(2)]
        assert first == again
        view.take_event(placed("two", OSLO), view.latest)
        assert listed(await (await client.get("/events")).text()) == ["two", "one"]
        view.clear()
        html = await (await client.get("/events")).text()
        assert listed(html) == []
        assert "still coming in" in html
