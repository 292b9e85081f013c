"""`/try` in a real browser with the real stages, as somebody uses it for the first time."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest
import pytest_asyncio
from aiohttp.test_utils import TestServer

from seeds import SEEDS
from tests.unit.web.making import web_context
from tests.web.axe import find_axe, grave_findings
from tests.web.browser import find_browser
from tests.web.devtools import Tab
from tests.web.test_trial import STORY
from workers.settings import Settings
from workers.streams.pool.trial import Trial
from workers.web import application

AXE = find_axe()
pytestmark = [
    pytest.mark.model,
    pytest.mark.skipif(
        find_browser() is None, reason="no Chromium is installed (apt-get install chromium)"
    ),
    pytest.mark.asyncio(loop_scope="module"),
]
MAIN = "document.querySelector('main').textContent"
HOSTILE = '<script>document.title="pwned"</script>"><svg onload=document.title="pwned">'


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def address() -> AsyncIterator[str]:
    served = replace(web_context(), trial=Trial(Settings()))
    async with TestServer(application(served)) as server:
        yield str(server.make_url("/try"))


@asynccontextmanager
async def form(tab: Tab, address: str) -> AsyncIterator[None]:
    await tab.open(address)
    yield
    await tab.open("about:blank")
    # The browser reports a text that is refused, which is what the test asked for.
    tab.complaints[:] = [words for words in tab.complaints if "422" not in words]


async def fill(tab: Tab, name: str, value: str) -> None:
    await tab.run(f"document.querySelector('.paste [name={name}]').value = {json.dumps(value)}")


async def send(tab: Tab) -> None:
    await tab.run("window.isOld = true")
    await tab.click(".paste button")
    await tab.until("!window.isOld && document.readyState === 'complete'", seconds=60)


async def test_a_pasted_text_is_shown_marked_with_its_events(tab: Tab, address: str) -> None:
    async with form(tab, address):
        await fill(tab, "text", STORY)
        await fill(tab, "title", "Ferry runs aground")
        await fill(tab, "date", "2031-05-06")
        await send(tab)
        assert await tab.run("document.querySelectorAll('.tried-event').length") >= 1
        assert await tab.run("document.querySelector('.tried-text mark.who') !== null")
        assert "5 May 2031" in await tab.run(MAIN)
        # The next text has its own title and date.
        assert await tab.run("document.querySelector('[name=title]').value") == ""
        if AXE is not None:
            assert await grave_findings(tab, AXE) == []


@pytest.mark.parametrize("name", ["story.txt", "story.html", "story.json"])
async def test_an_uploaded_file_is_read_as_its_name_says(
    tab: Tab, address: str, tmp_path: Path, name: str
) -> None:
    values = {
        "story.txt": STORY,
        "story.html": f"<html><body><article><p>{STORY}</p></article></body></html>",
        "story.json": json.dumps({"text": STORY, "published_at": "2031-05-06"}),
    }
    file = tmp_path / name
    file.write_text(values[name], encoding="utf-8")
    async with form(tab, address):
        root = await tab.command("DOM.getDocument")
        found = await tab.command(
            "DOM.querySelector", nodeId=root["root"]["nodeId"], selector="[type=file]"
        )
        await tab.command("DOM.setFileInputFiles", nodeId=found["nodeId"], files=[str(file)])
        await send(tab)
        text = await tab.run("document.querySelector('.tried-text .text').textContent")
        assert text.startswith("The ferry Aurora ran aground")
        assert await tab.run("document.querySelectorAll('.tried-event').length") >= 1


async def test_a_field_that_is_not_known_is_told_with_the_one_that_is_meant(
    tab: Tab, address: str
) -> None:
    async with form(tab, address):
        await fill(tab, "text", json.dumps({"text": STORY, "published": "2031-05-06"}))
        await send(tab)
        assert "published (is published_at meant?)" in await tab.run(MAIN)
        assert await tab.run("document.querySelectorAll('.tried-event').length") >= 1


async def test_what_cannot_be_read_is_told_above_the_text_which_is_still_there(
    tab: Tab, address: str
) -> None:
    async with form(tab, address):
        broken = '\n{"text": "A story"; "title": 1}'
        await fill(tab, "text", broken)
        await send(tab)
        told = await tab.run("document.querySelector('[role=alert]').textContent")
        assert told.startswith("That cannot be read: not valid JSON")
        assert "line 2" in told
        assert await tab.run("document.querySelector('textarea').value") == broken
        if AXE is not None:
            assert await grave_findings(tab, AXE) == []


async def test_hostile_text_is_shown_and_does_nothing(tab: Tab, address: str) -> None:
    async with form(tab, address):
        await fill(tab, "text", f"{HOSTILE} {STORY} {HOSTILE}")
        await fill(tab, "title", HOSTILE)
        await send(tab)
        assert HOSTILE in await tab.run(MAIN)
        assert await tab.run(
            "document.title !== 'pwned' && document.querySelectorAll('svg').length === 0"
        )


async def test_the_result_is_no_wider_than_a_phone(tab: Tab, address: str) -> None:
    await tab.appear(width=360, height=740)
    async with form(tab, address):
        await fill(tab, "text", min(SEEDS.glob("*.txt")).read_text(encoding="utf-8"))
        await send(tab)
        assert await tab.run("document.querySelectorAll('.tried-event').length") >= 1
        assert await tab.run("document.documentElement.scrollWidth <= innerWidth")
