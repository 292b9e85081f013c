"""Where tests get their Kafka.

`DATELINE_TEST_KAFKA` names one, else it is started here; else they are skipped, with the reason.
"""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.kafka.cluster import Cluster
from workers.streams.apache_broker.distribution import KafkaUnavailableError


@dataclass(frozen=True)
class Kafka:
    """A Kafka to test on. `cluster` is None where it is not ours to stop."""

    address: str
    replication: int
    cluster: Cluster | None

    def needed_cluster(self) -> Cluster:
        """The brokers, for a test that stops them."""
        if self.cluster is None:
            pytest.skip("this test stops brokers, and those of DATELINE_TEST_KAFKA are not ours")
        return self.cluster


@contextmanager
def kafka_of(folder: Path, size: int) -> Iterator[Kafka]:
    """A Kafka of `size` brokers; skips where there is none to be had."""
    address = os.environ.get("DATELINE_TEST_KAFKA")
    if address:
        yield Kafka(address, 1, None)
        return
    try:
        cluster = Cluster(folder, size)
    except KafkaUnavailableError as error:
        pytest.skip(str(error))
    with cluster:
        yield Kafka(cluster.address, min(3, size), cluster)


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str]) -> Callable[[str], None]:
    """Prints a figure where it is seen, whatever pytest captures."""

    def shown(text: str) -> None:
        with capsys.disabled():
            sys.stdout.write(f"\n  {text}\n")

    return shown
