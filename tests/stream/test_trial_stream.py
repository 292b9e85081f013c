"""`/try` in a worker: the first text is read by the processes that the worker has."""

from collections.abc import Callable

import pytest
from aiohttp import ClientSession

from tests.kafka.resources import children
from tests.stream.harness import Stream
from tests.stream.pages import page_when
from tests.web.test_trial import STORY, form
from workers.settings import STAGES
from workers.streams.apache_broker.node import free_ports
from workers.streams.kafka.topics import ensure_topics

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("stages", "processes"),
    [
        pytest.param(STAGES, 2, id="those of the pool"),
        pytest.param(("consolidate",), 1, id="one of its own where there is no pool"),
    ],
)
async def test_the_first_text_is_read_by_a_process_that_the_worker_started_with(
    make_stream: Callable[..., Stream], stages: tuple[str, ...], processes: int
) -> None:
    port = free_ports(1)[0]
    stream = make_stream(stages=stages, web_enabled=True, web_port=port, pool_processes=2)
    await ensure_topics(stream.settings)
    with stream.worker("english") as worker:
        address = f"http://127.0.0.1:{port}"
        await page_when(f"{address}/readyz", lambda _told: True)
        async with ClientSession() as client:
            for _ in range(3):
                async with client.post(f"{address}/try", data=form(text=STORY)) as answer:
                    assert "Marta Oyelaran" in await answer.text()
        assert len(children(worker.pid)) == processes
