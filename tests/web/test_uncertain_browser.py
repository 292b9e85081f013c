"""What is not told exactly, in a real browser: days, places, and events of one sentence."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest
from aiohttp.test_utils import TestServer

from schemas.event import Where
from tests.unit.web.live.making import OSLO, placed, view_of
from tests.unit.web.making import web_context
from tests.web.axe import find_axe, grave_findings
from tests.web.browser import find_browser
from tests.web.devtools import Tab
from tests.web.test_live_browser import TOTAL
from workers.streams.readmodel.view import View
from workers.web import application

AXE = find_axe()
pytestmark = [
    pytest.mark.skipif(
        find_browser() is None, reason="no Chromium is installed (apt-get install chromium)"
    ),
    pytest.mark.asyncio(loop_scope="module"),
]
LOADED = "location.pathname === '/events/{}' && document.readyState === 'complete'"
RUSSIA = Where("Russia", 2017370, 54.29, 61.81, "RU", 1)


def sample() -> View:
    """Two events on a day, four in a month without a day, and two at nothing but a country."""
    return view_of(
        [
            placed("day", OSLO, when="2031-05-05"),
            placed("other", RUSSIA, when="2031-05-09"),
            *(placed(f"month{number}", RUSSIA, when="2031-05?") for number in range(4)),
        ]
    )


@asynccontextmanager
async def shown(tab: Tab, path: str = "/events") -> AsyncIterator[None]:
    async with TestServer(application(replace(web_context(sample())))) as server:
        await tab.open(str(server.make_url(path)))
        yield
        await tab.open("about:blank")
        # The browser reports a filter that is refused, which is what the test asked for.
        tab.complaints[:] = [words for words in tab.complaints if "400 (Bad Request)" not in words]


async def test_a_month_without_a_day_is_one_strip_that_filters_and_is_reached_by_keys(
    tab: Tab,
) -> None:
    async with shown(tab):
        assert await tab.run("document.querySelectorAll('.bars .bar').length") == 2
        assert await tab.run("document.querySelectorAll('.strips a').length") == 1
        wide = "document.querySelector('{}').getBoundingClientRect().width"
        assert await tab.run(f"{wide.format('.strips rect')} > {wide.format('.bars .bar')} * 20")
        await tab.run("document.querySelector('.strips a').focus()")
        assert await tab.run("document.activeElement.getAttribute('aria-label')") == (
            "May 2031, day not told: 4 events"
        )
        await tab.press("Enter")
        await tab.until("location.search === '?from=2031-05-01&to=2031-05-31'")
        await tab.until("document.querySelector('.strips a.chosen') !== null")
        assert await tab.run(TOTAL) == "6 events"


async def test_a_country_is_a_ring_on_both_maps_and_a_town_a_dot(tab: Tab) -> None:
    async with shown(tab):
        told = await tab.run(
            "[...document.querySelectorAll('.world a.marker.wide')]"
            ".map((one) => one.getAttribute('aria-label'))"
        )
        assert told == ["somewhere in Russia: 5 events"]
        dashed = "getComputedStyle(document.querySelector('{}')).strokeDasharray"
        assert await tab.run(dashed.format(".world .wide circle")) != "none"
        assert await tab.run(dashed.format(".world .marker:not(.wide) circle")) == "none"
        await tab.click('.event[data-id="other"] h3 a')
        await tab.until(
            "location.pathname === '/events/other' && document.readyState === 'complete'"
        )
        assert "somewhere in the country" in await tab.run(
            "document.querySelector('.facts').textContent"
        )
        assert await tab.run(dashed.format(".places circle.wide")) != "none"
        assert (
            await tab.run("document.querySelector('.places circle title').textContent")
            == "somewhere in Russia"
        )


async def test_events_of_one_title_are_told_apart_and_lead_to_each_other(tab: Tab) -> None:
    async with shown(tab):
        assert await tab.run("document.querySelectorAll('#list .apart').length") == 6
        await tab.click('.event[data-id="day"] h3 a')
        await tab.until(LOADED.format("day"))
        assert await tab.run("document.querySelectorAll('.record-head .quiet a').length") >= 5


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ("type=Nonsense", "type: 'Nonsense' is no type; the types are AGREE, CONSULT"),
        ("type=protests", "type: 'protests' is no type: is PROTEST meant?"),
        ("country=Norway", "country: 'Norway' is no ISO 3166-1 alpha-2 code: is NO meant?"),
    ],
)
async def test_what_does_not_exist_is_told_in_words_and_leads_back(
    tab: Tab, asked: str, words: str
) -> None:
    async with shown(tab, f"/events?{asked}"):
        assert words in await tab.run("document.querySelector('.refusal').textContent")
        await tab.click("main a[href='/events']")
        await tab.until(f"document.getElementById('count') && {TOTAL} === '6 events'")


@pytest.mark.parametrize("path", ["/events", "/events/other", "/events?type=Nonsense"])
async def test_it_fits_a_phone_and_axe_finds_nothing_serious(tab: Tab, path: str) -> None:
    await tab.appear(width=360, height=740)
    async with shown(tab, path):
        assert await tab.run("document.documentElement.scrollWidth <= innerWidth")
        if AXE is not None:
            assert await grave_findings(tab, AXE) == []
