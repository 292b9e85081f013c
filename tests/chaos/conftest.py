from collections.abc import Iterator

import pytest

from tests.kafka.fixtures import Kafka, kafka_of, say

__all__ = ["say"]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--articles",
        type=int,
        default=20_000,
        help="articles of the largest run; the others scale with it",
    )
    parser.addoption(
        "--seed", type=int, default=1, help="of the articles and of the moments of the faults"
    )


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/chaos" in str(item.path):
            item.add_marker(pytest.mark.chaos)


@pytest.fixture(scope="session")
def articles(request: pytest.FixtureRequest) -> int:
    return int(request.config.getoption("--articles"))


@pytest.fixture(scope="session")
def seed(request: pytest.FixtureRequest) -> int:
    return int(request.config.getoption("--seed"))


@pytest.fixture(scope="session")
def kafka(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kafka]:
    with kafka_of(tmp_path_factory.mktemp("kafka") / "brokers", 3) as kafka:
        yield kafka
