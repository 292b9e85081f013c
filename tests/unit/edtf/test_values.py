from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workers.edtf import (
    InvalidEdtf,
    bounds,
    days_of,
    instances,
    is_partial,
    of_days,
    parse,
    uncertain,
    worded,
)

DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 1, 1))


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2023-08-14", date(2023, 8, 14), date(2023, 8, 14)),
        ("2023-08", date(2023, 8, 1), date(2023, 8, 31)),
        ("2024-02~", date(2024, 2, 1), date(2024, 2, 29)),
        ("2023?", date(2023, 1, 1), date(2023, 12, 31)),
        ("199X", date(1990, 1, 1), date(1999, 12, 31)),
        ("2023-24", date(2023, 12, 1), date(2024, 2, 29)),
        ("2023-35", date(2023, 7, 1), date(2023, 9, 30)),
        ("2023-41", date(2023, 7, 1), date(2023, 12, 31)),
        ("2023-W33", date(2023, 8, 14), date(2023, 8, 20)),
        ("2023-W33-6", date(2023, 8, 19), date(2023, 8, 19)),
        ("2023-08-XX", date(2023, 8, 1), date(2023, 8, 31)),
        ("2023-08-14T17:30:00Z", date(2023, 8, 14), date(2023, 8, 14)),
        ("2023-08-14/2023-09", date(2023, 8, 14), date(2023, 9, 30)),
        ("2023-08/..", date(2023, 8, 1), date.max),
        ("../2023-08", date.min, date(2023, 8, 31)),
    ],
)
def test_a_complete_value_covers_one_run_of_days(value: str, first: date, last: date) -> None:
    assert bounds(value) == (first, last)
    assert not is_partial(value)


@pytest.mark.parametrize(
    ("value", "doubted"),
    [
        ("2023-08-14", "2023-08-14?"),
        ("2023-08-14T17:30", "2023-08-14?"),
        ("2023-08~", "2023-08%"),
        ("2023?", "2023?"),
        ("XXXX-08-14/XXXX-08-19", "XXXX-08-14?/XXXX-08-19?"),
        ("2023-08/..", "2023-08?/.."),
    ],
)
def test_an_uncertain_value_has_a_mark_at_each_end_and_the_same_days(
    value: str, doubted: str
) -> None:
    assert uncertain(value) == doubted
    assert days_of(doubted) == days_of(value)
    assert uncertain(doubted) == doubted


@pytest.mark.parametrize(
    "value", [None, "", "soon", "2023-02-29", "2023-08-19/2023-08-14", "XXXX-08-14"]
)
def test_days_of_an_absent_wrong_or_partial_value_are_unknown(value: str | None) -> None:
    assert days_of(value) is None


def test_days_of_a_complete_value_are_its_bounds() -> None:
    assert days_of("2023-08") == bounds("2023-08")


@pytest.mark.parametrize(
    "value", ["XXXX-08-14", "XXXX-WXX-1/XXXX-WXX-6", "2023-XX-14", "199X-05", "XXXX"]
)
def test_a_value_without_a_year_or_month_or_week_covers_none(value: str) -> None:
    assert is_partial(value)
    assert bounds(value) is None


@pytest.mark.parametrize(
    "value",
    [
        "",
        "August",
        "2023-13",
        "2023-02-29",
        "XXXX-02-30",
        "20X3",
        "0000",
        "2023-W54",
        "2023-W53",
        "2023-08-19/2023-08-14",
    ],
)
def test_what_is_no_date_is_refused(value: str) -> None:
    with pytest.raises(InvalidEdtf):
        parse(value)


def test_a_day_without_a_year_has_one_instance_a_year() -> None:
    found = instances("XXXX-08-14", date(2020, 8, 15), date(2022, 12, 31))
    assert found == ((date(2021, 8, 14),) * 2, (date(2022, 8, 14),) * 2)


def test_the_twenty_ninth_of_february_is_only_in_leap_years() -> None:
    assert [
        first.year for first, _ in instances("XXXX-02-29", date(2019, 1, 1), date(2025, 1, 1))
    ] == [2020, 2024]


def test_a_range_of_weekdays_ends_on_the_next_such_day() -> None:
    found = instances("XXXX-WXX-5/XXXX-WXX-1", date(2023, 8, 14), date(2023, 8, 31))
    assert found == ((date(2023, 8, 18), date(2023, 8, 21)), (date(2023, 8, 25), date(2023, 8, 28)))


def test_a_range_over_new_year_ends_in_the_next_year() -> None:
    found = instances("XXXX-12-30/XXXX-01-02", date(2022, 1, 1), date(2023, 12, 31))
    assert found == ((date(2022, 12, 30), date(2023, 1, 2)),)


@given(DAYS, DAYS)
def test_days_survive_the_way_through_edtf(one: date, two: date) -> None:
    first, last = sorted((one, two))
    assert bounds(of_days(first, last)) == (first, last)


@given(st.text(alphabet="0123456789X-/W.?~T:", max_size=24))
def test_any_string_is_read_or_refused(text: str) -> None:
    try:
        bounds(text)
    except InvalidEdtf:
        return


def test_values_are_worded() -> None:
    assert worded("XXXX-08-14/XXXX-08-19") == "14 August to 19 August"
    assert worded("XXXX-WXX-1/XXXX-WXX-6") == "Monday to Saturday"
    assert worded("2023-W33") == "2023-W33"
