"""Clients of a site, for tests of its pages."""

from collections.abc import Awaitable, Callable

from aiohttp.test_utils import TestClient
from aiohttp.web import Application, Request

from workers.web import Site

Client = TestClient[Request, Application]
Open = Callable[[Site], Awaitable[Client]]


async def body(client: Client, path: str) -> str:
    """The text of an answer, whatever its status."""
    return await (await client.get(path)).text()
