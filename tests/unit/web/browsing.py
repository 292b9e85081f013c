"""Clients of a web view, for tests of its pages."""

from collections.abc import Awaitable, Callable

from aiohttp.test_utils import TestClient
from aiohttp.web import Application, Request

from workers.web import WebContext

Client = TestClient[Request, Application]
Open = Callable[[WebContext], Awaitable[Client]]


async def body(client: Client, path: str) -> str:
    """The text of an answer, whatever its status."""
    return await (await client.get(path)).text()
