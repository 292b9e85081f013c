"""The page of an event, in a worker that consolidates.

It says what kept near neighbours out, from the state as it is.
"""

from collections.abc import Callable

from tests.stream.harness import Stream, visit
from tests.stream.pages import page_when
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
        url = f"http://127.0.0.1:{port}/events/{next(iter(records))}"
        # Until the state is asked in time, the page names the command.
        html = await page_when(url, lambda html: "dateline explain" not in html)
    assert "Near, and kept out" in html
    assert "No other event came near." in html or '<ul class="near">' in html
