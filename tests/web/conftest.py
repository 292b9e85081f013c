from collections.abc import AsyncIterator, Iterator

import pytest
import pytest_asyncio

from tests.web.browser import find_browser
from tests.web.devtools import Tab, opened
from tests.web.serving import TOKEN
from workers.settings import Settings
from workers.streams.embedded_broker.broker import EmbeddedBroker
from workers.streams.kafka.topics import ensure_topics


@pytest.fixture(scope="module")
def broker() -> Iterator[EmbeddedBroker]:
    with EmbeddedBroker() as running:
        yield running


@pytest.fixture
async def settings(broker: EmbeddedBroker, request: pytest.FixtureRequest) -> Settings:
    settings = Settings(
        broker=broker.address, topic_prefix=f"w{abs(hash(request.node.nodeid))}", web_token=TOKEN
    )
    await ensure_topics(settings)
    return settings


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def window(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Tab]:
    async with opened(find_browser() or "", tmp_path_factory.mktemp("chromium") / "profile") as tab:
        yield tab


@pytest_asyncio.fixture(loop_scope="module")
async def tab(window: Tab) -> AsyncIterator[Tab]:
    """The window, as a new one; what it complains about fails the test."""
    await window.appear()
    window.complaints.clear()
    yield window
    assert window.complaints == []
