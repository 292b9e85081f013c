"""The web view that takes articles, on the embedded broker, and a client that bears the token."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

from aiohttp.test_utils import TestClient, TestServer
from aiohttp.web import Application, Request

from tests.unit.web.making import web_context
from workers.settings import Settings
from workers.streams.publishing.article_ingest import ArticleIngest
from workers.web import WebContext, application

Client = TestClient[Request, Application]
TOKEN = "t0ken-Of-The-Desk-4711"  # noqa: S105 - made up
BEARER = {"Authorization": f"Bearer {TOKEN}"}


def context_with_ingest(settings: Settings) -> WebContext:
    return replace(web_context(), settings=settings, ingest=ArticleIngest(settings))


@asynccontextmanager
async def served(at: WebContext, *, ingest: bool = True) -> AsyncIterator[Client]:
    """A client of the web view; with `ingest`, once it takes articles."""
    running = at.ingest if ingest else None
    app = application(at, background=running.run if running is not None else None)
    async with TestClient(TestServer(app)) as client, asyncio.timeout(60):
        while running is not None and running.problem:  # noqa: ASYNC110 - it tells no event
            await asyncio.sleep(0.05)
        yield client
