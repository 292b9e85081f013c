from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from tests.stream.harness import Stream
from workers.settings import Settings
from workers.streams.embedded_broker.broker import EmbeddedBroker
from workers.streams.kafka.topics import ensure_topics

NUMBERS = count(1)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/stream" in str(item.path):
            item.add_marker(pytest.mark.broker)


@pytest.fixture(scope="session")
def broker() -> Iterator[EmbeddedBroker]:
    with EmbeddedBroker() as broker:
        yield broker


@pytest.fixture
def make_stream(broker: EmbeddedBroker, tmp_path: Path) -> Iterator[Callable[..., Stream]]:
    made: list[Stream] = []

    def make(**changed: Any) -> Stream:
        name = f"t{next(NUMBERS)}"
        values: dict[str, Any] = {
            "broker": broker.address,
            "topic_prefix": name,
            "group_prefix": name,
            "state_dir": tmp_path / name,
            "session_timeout": 6.0,
            "pool_processes": 1,
            "tick_seconds": 0.1,
            "coalesce_seconds": 0.1,
            "batch_timeout": 3.0,
            "web_enabled": False,
            **changed,
        }
        made.append(Stream(Settings(**values), tmp_path / f"{name}.log"))
        return made[-1]

    yield make
    for stream in made:
        stream.close()


@pytest.fixture
async def stream(make_stream: Callable[..., Stream]) -> Stream:
    made = make_stream()
    await ensure_topics(made.settings)
    return made
