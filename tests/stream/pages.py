"""Pages of a worker that runs, asked for until they say what they are to say."""

import asyncio
from collections.abc import Callable

from aiohttp import ClientConnectionError, ClientSession


async def page_when(url: str, is_there: Callable[[str], bool]) -> str:
    """Return the page once it answers with status 200 and a text for which `is_there`."""
    async with ClientSession() as client, asyncio.timeout(60):
        while True:
            try:
                async with client.get(url) as answer:
                    html = await answer.text()
                    if answer.status == 200 and is_there(html):
                        return html
            except ClientConnectionError:
                pass
            await asyncio.sleep(0.2)
