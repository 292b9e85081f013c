import pytest

from workers.streams.metrics.instruments import Counter, Gauge, Histogram
from workers.streams.readmodel.stage_board import SLICES, LagSlice
from workers.web.pipeline.figures import Figure, Figures, duration
from workers.web.pipeline.sparkline import EDGE, HEIGHT, WIDTH, sparkline


def figures() -> Figures:
    lag = Gauge("dateline_lag_messages", "Lag.", ("stage",))
    lag.set(1_200, stage="extract")
    lag.set(7, stage="annotate")
    seconds = Histogram("dateline_wait_seconds", "Waits.", bounds=(1.0,))
    seconds.observe(0.5)
    return Figures.of([lag, seconds, Counter("dateline_none_total", "None.")])


def test_a_figure_has_the_words_of_metrics_and_those_for_people() -> None:
    told = figures().one("dateline_lag_messages", stage="extract")
    assert told is not None
    assert (told.series, told.exact, told.words) == (
        'dateline_lag_messages{stage="extract"}',
        "1200",
        "1\u202f200",
    )


def test_what_is_not_told_has_no_figure() -> None:
    assert figures().one("dateline_lag_messages", stage="prepare") is None
    assert figures().one("dateline_lag_messages") is None
    assert figures().all("dateline_none_total") == figures().all("dateline_other") == ()


def test_figures_come_by_label_or_the_largest_first() -> None:
    assert [one.labels["stage"] for one in figures().all("dateline_lag_messages")] == [
        "annotate",
        "extract",
    ]
    assert [one.value for one in figures().largest("dateline_lag_messages")] == [1_200, 7]


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("a_messages", 3, "3"),
        ("a_rate_messages_per_second", 2.46, "2.5"),
        ("a_timestamp_seconds", 0, "1970-01-01 00:00:00 UTC"),
        ("a_seconds", 0.034, "0.03 s"),
    ],
)
def test_the_unit_is_in_the_name(name: str, value: float, words: str) -> None:
    assert Figure(name, name, {}, value).words == words


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0, "0.00 s"), (12.54, "12.5 s"), (60, "1 min 0 s"), (200.4, "3 min 20 s")],
)
def test_durations_are_told_in_seconds_and_minutes(seconds: float, words: str) -> None:
    assert duration(seconds) == words


def test_the_line_of_the_lag_ends_at_the_right_and_reaches_the_top() -> None:
    points = sparkline([LagSlice(5, 0), LagSlice(6, 8), LagSlice(5 + SLICES - 1, 4)])
    assert points is not None
    first, second, last = points.split()
    assert first == f"0.0,{HEIGHT - EDGE:.1f}"
    assert second.endswith(f",{EDGE:.1f}")
    assert last == f"{WIDTH:.1f},{HEIGHT / 2:.1f}"


def test_a_stage_without_lag_has_a_line_at_the_bottom_and_one_slice_has_none() -> None:
    assert sparkline([LagSlice(1, 0), LagSlice(2, 0)]) == "178.0,33.0 180.0,33.0"
    assert sparkline([LagSlice(1, 9)]) is None
    assert sparkline([]) is None
