"""Each part of `make bench` with a handful of articles: that it measures, not what."""

from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks.suite import consolidating, end_to_end, latency, scale
from benchmarks.suite.bench import WARM_UP, Bench
from benchmarks.suite.contenders import PEERS_OF_TABLE, PLAIN, Peer
from benchmarks.suite.corpus import made_up
from benchmarks.suite.environments import is_installed
from benchmarks.suite.results import Results
from benchmarks.suite.venues import APACHE, EMBEDDED
from workers.streams.apache_broker.distribution import KafkaUnavailableError, kafka_jars

COUNT = 6
OTHERS = [peer for peer in PEERS_OF_TABLE if peer.requirements]


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    articles = made_up(2 * (COUNT + WARM_UP))
    found = Bench(Results({}), articles, tmp_path, rounds=1, count=COUNT, seconds=600)
    found.venues, found.peers = (EMBEDDED,), (PLAIN,)
    return found


def names(bench: Bench) -> list[str]:
    return [figure.name for figure in bench.results.figures]


@pytest.mark.slow
@pytest.mark.model
@pytest.mark.broker
@pytest.mark.parametrize("run", [end_to_end.run, latency.run, scale.run])
def test_a_part_measures_on_the_embedded_broker(bench: Bench, run: Callable[[Bench], None]) -> None:
    run(bench)
    assert not bench.results.skipped
    assert any("Dateline" in name or "one worker" in name for name in names(bench))
    assert bench.results.ratios


def test_consolidation_measures_each_size(bench: Bench) -> None:
    consolidating.run(bench, sizes=(50, 150))
    assert not bench.results.skipped
    assert "records/s, 150 events" in names(bench)
    assert bench.results.ratios[0].name == "articles/s at 150 / at 50 events"


def test_a_size_that_memory_does_not_hold_is_skipped(bench: Bench) -> None:
    consolidating.run(bench, sizes=(10**9,))
    assert "GiB of memory" in bench.results.skipped[0]


@pytest.mark.slow
@pytest.mark.kafka
@pytest.mark.parametrize("peer", OTHERS, ids=lambda peer: peer.name)
def test_a_peer_passes_every_article_on_apache_kafka(bench: Bench, peer: Peer) -> None:
    if not is_installed(peer.folder_name, peer.requirements):
        pytest.skip(f"{peer.name} is not installed here: `make bench` does that")
    try:
        kafka_jars()
    except KafkaUnavailableError as error:
        pytest.skip(str(error))
    bench.venues, bench.peers = (APACHE,), (peer,)
    end_to_end.run(bench)
    assert not bench.results.skipped
    assert f"{peer.name}, {APACHE}" in names(bench)
