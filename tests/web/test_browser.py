"""The pages in a real browser.

They render, follow what changes, and run nothing that an article brings along.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest
from aiohttp.test_utils import TestServer
from aiohttp.typedefs import Handler
from aiohttp.web import Request, Response, StreamResponse, middleware

from tests.unit.web.making import NOW, article, event, filled, web_context
from tests.web.browser import find_browser, run_browser
from workers.streams.readmodel.view import View
from workers.web import WebContext, application

BROWSER = find_browser()
pytestmark = pytest.mark.skipif(
    BROWSER is None, reason="no Chromium is installed (apt-get install chromium)"
)

HOSTILE = (
    '<script>document.title="pwned"</script><img src="/x" onerror="document.title=\'pwned\'">'
    '"><svg onload=document.title="pwned"><a href="javascript:document.title=1">'
)
Dump = Callable[..., Awaitable[str]]


@pytest.fixture
async def dump(tmp_path: Path) -> AsyncIterator[Dump]:
    servers: list[TestServer] = []

    async def open_page(served: WebContext, path: str, *switches: str) -> str:
        server = TestServer(application(served))
        servers.append(server)
        await server.start_server()
        url = str(server.make_url(path))
        return await asyncio.to_thread(
            run_browser, BROWSER or "", tmp_path, url, *(switches or ("--dump-dom",))
        )

    yield open_page
    for server in servers:
        await server.close()


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/", "Dockers walk out in Veldhaven over pay"),
        ("/events/e-strike", "Sources disagree"),
        ("/articles/wire-1", "Ferries to the islands"),
        ("/dead-letters", "Everything that came in"),
    ],
)
async def test_each_page_renders(dump: Dump, path: str, words: str) -> None:
    assert words in await dump(web_context(), path)


@pytest.mark.parametrize("path", ["/", "/events/e-strike", "/articles/wire-1"])
async def test_nothing_in_an_article_or_event_is_run(dump: Dump, path: str) -> None:
    view = View(caught_up=True)
    view.take_event(event(title=f"Storm {HOSTILE}"), NOW)
    view.take_article(article(text=f"{article().article.text} {HOSTILE}", title=HOSTILE))
    dom = await dump(web_context(view), path)
    assert "&lt;script&gt;" in dom
    assert "<title>pwned" not in dom
    assert "<svg onload" not in dom


async def test_markup_that_would_slip_through_is_stopped_by_the_policy(tmp_path: Path) -> None:
    """The second line of defence, tried on a page that is not escaped.

    So the check above is known to be able to fail.
    """

    async def leak(_request: Request) -> Response:
        page = '<!doctype html><title>safe</title><script>document.title="pwned"</script>'
        return Response(text=page, content_type="text/html")

    async def opened(path: str, *, guarded: bool) -> str:
        app = application(web_context())
        if not guarded:
            app.on_response_prepare.clear()
        app.router.add_get(path, leak)
        async with TestServer(app) as server:
            return await asyncio.to_thread(
                run_browser, BROWSER or "", tmp_path, str(server.make_url(path)), "--dump-dom"
            )

    assert "<title>safe</title>" in await opened("/leak", guarded=True)
    assert "<title>pwned</title>" in await opened("/leak", guarded=False)


async def test_the_page_follows_what_is_told_after_it_was_opened(tmp_path: Path) -> None:
    served = web_context(filled())
    asked = 0

    @middleware
    async def tell_later(request: Request, handler: Handler) -> StreamResponse:
        nonlocal asked
        asked += request.path == "/"
        if asked == 3:
            served.view.take_event(event("e-new", title="Lighthouse of Ostmark reopens"), NOW)
        return await handler(request)

    app = application(served)
    app.middlewares.append(tell_later)
    async with TestServer(app) as server:
        url = str(server.make_url("/"))
        dom = await asyncio.to_thread(
            run_browser, BROWSER or "", tmp_path, url, "--dump-dom", "--virtual-time-budget=12000"
        )
    assert "Lighthouse of Ostmark reopens" in dom


async def test_a_page_can_be_looked_at(dump: Dump, tmp_path: Path) -> None:
    picture = tmp_path / "event.png"
    await dump(
        web_context(), "/events/e-strike", f"--screenshot={picture}", "--window-size=1280,1600"
    )
    assert picture.read_bytes()[:8] == b"\x89PNG\r\n\x1a\n"
    assert picture.stat().st_size > 20_000
