"""The client matrix: each client puts an article in and reads the event that comes of it.

It does so on each broker that Dateline starts.
"""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import orjson
import pytest

from tests.kafka.clients import CLIENTS, Client
from tests.stream.harness import Stream, visit
from workers.settings import Settings
from workers.streams.apache_broker.broker import ApacheBroker
from workers.streams.apache_broker.distribution import KafkaUnavailableError
from workers.streams.embedded_broker.broker import Broker, EmbeddedBroker
from workers.streams.kafka.topics import ensure_topics

BROKERS = ("embedded", "apache")


def broker_of(kind: str, folder: Path) -> Broker:
    return EmbeddedBroker() if kind == "embedded" else ApacheBroker(folder=folder)


@pytest.fixture(scope="module", params=BROKERS)
def stream(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Stream]:
    """All stages on a broker, with an analysis that is quick."""
    folder = tmp_path_factory.mktemp(request.param)
    broker = broker_of(request.param, folder / "broker")
    try:
        broker.__enter__()
    except KafkaUnavailableError as error:
        pytest.skip(str(error))
    settings = Settings(
        broker=broker.address,
        state_dir=folder / "state",
        session_timeout=6.0,
        pool_processes=1,
        tick_seconds=0.1,
        coalesce_seconds=0.1,
        web_enabled=False,
    )
    asyncio.run(ensure_topics(settings))
    running = Stream(settings, folder / "worker.log")
    worker = running.start("teller")
    yield running
    status = running.stop(worker)
    broker.__exit__(None, None, None)
    assert status == 0, running.tail()


@pytest.fixture(params=CLIENTS)
def client(request: pytest.FixtureRequest) -> Client:
    found = CLIENTS[request.param]
    if found.missing:
        pytest.skip(found.missing)
    return found


@pytest.mark.slow
def test_a_client_puts_articles_in_and_reads_the_event_that_comes_of_them(
    client: Client, stream: Stream, request: pytest.FixtureRequest
) -> None:
    name = request.node.callspec.params["client"]
    month = list(CLIENTS).index(name) + 1
    fed = [
        visit(f"{name}-{number}", f"Person of {name}", day=f"2024-{month:02}-10")
        for number in range(3)
    ]
    articles = [(key or b"", value or b"") for key, value in fed]
    client.produce(stream.settings.broker, stream.settings.topic("articles"), articles)

    def told(value: bytes) -> bool:
        ids = {article["id"] for article in orjson.loads(value)["articles"]}
        return {f"{name}-{number}" for number in range(3)} <= ids

    assert client.consume(
        stream.settings.broker, stream.settings.topic("events"), f"desk-{name}", told
    ), stream.tail()
