"""Readers who are quicker than the page: no click, choice or word of theirs is lost."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest
from aiohttp.test_utils import TestServer
from aiohttp.typedefs import Handler
from aiohttp.web import Request, StreamResponse, middleware

from tests.unit.web.live.making import OSLO, placed
from tests.unit.web.making import NOW, event, filled, web_context
from tests.web.browser import find_browser
from tests.web.devtools import Tab
from tests.web.test_live_browser import ROWS, TOTAL, sample
from workers.streams.readmodel.view import View
from workers.web import application

pytestmark = [
    pytest.mark.skipif(
        find_browser() is None, reason="no Chromium is installed (apt-get install chromium)"
    ),
    pytest.mark.asyncio(loop_scope="module"),
]


@asynccontextmanager
async def shown(tab: Tab, view: View, path: str, wait: float = 0.0) -> AsyncIterator[None]:
    """The page in a window; with `wait`, each answer to a filter takes so many seconds."""

    @middleware
    async def slowly(request: Request, handler: Handler) -> StreamResponse:
        answer = await handler(request)
        if request.path == "/events" and request.query_string:
            await asyncio.sleep(wait)
        return answer

    app = application(replace(web_context(view)))
    app.middlewares.append(slowly)
    async with TestServer(app) as server:
        await tab.open(str(server.make_url(path)))
        yield
        await tab.open("about:blank")


async def test_a_click_during_which_news_come_in_is_taken(tab: Tab) -> None:
    view = sample()
    async with shown(tab, view, "/events"):
        point = await tab.middle('[data-key="country Kenya"]')
        async with tab.pressed(point):
            view.take_event(placed("new", OSLO), NOW.replace(hour=23))
            await asyncio.sleep(2)
            assert "new" not in await tab.run(ROWS)
        await tab.until(f"{TOTAL} === '56 events'")
        await tab.run("history.back()")
        await tab.until(f"{ROWS}[0] === 'new'")


async def test_a_click_on_a_page_that_keeps_itself_up_to_date_is_taken(tab: Tab) -> None:
    view = filled()
    async with shown(tab, view, "/"):
        point = await tab.middle('[data-id="e-strike"] a')
        async with tab.pressed(point):
            view.take_event(event("e-new", title="Lighthouse reopens"), NOW.replace(hour=23))
            await asyncio.sleep(4)
            assert await tab.run("document.querySelector('[data-id=\"e-new\"]')") is None
        await tab.until("location.pathname === '/events/e-strike'")


async def test_two_choices_in_haste_are_both_in_force(tab: Tab) -> None:
    async with shown(tab, sample(), "/events", wait=0.5):
        await tab.click('[data-key="country Kenya"]')
        await tab.click('[data-key="type Aid"]')
        await tab.until("document.querySelectorAll('.active .chip').length === 3")
        assert await tab.run("location.search") == "?country=KE&type=AID"
        assert await tab.run(TOTAL) == "28 events"


async def test_words_typed_while_a_choice_is_on_its_way_stay_and_are_sent_with_it(tab: Tab) -> None:
    async with shown(tab, sample(), "/events", wait=0.5):
        await tab.click('[data-key="country Kenya"]')
        await tab.run("document.querySelector('#filters [name=from]').focus()")
        await tab.command("Input.insertText", text="2031-05")
        await tab.until(f"{TOTAL} === '56 events'")
        assert await tab.run("document.activeElement.name + document.activeElement.value") == (
            "from2031-05"
        )
        await tab.command("Input.insertText", text="-27")
        await tab.press("Enter")
        await tab.until("location.search === '?country=KE&from=2031-05-27'")
        await tab.until("document.querySelectorAll('.active .chip').length === 3")


async def test_a_row_that_slid_in_stays_the_same_row(tab: Tab) -> None:
    view = sample()
    async with shown(tab, view, "/events"):
        view.take_event(placed("new", OSLO), NOW.replace(hour=22))
        await tab.until(f"{ROWS}[0] === 'new'")
        await tab.run("window.row = document.querySelector('#list > li')")
        view.take_event(placed("newer", OSLO), NOW.replace(hour=23))
        await tab.until(f"{ROWS}[0] === 'newer'")
        assert await tab.run("window.row.isConnected")
