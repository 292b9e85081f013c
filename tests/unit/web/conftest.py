from collections.abc import AsyncIterator

import pytest
from aiohttp.test_utils import TestClient, TestServer

from tests.unit.web.browsing import Client, Open
from workers.web import WebContext, application


@pytest.fixture
async def browse() -> AsyncIterator[Open]:
    """Starts a server for a context, and returns a client of it."""
    clients: list[Client] = []

    async def start(served: WebContext) -> Client:
        client = TestClient(TestServer(application(served)))
        clients.append(client)
        await client.start_server()
        return client

    yield start
    for client in clients:
        await client.close()
