from collections.abc import Iterator

import pytest

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
