import pytest

from workers.streams.metrics.instruments import Histogram, LabelError
from workers.streams.metrics.process_metrics import ProcessMetrics


def test_every_figure_has_a_name_and_a_meaning_of_its_own() -> None:
    names = [instrument.name for instrument in ProcessMetrics().all()]
    assert len(set(names)) == len(names)
    assert all(instrument.meaning.endswith(".") for instrument in ProcessMetrics().all())


def test_a_figure_takes_the_labels_it_is_declared_with_and_no_others() -> None:
    metrics = ProcessMetrics()
    metrics.late.add(stage="consolidate")
    assert metrics.late.value(stage="consolidate") == 1
    with pytest.raises(LabelError):
        metrics.late.add(partition=1)


def test_a_total_is_over_all_that_carry_a_label() -> None:
    metrics = ProcessMetrics()
    metrics.received.add(2, stage="prepare", topic="a", partition=0)
    metrics.received.add(3, stage="prepare", topic="a", partition=1)
    metrics.received.add(5, stage="extract", topic="b", partition=1)
    assert metrics.received.total(stage="prepare") == 5


def test_buckets_are_cumulative_and_end_with_the_count() -> None:
    histogram = Histogram("h", "h.", (), (1.0, 2.0))
    for number in (0.5, 1.0, 1.5, 9.0):
        histogram.observe(number)
    told = {(sample.suffix, *sample.labels): sample.value for sample in histogram.samples()}
    assert told["_bucket", ("le", "1.0")] == 2
    assert told["_bucket", ("le", "+Inf")] == told["_count",] == 4


def test_a_gauge_forgets_what_it_is_not_given_again_and_nothing_of_other_labels() -> None:
    windows = ProcessMetrics().open_windows
    windows.set(9, partition=1, shard="de")
    windows.replace({"en": 3, "fr": 1}, partition=0)
    windows.replace({"en": 4}, partition=0)
    assert windows.values == {("1", "de"): 9, ("0", "en"): 4}
    with pytest.raises(LabelError):
        windows.replace({"en": 4})
