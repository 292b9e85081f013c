"""Pictures of the pages for the documentation, from the seed articles and from the tutorial.

`make pictures`, or `python -m tests.web.screenshots docs/img`. Needs Chromium.
"""

import asyncio
import json
import sys
import tempfile
from pathlib import Path

from aiohttp.test_utils import TestServer

from seeds import SEEDS
from tests.end_to_end.tutorial import steps, walking
from tests.web.browser import find_browser
from tests.web.devtools import Tab, opened
from tests.web.seeded import seeded_context
from workers.streams.pool.trial import Trial
from workers.web import WebContext, application

PHONE = (390, 800)
FED = "dateline feed --follow"
TOLD = "parseInt(document.getElementById('count').textContent) === 5"
BOTH = "document.body.textContent.includes('2 articles')"
"""The five events of the tutorial are there, and both papers tell one of them."""


async def take(context: WebContext, browser: str, target: Path) -> None:
    """Write one picture of each page, and of the live page in the dark and on a phone."""
    event = max(context.view.all(), key=lambda told: told.record.sources.articles).record
    async with TestServer(application(context)) as server:
        # A browser that has ended may still write its profile.
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            async with opened(browser, Path(folder) / "profile") as tab:
                for name, path in (
                    ("stages", "/"),
                    ("pipeline", "/pipeline"),
                    ("events", "/events?background=1"),
                    ("event", f"/events/{event.event_id}"),
                    ("article", f"/articles/{event.articles[0].id}?event={event.event_id}"),
                    ("dead-letters", "/dead-letters"),
                ):
                    await tab.open(str(server.make_url(path)))
                    await picture(tab, target / f"{name}.png")
                    if name == "event":
                        await tab.picture(target / "event-near.png", most=620, start="#near")
                await narrow_and_dark(tab, str(server.make_url("/events?background=1")), target)
                await tried(tab, str(server.make_url("/try")), context.trial, target)
                assert not tab.complaints, tab.complaints


async def take_tutorial(browser: str, target: Path) -> None:
    """Write the map at the end of the tutorial, from the broker and worker that it starts."""
    with tempfile.TemporaryDirectory() as folder, walking(Path(folder)) as walk:
        for step in steps():
            await asyncio.to_thread(walk.take, step)
            if FED in step.commands:
                break
        async with opened(browser, Path(folder) / "profile") as tab:
            await tab.open(f"http://{walk.stand_ins['127.0.0.1:6066']}/events")
            await tab.until(f"{TOLD} && {BOTH}", seconds=60)
            await tab.open(f"http://{walk.stand_ins['127.0.0.1:6066']}/events")
            await picture(tab, target / "tutorial.png")
            assert not tab.complaints, tab.complaints


async def narrow_and_dark(tab: Tab, url: str, target: Path) -> None:
    """Write the live page in the dark, and as a phone shows it."""
    await tab.open(url)
    await tab.appear(dark=True)
    await picture(tab, target / "events-dark.png")
    await tab.appear(width=PHONE[0], height=PHONE[1])
    await picture(tab, target / "events-phone.png", most=1600)
    await tab.appear()


async def tried(tab: Tab, url: str, trial: Trial | None, target: Path) -> None:
    """Write the form, and what it finds in a seed article."""
    assert trial is not None
    await tab.open(url)
    await picture(tab, target / "try-form.png")
    text = await asyncio.to_thread(min(SEEDS.glob("*.txt")).read_text, encoding="utf-8")
    # A first reading starts the process, which may take longer than a browser waits for a page.
    await trial.read(json.dumps({"text": text}).encode(), key=b"first")
    await tab.run(f"document.querySelector('textarea').value = {json.dumps(text)}")
    await tab.run("document.querySelector('form.paste').requestSubmit()")
    await tab.until("document.querySelector('.tried-event') !== null", seconds=60)
    await picture(tab, target / "try.png")


async def picture(tab: Tab, target: Path, *, most: int = 1400) -> None:
    """Write what the page looks like once its pictures are there."""
    await tab.run("Promise.all([...document.images].map((one) => one.decode().catch(() => null)))")
    await asyncio.sleep(0.4)  # pictures inside SVG tell nobody when they are there
    await tab.picture(target, most=most)


def main(target: str) -> int:
    """Take the pictures; returns the exit status."""
    browser = find_browser()
    if browser is None:
        sys.stderr.write("screenshots: no Chromium is installed\n")
        return 1
    Path(target).mkdir(parents=True, exist_ok=True)
    asyncio.run(take(seeded_context(), browser, Path(target)))
    asyncio.run(take_tutorial(browser, Path(target)))
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
