from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.web.live.making import chosen, placed, view_of
from workers.streams.readmodel.view import View
from workers.web.live.buckets import MOST, buckets, runs
from workers.web.live.timeline import Timeline, timeline


def line_of(view: View, **given: str | tuple[str, ...]) -> Timeline:
    return timeline(*chosen(view, **given))


def dated(*dates: str | None) -> View:
    return view_of(placed(f"e{number}", when=when) for number, when in enumerate(dates))


@given(st.dates(), st.dates())
def test_buckets_follow_one_another_cover_all_days_and_are_not_too_many(
    one: date, other: date
) -> None:
    first, last = sorted((one, other))
    found = list(runs(buckets(first, last)))
    assert len(found) <= MOST
    assert found[0][0] <= first
    assert found[-1][1] >= last
    assert all(end + timedelta(1) == after for (_, end), (after, _) in pairwise(found))


@pytest.mark.parametrize(
    ("last", "unit"),
    [
        ("2031-05-20", "day"),
        ("2031-12-01", "week"),
        ("2035-01-01", "month"),
        ("2045-01-01", "quarter"),
        ("2090-01-01", "year"),
    ],
)
def test_the_finest_unit_that_gives_few_enough_bars_is_taken(last: str, unit: str) -> None:
    assert buckets(date(2031, 5, 1), date.fromisoformat(last)).unit == unit


def test_a_bar_counts_the_events_that_its_span_gives() -> None:
    view = dated(
        "2031-05-05", "2031-05-05/2031-05-07", "2031-05-09", "2031-05?", None, "XXXX-05-06"
    )
    line = line_of(view)
    assert (line.unit, line.start, line.undated) == ("day", "1 May 2031", 2)
    counts = {bar.first: bar.count for bar in line.bars}
    assert (
        counts["2031-05-05"],
        counts["2031-05-06"],
        counts["2031-05-09"],
        counts["2031-05-10"],
    ) == (2, 1, 1, 0)
    bar = next(bar for bar in line.bars if bar.first == "2031-05-05")
    selection, _, _ = chosen(view, from_=bar.first, to=bar.last)
    assert sum(told.facts.days is not None for told in selection.chosen) == 3
    assert bar.label == "5 May 2031: 2 events, and 1 more that may be then"
    assert bar.url == "/events?from=2031-05-05&to=2031-05-05"


def test_a_chosen_span_is_shown_between_as_much_before_and_after() -> None:
    line = line_of(
        dated("2031-05-05", "2031-05-08", "2020-01-01", "2040-01-01"),
        from_="2031-05-05",
        to="2031-05-08",
    )
    assert [bar.first for bar in line.bars if bar.chosen] == [
        f"2031-05-0{day}" for day in (5, 6, 7, 8)
    ]
    assert (line.earlier, line.later) == (1, 1)
    assert line.whole == "/events"


def test_a_few_events_of_another_age_do_not_squeeze_the_rest() -> None:
    line = line_of(dated("1066", *["2031-05-05"] * 60, *["2031-06-05"] * 60))
    assert line.unit == "day"
    assert line.earlier == 1


def test_without_dates_there_are_no_bars() -> None:
    line = line_of(dated(None, "XXXX-05-06"))
    assert (line.bars, line.undated) == ((), 2)


@pytest.mark.parametrize(
    "span", [("0001", "9999"), ("9999-12-30", "9999-12-31"), ("0001-01-01", "0001-01-01")]
)
def test_the_ends_of_the_calendar_do_no_harm(span: tuple[str, str]) -> None:
    line = line_of(dated("2031", "0001", "9999"), from_=span[0], to=span[1])
    assert line.bars
    assert any(bar.chosen for bar in line.bars)


@pytest.mark.parametrize("only", ["from_", "to"])
def test_a_span_may_be_open_on_one_side(only: str) -> None:
    line = line_of(dated("2031-05-05", "2031-09-08"), **{only: "2031-06"})
    assert 0 < sum(bar.chosen for bar in line.bars) < len(line.bars)


def test_an_event_whose_day_is_not_told_is_drawn_once_below_the_days_that_it_may_be_on() -> None:
    view = dated("2031-05-05", *["2031-05?"] * 5, "2031-05~", "2031-06", "2031")
    line = line_of(view)
    assert line.unit == "day"
    assert sum(bar.count for bar in line.bars) == 1
    told = [(strip.label, strip.lane, strip.shade) for strip in line.strips.shown]
    assert told == [
        ("June 2031, day not told: 1 event", 0, 1),
        ("May 2031, day not told: 6 events", 0, 2),
        ("2031, day not told: 1 event", 1, 1),
    ]
    assert line.strips.shown[-1].width == len(line.bars)
    assert line.strips.shown[1].url == "/events?from=2031-05-01&to=2031-05-31"
    assert not line.strips.left_out


def test_where_a_bar_holds_all_its_days_it_counts_in_the_bar() -> None:
    line = line_of(dated("2031-05?", "2031-05-05", "2035-01-01"))
    assert line.unit == "month"
    assert line.strips.shown == ()
    assert {bar.first: bar.count for bar in line.bars}["2031-05-01"] == 2


def test_the_strip_of_a_chosen_month_is_marked() -> None:
    line = line_of(dated("2031-05?", "2031-06?"), from_="2031-05-01", to="2031-05-31")
    assert [strip.first for strip in line.strips.shown if strip.chosen] == ["2031-05-01"]


def test_strips_for_which_there_is_no_room_are_counted() -> None:
    line = line_of(dated("2031-05-05", "2031-05-25", "2031-05", "2031-21", "2031", "203X", "20XX"))
    assert line.strips.lanes == 3
    assert line.strips.left_out == 2
