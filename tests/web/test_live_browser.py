"""The live page and the page of an event in a real browser, as a reader uses them.

There are mouse, keys, a phone, the dark, and news that comes in.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest
from aiohttp.test_utils import TestServer

from schemas.event import Relation, Where
from tests.unit.web.live.making import BERGEN, NAIROBI, OSLO, placed, view_of
from tests.unit.web.making import NOW, article, event, filled, web_context
from tests.unit.web.test_trial_form import Refusing
from tests.web.axe import find_axe, grave_findings
from tests.web.browser import find_browser
from tests.web.devtools import Tab
from workers.streams.readmodel.view import View
from workers.web import application

BROWSER = find_browser()
AXE = find_axe()
pytestmark = [
    pytest.mark.skipif(
        BROWSER is None, reason="no Chromium is installed (apt-get install chromium)"
    ),
    pytest.mark.asyncio(loop_scope="module"),
]
HOSTILE = '<script>document.title="pwned"</script>"><svg onload=document.title="pwned">\u202e'
TOTAL = "document.getElementById('count').textContent.trim().split(',')[0]"
ROWS = "[...document.querySelectorAll('#list > li')].map((row) => row.dataset.id)"


def sample() -> View:
    """Events in three places, over some weeks and types."""
    places = (OSLO, BERGEN, NAIROBI)
    days = [f"2031-05-{day:02}" for day in range(1, 29)]
    return view_of(
        placed(
            f"e{number:03}",
            places[number % 3],
            code=("AID", "PROTEST")[number % 2],
            when=days[number % 28],
            sources=1 + number % 5,
        )
        for number in range(168)
    )


@asynccontextmanager
async def shown(tab: Tab, view: View, path: str = "/events") -> AsyncIterator[str]:
    async with TestServer(application(replace(web_context(view), trial=Refusing()))) as server:
        await tab.open(str(server.make_url(path)))
        yield str(server.make_url("/"))
        await tab.open("about:blank")


async def test_a_facet_filters_list_map_and_timeline_and_leads_back(tab: Tab) -> None:
    async with shown(tab, sample()):
        before = await tab.run("document.querySelectorAll('.bars .bar').length")
        await tab.click('[data-key="country Kenya"]')
        await tab.until(f"{TOTAL} === '56 events'")
        assert await tab.run("location.search") == "?country=KE"
        assert await tab.run("document.activeElement.dataset.key") == "country Kenya"
        assert await tab.run("document.querySelector('#news').textContent") == "56 events."
        await tab.click('[data-key="type Aid"]')
        await tab.until("location.search === '?country=KE&type=AID'")
        await tab.until("document.querySelectorAll('.active .chip').length === 3")
        assert await tab.run("document.querySelectorAll('.bars .bar').length") < before
        await tab.run("history.go(-2)")
        await tab.until(f"{TOTAL} === '168 events'")


async def test_a_box_drawn_on_the_map_filters_and_the_map_comes_near(tab: Tab) -> None:
    async with shown(tab, sample()):
        edge = await tab.run(
            "(() => { const e = document.querySelector('.world').getBoundingClientRect(); "
            "return [e.x, e.y, e.width, e.height]; })()"
        )
        x, y = edge[0] + edge[2] * (180 + 0) / 360, edge[1] + edge[3] * (85 - 64) / 145
        to_x, to_y = edge[0] + edge[2] * (180 + 20) / 360, edge[1] + edge[3] * (85 - 55) / 145
        await tab.draw((x, y), (to_x, to_y))
        await tab.until(f"{TOTAL} === '112 events'")
        assert (await tab.run("new URLSearchParams(location.search).get('box')")).startswith("0.")
        assert await tab.run("Number(document.querySelector('.world').dataset.width)") < 60
        await tab.click('[data-key^="marker Bergen"]')
        await tab.until(f"{TOTAL} === '56 events'")


async def test_a_country_on_the_map_and_a_bar_of_the_timeline_filter(tab: Tab) -> None:
    async with shown(tab, sample()):
        x, y = await tab.run(
            "(() => { const e = document.querySelector('.world').getBoundingClientRect(); "
            "return [e.x + e.width * 219 / 360, e.y + e.height * 81.5 / 145]; })()"
        )
        await tab.draw((x, y), (x, y))
        await tab.until("location.search === '?country=KE'")
        await tab.until(f"{TOTAL} === '56 events'")
        await tab.click('[data-first="2031-05-03"]')
        await tab.until("location.search === '?country=KE&from=2031-05-03&to=2031-05-03'")
        await tab.until("document.querySelectorAll('.bars .chosen').length === 1")
        assert await tab.run(TOTAL) == await tab.run(
            "document.querySelector('.bars .chosen').getAttribute('aria-label').split(': ')[1]"
        )


async def test_a_span_drawn_over_the_timeline_filters_list_and_map(tab: Tab) -> None:
    async with shown(tab, sample()):
        start, end = (
            await tab.middle('[data-first="2031-05-05"] .slot'),
            await tab.middle('[data-first="2031-05-08"] .slot'),
        )
        await tab.draw(start, end)
        await tab.until(f"{TOTAL} === '24 events'")
        assert await tab.run("location.search") == "?from=2031-05-05&to=2031-05-08"
        assert await tab.run(
            "[...document.querySelectorAll('.bars .chosen')].map((bar) => bar.dataset.first)"
        ) == [f"2031-05-0{day}" for day in (5, 6, 7, 8)]


async def test_keys_reach_every_marker_and_bar_and_enter_chooses(tab: Tab) -> None:
    async with shown(tab, sample()):
        await tab.run("document.querySelector('.world [tabindex=\"0\"]').focus()")
        await tab.press("ArrowRight")
        told = await tab.run("document.activeElement.getAttribute('aria-label')")
        await tab.press("Enter")
        await tab.until("location.search.startsWith('?box=')")
        await tab.until(f"{TOTAL} === '{told.split(': ')[1]}'")
        await tab.run("document.querySelector('.bars [tabindex=\"0\"]').focus()")
        await tab.press("ArrowRight")
        assert await tab.run("document.activeElement.dataset.first") is not None


async def test_the_form_filters_and_what_it_cannot_read_is_said(tab: Tab) -> None:
    async with shown(tab, sample()):
        await tab.run(
            "(() => { const form = document.querySelector('#filters'); "
            "form.elements.from.value = '2031-05-27'; form.requestSubmit(); })()"
        )
        await tab.until(f"{TOTAL} === '12 events'")
        await tab.run(
            "(() => { const form = document.querySelector('#filters'); "
            "form.elements.box.value = 'x'; form.requestSubmit(); })()"
        )
        await tab.until("document.querySelector('#news').textContent.startsWith('box: ')")
        tab.complaints[:] = [words for words in tab.complaints if "400 (Bad Request)" not in words]


async def test_new_events_slide_in_and_are_announced_where_they_are_wanted(tab: Tab) -> None:
    view = sample()
    async with shown(tab, view, "/events?country=NO"):
        await tab.until("document.querySelectorAll('#list > li').length === 50")
        view.take_event(placed("far", NAIROBI), NOW.replace(hour=23))
        view.take_event(
            replace(placed("near", OSLO), title="A bridge opens"), NOW.replace(hour=23, minute=1)
        )
        await tab.until(f"{ROWS}[0] === 'near'")
        assert "far" not in await tab.run(ROWS)
        assert (
            await tab.run("document.querySelector('#news').textContent")
            == "1 new event: A bridge opens"
        )
        assert "slide" in await tab.run(
            "getComputedStyle(document.querySelector('#list > li')).animationName"
        )
        await tab.appear(still=True)
        assert (
            await tab.run("getComputedStyle(document.querySelector('#list > li')).animationName")
            == "none"
        )
        assert await tab.run(f"{TOTAL}") == "113 events"


async def test_more_of_the_list_is_appended_and_stays_while_news_come_in(tab: Tab) -> None:
    view = sample()
    async with shown(tab, view):
        await tab.click("#more a[rel=next]")
        await tab.until(f"{ROWS}.length === 100")
        view.take_event(placed("e005", OSLO), NOW.replace(hour=22))
        view.take_event(placed("new", OSLO), NOW.replace(hour=23))
        await tab.until(f"{ROWS}[0] === 'new'")
        rows = await tab.run(ROWS)
        assert len(rows) == len(set(rows)) == 101


@pytest.mark.parametrize("path", ["/events", "/events/e-strike", "/events?q=%3Cscript%3E", "/try"])
async def test_hostile_text_is_shown_and_does_nothing(tab: Tab, path: str) -> None:
    view = View(caught_up=True)
    where = (Where(HOSTILE, None, 52.41, 4.55, "NL", 2),)
    record = replace(event(title=HOSTILE), where=where, relations=(Relation("follows", HOSTILE),))
    view.take_event(record, NOW)
    view.take_article(
        article(text=f"{article().article.text} {HOSTILE}", title=HOSTILE, source=HOSTILE)
    )
    async with shown(tab, view, path):
        assert await tab.run(
            "document.title !== 'pwned' && document.querySelectorAll('svg[onload]').length === 0"
        )
        view.take_event(replace(record, version=9), NOW.replace(hour=20))
        if path != "/try":  # which shows no event
            await tab.until("document.querySelector('main').textContent.includes('version 9')")
        assert await tab.run(
            "document.title !== 'pwned' && document.querySelectorAll('svg[onload]').length === 0"
        )


@pytest.mark.parametrize("path", ["/", "/events", "/events/e-strike", "/try", "/pipeline", "/api"])
async def test_a_page_is_no_wider_than_a_phone(tab: Tab, path: str) -> None:
    await tab.appear(width=360, height=740)
    async with shown(tab, filled(), path):
        assert await tab.run("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.skipif(AXE is None, reason="axe-core-python is not installed (make setup-dev)")
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/events",
        "/events?country=NL&from=2031",
        "/events/e-strike",
        "/articles/wire-1",
        "/dead-letters",
        "/try",
        "/api",
    ],
)
async def test_axe_finds_nothing_serious(tab: Tab, path: str, dark: bool) -> None:
    await tab.appear(dark=dark)
    async with shown(tab, filled(), path):
        assert await grave_findings(tab, AXE or "") == []


@pytest.mark.skipif(AXE is None, reason="axe-core-python is not installed (make setup-dev)")
async def test_axe_finds_what_is_wrong(tab: Tab) -> None:
    async with shown(tab, filled(), "/dead-letters"):
        await tab.run(
            "document.querySelector('main').append(document.createElement('button'), new Image())"
        )
        assert len(await grave_findings(tab, AXE or "")) == 2
