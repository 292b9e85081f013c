"""The page of an event, in a worker that consolidates.

It says what kept near neighbours out, from the state as it is.
"""

import asyncio
from collections.abc import Callable

from aiohttp import ClientConnectionError, ClientSession

from tests.stream.harness import Stream, visit
from workers.streams.apache_broker.node import free_ports
from workers.streams.kafka.topics import ensure_topics


async def test_the_page_of_an_event_asks_the_state_of_its_own_worker(
    make_stream: Callable[..., Stream],
) -> None:
    port = free_ports(1)[0]
    stream = make_stream(web_enabled=True, web_port=port)
    await ensure_topics(stream.settings)
    with stream.worker("teller"):
        await stream.feed(
            [
                visit("a", "Anna Berg", day="2024-02-10"),
                visit("b", "Carlos Duarte", day="2024-02-11"),
            ]
        )
        records = await stream.records(lambda found: len(found) == 2)
        html = await asked(f"http://127.0.0.1:{port}/events/{next(iter(records))}")
    assert "Near, and kept out" in html
    assert "No other event came near." in html or '<ul class="near">' in html


async def asked(url: str) -> str:
    """The page, once the view holds the event and the state is asked in time."""
    async with ClientSession() as client, asyncio.timeout(60):
        while True:
            try:
                async with client.get(url) as answer:
                    html = await answer.text()
                    if answer.status == 200 and "dateline explain" not in html:
                        return html
            except ClientConnectionError:
                pass
            await asyncio.sleep(0.2)
