"""`/try` with the real stages.

A pasted text comes back marked, with its events, and goes nowhere.
"""

from collections.abc import AsyncIterator
from dataclasses import replace

import orjson
import pytest
import pytest_asyncio
from aiohttp import FormData
from aiohttp.test_utils import TestClient, TestServer
from aiohttp.web import Application, Request

from seeds import SEEDS
from tests.unit.web.making import web_context
from workers.settings import Settings
from workers.streams.pool.analysis import english
from workers.streams.pool.trial import Trial
from workers.web import application

pytestmark = [pytest.mark.model, pytest.mark.asyncio(loop_scope="module")]
Client = TestClient[Request, Application]
STORY = (
    "The ferry Aurora ran aground near Bergen on Monday, "
    "and forty passengers were taken off by boat, the coast guard said. "
    "Prime Minister Marta Oyelaran visited the harbour on Tuesday."
)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def client() -> AsyncIterator[Client]:
    served = replace(web_context(), trial=Trial(Settings()))
    async with TestClient(TestServer(application(served))) as client:
        yield client


def form(**fields: str) -> FormData:
    data = FormData(default_to_multipart=True)
    for name, value in fields.items():
        data.add_field(name, value)
    return data


async def test_names_times_event_words_and_events_are_shown(client: Client) -> None:
    answer = await client.post(
        "/try", data=form(text=STORY, title="Ferry runs aground", date="2031-05-06")
    )
    html = await answer.text()
    assert answer.status == 200
    for mark in (
        'class="who" title="who: Marta Oyelaran"',
        'class="where" title="where: Bergen"',
        'class="when"',
        'class="what"',
    ):
        assert mark in html
    assert html.count('class="tried-event"') >= 1
    assert "published 6 May 2031" in html
    assert "5 May 2031" in html
    assert "published nowhere" in html


async def test_a_text_in_another_form_or_hostile_does_no_harm(client: Client) -> None:
    hostile = f'<script>alert(1)</script>"><svg onload=x> {STORY}'
    html = await (await client.post("/try", data=form(text=hostile, title=hostile[:60]))).text()
    assert "<script>alert" not in html
    assert "<svg" not in html
    data = FormData(default_to_multipart=True)
    data.add_field(
        "file", f"<html><body><article><p>{STORY}</p></article></body></html>", filename="a.html"
    )
    assert "Aurora" in await (await client.post("/try", data=data)).text()
    data = FormData(default_to_multipart=True)
    data.add_field("file", "{", filename="a.json")
    refused = await client.post("/try", data=data)
    assert (refused.status, "not valid JSON" in await refused.text()) == (422, True)


async def test_a_page_is_read_as_its_file_would_be_without_what_surrounds_the_article(
    client: Client,
) -> None:
    page = (
        '<!DOCTYPE html><html lang="en"><head><title>Ferry runs aground</title>'
        '<meta property="article:published_time" content="2031-05-06T08:00:00Z"></head>'
        '<body><nav><a href="/">Home</a> <a href="/sport">Sport</a></nav>'
        f"<article><h1>Ferry runs aground</h1><p>{STORY}</p></article>"
        "<footer>All rights reserved.</footer></body></html>"
    )
    html = await (await client.post("/try", data=form(text=page))).text()
    assert "Aurora" in html
    assert "published 6 May 2031" in html
    assert "Sport" not in html
    assert "All rights reserved" not in html


async def test_pasted_json_is_read_as_an_article_and_told_what_of_it_is_not_read(
    client: Client,
) -> None:
    pasted = orjson.dumps({"text": STORY, "published": "2031-05-06", "<b>": 1}).decode()
    html = await (await client.post("/try", data=form(text=pasted))).text()
    assert 'class="who" title="who: Marta Oyelaran"' in html
    assert "Not read, because no article has them" in html
    assert "<code>published</code> (is <code>published_at</code> meant?)" in html
    assert "<code>&lt;b&gt;</code>" in html
    whole = orjson.dumps({"text": STORY, "published_at": "2031-05-06"}).decode()
    html = await (await client.post("/try", data=form(text=whole))).text()
    assert "Not read" not in html
    assert "published 6 May 2031" in html


async def test_json_without_a_text_is_told_what_its_fields_should_be_called(client: Client) -> None:
    pasted = orjson.dumps({"headline": "Ferry runs aground", "body": STORY}).decode()
    answer = await client.post("/try", data=form(text=pasted))
    html = await answer.text()
    assert answer.status == 422
    for words in ("neither text nor title", "<code>headline</code>", "<code>body</code>"):
        assert words in html
    assert "Ferry runs aground" in html


async def test_a_seed_article_tells_its_events(client: Client) -> None:
    text = min(SEEDS.glob("*.txt")).read_text(encoding="utf-8")
    html = await (await client.post("/try", data=form(text=text))).text()
    assert "Li Shangfu" in html
    assert html.count('class="tried-event"') > 1


async def test_no_stage_refuses_the_article_that_a_process_reads_first() -> None:
    english(Settings()).warm()
