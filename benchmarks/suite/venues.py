"""Brokers to run on: the embedded one, and Apache Kafka where there is Java."""

import itertools
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.kafka.cluster import Cluster
from workers.settings import Settings
from workers.streams.apache_broker.distribution import KafkaUnavailableError
from workers.streams.apache_broker.node import BrokerFailedError
from workers.streams.embedded_broker.broker import EmbeddedBroker

EMBEDDED, APACHE = "embedded broker", "Apache Kafka"
VENUES = (EMBEDDED, APACHE)
PARTITION = re.compile(r"(.+)-\d+")
"""Name of the folder in which Apache Kafka keeps a partition of a topic."""
_numbers = itertools.count(1)


class Skipped(Exception):  # noqa: N818 - it is an outcome
    """Something that this machine cannot measure; the message says what, and why."""


@dataclass(frozen=True, slots=True)
class Venue:
    """A broker that runs; `folder` is for logs and state."""

    name: str
    address: str
    folder: Path

    def fresh(self) -> Settings:
        """Return settings for topics and groups that nobody has used."""
        name = f"bench{next(_numbers)}"
        return Settings(
            broker=self.address,
            topic_prefix=name,
            group_prefix=name,
            state_dir=self.folder / name,
            session_timeout=10.0,
        )

    def written(self) -> Counter[str]:
        """Return what the broker has written of each topic, in bytes, nothing deleted since.

        These are the batches of records as they lie in the log: packed, with keys, headers and
        tombstones. Empty for the embedded broker, which writes nothing.
        """
        sizes: Counter[str] = Counter()
        for segment in self.folder.rglob("*.log"):
            if partition := PARTITION.fullmatch(segment.parent.name):
                sizes[partition[1]] += segment.stat().st_size
        return sizes


@contextmanager
def venue(name: str, folder: Path) -> Iterator[Venue]:
    """Start a broker for as long as the block lasts.

    Raises:
        Skipped: This machine cannot run it.
    """
    place = folder / name.replace(" ", "-")
    place.mkdir(parents=True, exist_ok=True)
    if name == EMBEDDED:
        with EmbeddedBroker() as broker:
            yield Venue(name, broker.address, place)
        return
    with ExitStack() as stack:
        try:
            cluster = stack.enter_context(Cluster(place / "kafka", 1))
        except (KafkaUnavailableError, BrokerFailedError) as error:
            raise Skipped(f"{name}: {error}") from error
        yield Venue(name, cluster.address, place)
