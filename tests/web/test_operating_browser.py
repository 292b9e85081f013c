"""The pages of the pipeline and of single events in a real browser, as an operator uses them.

They follow what changes, and leave alone what the reader is at.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest
from aiohttp.test_utils import TestServer

from schemas.event import DecisionLine
from tests.unit.web.making import NOW, event, filled, web_context
from tests.unit.web.pipeline.making import letter, metrics, working_context
from tests.web.axe import find_axe, grave_findings
from tests.web.browser import find_browser
from tests.web.devtools import Tab
from workers.web import WebContext, application

AXE = find_axe()
pytestmark = [
    pytest.mark.skipif(
        find_browser() is None, reason="no Chromium is installed (apt-get install chromium)"
    ),
    pytest.mark.asyncio(loop_scope="module"),
]
needs_axe = pytest.mark.skipif(
    AXE is None, reason="axe-core-python is not installed (make setup-dev)"
)
HOSTILE = '<script>document.title="pwned"</script>"><svg onload=document.title="pwned">\u202e'
UNHARMED = "document.title !== 'pwned' && document.querySelectorAll('svg[onload]').length === 0"
PATHS = ["/pipeline", "/dead-letters", "/dead-letters?reason=not%20valid%20JSON", "/nothing"]


@asynccontextmanager
async def shown(tab: Tab, served: WebContext, path: str = "/pipeline") -> AsyncIterator[None]:
    async with TestServer(application(served)) as server:
        await tab.open(str(server.make_url(path)))
        yield
        await tab.open("about:blank")
        # The browser reports a page that answers 404, which is what the test asked for.
        tab.complaints[:] = [words for words in tab.complaints if "404 (Not Found)" not in words]


def figure(name: str) -> str:
    return f"document.querySelector('[data-metric^=\"{name}\"]').textContent"


async def test_numbers_follow_and_what_the_reader_is_at_stays(tab: Tab) -> None:
    told = metrics()
    async with shown(tab, working_context(told)):
        await tab.run("document.querySelector('#slow + .ranked a').focus()")
        await tab.run("window.held = document.activeElement")
        assert await tab.run(figure("dateline_open_windows")) == "400"
        told.open_windows.set(1_555, partition=0, shard="en")
        await tab.until(f"{figure('dateline_open_windows')} === '1\u202f555'")
        assert await tab.run("document.activeElement === window.held && window.held.isConnected")


async def test_a_reader_can_hold_the_page_still_and_let_it_go_again(tab: Tab) -> None:
    told = metrics()
    async with shown(tab, working_context(told)):
        await tab.until("!document.querySelector('#pause').hidden")
        await tab.run("document.querySelector('#pause').focus()")
        await tab.press("Enter")
        await tab.until("document.querySelector('#pause').getAttribute('aria-pressed') === 'true'")
        told.pool_recycled.add(100)
        await tab.run("new Promise((done) => setTimeout(done, 3500))")
        assert await tab.run(figure("dateline_pool_recycled_total")) == "6"
        await tab.click("#pause")
        await tab.until(f"{figure('dateline_pool_recycled_total')} === '106'")


async def test_what_is_folded_open_stays_open_while_letters_come_in(tab: Tab) -> None:
    served = working_context()
    async with shown(tab, served, "/dead-letters"):
        await tab.click("#d-1 summary")
        await tab.until("document.querySelector('#d-1').open")
        await tab.click("#groups summary")
        await tab.until("!document.querySelector('#groups').open")
        served.view.take_dead_letter(letter(9, "text must be a string"))
        await tab.until("document.querySelectorAll('.letter').length === 4")
        assert await tab.run("document.querySelector('.letter').id") == "l-9"
        assert await tab.run(
            "document.querySelector('#d-1').open && !document.querySelector('#groups').open"
        )


async def test_a_reason_on_the_pipeline_leads_to_its_letters_and_a_stage_to_all(tab: Tab) -> None:
    async with shown(tab, working_context()):
        await tab.click("#refused + .ranked a")
        await tab.until(
            "location.pathname === '/dead-letters' && document.readyState === 'complete'"
        )
        assert await tab.run("document.querySelectorAll('.letter').length") == 2
        await tab.click(".lead a")
        await tab.until("document.querySelectorAll('.letter').length === 3")


async def test_every_part_of_the_pipeline_is_reached_by_keys_in_the_order_of_the_page(
    tab: Tab,
) -> None:
    async with shown(tab, working_context()):
        stops = await tab.run(
            "[...document.querySelectorAll('main a, main [tabindex]')].filter((one) => "
            "{ one.focus(); return document.activeElement === one; }).length"
        )
        assert stops == await tab.run("document.querySelectorAll('main a, main [tabindex]').length")
        assert stops >= 6
        assert (
            await tab.run(
                "document.querySelectorAll('main [tabindex]:not([tabindex=\"0\"])').length"
            )
            == 0
        )


@pytest.mark.parametrize("path", ["/pipeline", "/dead-letters", "/"])
async def test_hostile_text_is_shown_and_does_nothing(tab: Tab, path: str) -> None:
    told = metrics()
    told.slowest.note("extract", [(HOSTILE, 1)], 900.0)
    told.open_windows.set(1, partition=0, shard=HOSTILE)
    served = working_context(told, HOSTILE, "another reason")
    async with shown(tab, served, path):
        assert await tab.run(UNHARMED)
        served.view.take_dead_letter(letter(9, f"again {HOSTILE}"))
        if path != "/":  # which shows no dead letter
            await tab.until("document.querySelector('main').textContent.includes('again')")
        assert await tab.run(UNHARMED)


@pytest.mark.parametrize("path", PATHS)
async def test_a_page_is_no_wider_than_a_phone(tab: Tab, path: str) -> None:
    await tab.appear(width=360, height=740)
    told = metrics()
    told.slowest.note("extract", [("https://news.example/" + "long" * 40, 1)], 900.0)
    async with shown(tab, working_context(told, "x" * 200, "not valid JSON"), path):
        assert await tab.run("document.documentElement.scrollWidth <= innerWidth")


@needs_axe
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("path", [*PATHS, "/events/e-strike", "/events/e-gone"])
async def test_axe_finds_nothing_serious(tab: Tab, path: str, dark: bool) -> None:
    await tab.appear(dark=dark)
    served = working_context()
    line = DecisionLine("d-1", 1, "join", "Ada", "one strike", "2031-05-08T10:00:00Z")
    served.view.take_event(replace(event(version=4), decisions=(line,)), NOW)
    async with shown(tab, served, path):
        assert await grave_findings(tab, AXE or "") == []


async def test_an_event_that_is_merged_while_it_is_read_says_so_and_leads_on(tab: Tab) -> None:
    served = web_context(filled())
    async with shown(tab, served, "/events/e-strike"):
        assert await tab.run("document.querySelector('.record-head .notice')") is None
        served.view.take_event(event(version=4, status="merged", merged_into="e-talks"), NOW)
        await tab.until("document.querySelector('.record-head .notice') !== null")
        await tab.click(".record-head .notice a")
        await tab.until("location.pathname === '/events/e-talks'")
        await tab.until("document.body.textContent.includes('merged into this')")
