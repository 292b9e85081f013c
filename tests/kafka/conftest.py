from collections.abc import Iterator

import pytest

from tests.kafka.fixtures import Kafka, kafka_of, say

__all__ = ["say"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/kafka" in str(item.path):
            item.add_marker(pytest.mark.kafka)


@pytest.fixture(scope="session")
def kafka(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kafka]:
    with kafka_of(tmp_path_factory.mktemp("kafka") / "brokers", 1) as kafka:
        yield kafka
