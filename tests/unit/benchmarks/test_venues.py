"""What a broker has written of a topic."""

from pathlib import Path

from benchmarks.suite.venues import Venue


def test_the_segments_of_all_partitions_of_a_topic_count_and_nothing_else(tmp_path: Path) -> None:
    for name, size in {
        "data/bench1.events-0/00000000000000000000.log": 10,
        "data/bench1.events-0/00000000000000000000.index": 100,
        "data/bench1.events-11/00000000000000000000.log": 5,
        "data/bench1-consolidate-state-changelog-0/00000000000000000000.log": 3,
        "broker.log": 1_000,
    }.items():
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(bytes(size))
    written = Venue("Apache Kafka", "127.0.0.1:9092", tmp_path).written()
    assert written == {"bench1.events": 15, "bench1-consolidate-state-changelog": 3}


def test_a_broker_that_writes_nothing_has_written_nothing(tmp_path: Path) -> None:
    assert not Venue("embedded broker", "127.0.0.1:9092", tmp_path).written()
