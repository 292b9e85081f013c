import re

import pytest

from tests.unit.web.making import board, filled
from workers.streams.metrics.instruments import Counter, Histogram
from workers.streams.metrics.process_metrics import ProcessMetrics
from workers.streams.metrics.prometheus import DuplicateNameError, render
from workers.streams.readmodel.view_gauges import view_instruments

LINE = re.compile(
    r"(# (HELP|TYPE) \S+ .+)"
    r'|([a-z_]+(\{([a-z_]+="([^"\\\n]|\\.)*",?)+\})? (NaN|[+-]?Inf|-?[0-9.e+-]+))'
)


def test_a_counter_is_told_with_meaning_kind_and_labels() -> None:
    counter = Counter("dateline_things_total", "Things.", ("stage",))
    counter.add(2, stage="prepare")
    assert render([counter]) == (
        "# HELP dateline_things_total Things.\n# TYPE dateline_things_total counter\n"
        'dateline_things_total{stage="prepare"} 2\n'
    )


def test_what_a_label_holds_cannot_break_the_text() -> None:
    counter = Counter("dateline_things_total", "Back\\slash\nand line.", ("reason",))
    counter.add(reason='say "no"\n\\evil')
    text = render([counter])
    assert 'reason="say \\"no\\"\\n\\\\evil"' in text
    assert all(LINE.fullmatch(line) for line in text.splitlines())


def test_a_histogram_is_told_cumulatively_with_sum_and_count() -> None:
    histogram = Histogram("dateline_wait_seconds", "Waiting.", bounds=(0.1, 1))
    for value in (0.05, 0.5, 2):
        histogram.observe(value)
    assert render([histogram]).splitlines()[2:] == [
        'dateline_wait_seconds_bucket{le="0.1"} 1',
        'dateline_wait_seconds_bucket{le="1"} 2',
        'dateline_wait_seconds_bucket{le="+Inf"} 3',
        "dateline_wait_seconds_sum 2.55",
        "dateline_wait_seconds_count 3",
    ]


def test_a_name_that_comes_twice_is_refused() -> None:
    with pytest.raises(DuplicateNameError, match="dateline_a"):
        render([Counter("dateline_a", "A."), Counter("dateline_a", "B.")])


def test_everything_that_a_worker_tells_fits_together_and_into_the_format() -> None:
    text = render([*ProcessMetrics().all(), *view_instruments(filled(), board())])
    assert all(LINE.fullmatch(line) for line in text.splitlines())
    assert 'dateline_group_lag_messages{stage="consolidate"} 111' in text


def test_every_name_is_in_base_units() -> None:
    names = [
        instrument.name
        for instrument in (*ProcessMetrics().all(), *view_instruments(filled(), board()))
    ]
    assert not [name for name in names if re.search(r"_(ms|millis\w*|minutes|kb|mb)(_|$)", name)]
    assert all(name.startswith("dateline_") for name in names)
