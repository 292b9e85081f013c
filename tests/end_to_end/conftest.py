from collections.abc import AsyncIterator, Iterator
from itertools import count
from pathlib import Path

import pytest

from tests.end_to_end.feeding import Command
from tests.feeds.web import Site, serving
from workers.settings import Settings
from workers.streams.embedded_broker.broker import EmbeddedBroker
from workers.streams.kafka.topics import ensure_topics

NUMBERS = count(1)


@pytest.fixture(scope="module")
def broker() -> Iterator[EmbeddedBroker]:
    with EmbeddedBroker() as running:
        yield running


@pytest.fixture
async def settings(broker: EmbeddedBroker) -> Settings:
    settings = Settings(broker=broker.address, topic_prefix=f"f{next(NUMBERS)}")
    await ensure_topics(settings)
    return settings


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    async with serving() as running:
        yield running


@pytest.fixture
def command(settings: Settings, tmp_path: Path) -> Command:
    return Command(settings, tmp_path)
