import json
from pathlib import Path

import pytest

from benchmarks.charts import charts, drawn
from benchmarks.compare import main as compare
from benchmarks.suite.latency import percentiles, waits_of
from benchmarks.suite.passage import Arrival
from benchmarks.suite.results import Results, table


def results(*ours: float) -> Results:
    found = Results({"machine": {"cores": 2}, "versions": {}, "options": {}})
    for turn, value in enumerate(ours):
        found.add("end-to-end", "Dateline, Apache Kafka", value, "articles/s", turn=turn)
        found.add("end-to-end", "Bytewax, Apache Kafka", 10.0, "articles/s", turn=turn)
    found.compare(
        "end-to-end", "Dateline / Bytewax", "Dateline, Apache Kafka", "Bytewax, Apache Kafka"
    )
    return found


def written(path: Path, *ours: float) -> str:
    results(*ours).write(path)
    return str(path)


def test_a_ratio_is_the_median_of_the_ratios_of_the_rounds() -> None:
    assert results(20.0, 10.0, 30.0).ratios[0].median == 2.0


def test_a_round_in_which_one_side_failed_is_in_no_ratio() -> None:
    found = results(20.0, 10.0)
    found.add("end-to-end", "Dateline, Apache Kafka", 50.0, "articles/s", turn=2)
    assert found.ratios[0].values == (2.0, 1.0)


def test_without_the_other_side_there_is_no_ratio() -> None:
    found = results(20.0)
    found.compare(
        "end-to-end", "Dateline / FastStream", "Dateline, Apache Kafka", "FastStream, Apache Kafka"
    )
    assert len(found.ratios) == 1


def test_the_table_says_what_was_not_measured() -> None:
    found = results(20.0)
    found.skip("Apache Kafka: no `java` on the path")
    assert "Not measured: Apache Kafka: no `java` on the path." in table(found)


def test_comparison_fails_where_all_rounds_of_a_ratio_are_below(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before, after = (
        written(tmp_path / "a.json", 20.0, 21.0),
        written(tmp_path / "b.json", 15.0, 16.0),
    )
    assert compare([before, after]) == 1
    assert "worse" in capsys.readouterr().out


def test_comparison_passes_where_rounds_overlap(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before, after = (
        written(tmp_path / "a.json", 20.0, 21.0),
        written(tmp_path / "b.json", 19.0, 22.0),
    )
    assert compare([before, after]) == 0
    assert "worse" not in capsys.readouterr().out


def test_comparison_tells_of_another_machine(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = written(tmp_path / "a.json", 20.0)
    other = results(20.0)
    other.about["machine"] = {"cores": 8}
    other.write(tmp_path / "b.json")
    compare([before, str(tmp_path / "b.json")])
    assert "machine, cores: 2 before, 8 after" in capsys.readouterr().out


def test_a_chart_has_a_bar_for_each_contender(tmp_path: Path) -> None:
    made = charts(json.loads(Path(written(tmp_path / "a.json", 20.0)).read_text(encoding="utf-8")))
    assert [chart.file for chart in made] == ["end-to-end"]
    picture = drawn(made[0])
    assert picture.count("<rect") == 2
    assert ">Dateline<" in picture


def test_an_article_waits_until_the_first_record_that_lists_it() -> None:
    events = [
        Arrival(5.0, b"e", b'{"articles": [{"id": "a"}]}'),
        Arrival(7.0, b"e", b'{"articles": [{"id": "a"}]}'),
    ]
    assert waits_of({"a": 2.0, "b": 2.0}, events) == [3.0]


def test_a_message_of_a_peer_is_about_the_article_of_its_key() -> None:
    assert waits_of({"a": 2.0}, [Arrival(2.5, b"a", b"[]")]) == [0.5]


def test_percentiles_are_those_of_the_values() -> None:
    assert percentiles([float(value) for value in range(101)]) == [("p50", 50.0), ("p99", 99.0)]
    assert percentiles([1.0]) == []
