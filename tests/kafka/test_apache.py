"""Apache Kafka as the product starts it: kept data, and what stands in the way in one sentence."""

import asyncio
from pathlib import Path

import pytest

from tests.stream.harness import Stream
from workers.cli import main
from workers.settings import Settings
from workers.streams.apache_broker.broker import ApacheBroker
from workers.streams.apache_broker.distribution import KafkaUnavailableError, kafka_jars
from workers.streams.embedded_broker.broker import BrokerError, EmbeddedBroker
from workers.streams.embedded_broker.detection import is_embedded
from workers.streams.kafka.topics import ensure_topics


@pytest.fixture(scope="module")
def jars() -> Path:
    try:
        return kafka_jars()
    except KafkaUnavailableError as error:
        pytest.skip(str(error))


@pytest.mark.slow
def test_with_a_folder_a_broker_goes_on_where_it_ended(jars: Path, tmp_path: Path) -> None:
    for _ in range(2):
        with ApacheBroker(folder=tmp_path / "kafka") as broker:
            settings = Settings(broker=broker.address)
            assert broker.running()
            assert not is_embedded(broker.address)
            asyncio.run(ensure_topics(settings))
            stream = Stream(settings, tmp_path / "log")
            asyncio.run(stream.feed([(b"a", b"{}")]))
        assert not broker.running()
    with ApacheBroker(folder=tmp_path / "kafka") as broker:
        stream = Stream(Settings(broker=broker.address), tmp_path / "log")
        assert len(asyncio.run(stream.read("articles", lambda found: len(found) >= 2))) == 2


def test_a_taken_port_is_told(jars: Path) -> None:
    with (
        EmbeddedBroker() as other,
        pytest.raises(BrokerError, match=f"port {other.port} .* is taken"),
    ):
        ApacheBroker(other.port).start()


def test_without_java_the_command_says_what_is_missing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert main(["broker", "--apache"]) == 1
    assert (
        capsys.readouterr().err
        == "dateline: Apache Kafka needs Java 17 or newer: no `java` on the path\n"
    )


def test_a_folder_for_the_embedded_broker_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["broker", "--data", "x"]) == 2
    assert "the embedded broker keeps nothing" in capsys.readouterr().err
