from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workers.edtf import bounds, contains, contradicts, of_days, overlaps

DAYS = st.dates(min_value=date(1980, 1, 1), max_value=date(2040, 1, 1))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("2023-08", "2023-08-14"),
        ("XXXX-08-14", "2023-08"),
        ("XXXX-WXX-1", "XXXX-08-14"),
        ("2023-08-14/2023-08-19", "XXXX-WXX-2"),
        ("XXXX-12-30/XXXX-01-02", "XXXX-01-01"),
        ("199X", "1995-05-05"),
        ("2023-08/..", "2024"),
        ("XXXX", "2023-08-14"),
    ],
)
def test_values_that_can_share_a_day_overlap(first: str, second: str) -> None:
    assert overlaps(first, second)
    assert overlaps(second, first)
    assert not contradicts(first, second)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("2023-08-14", "2023-08-15"),
        ("XXXX-08-14", "XXXX-08-20"),
        ("XXXX-08-14", "2023-09"),
        ("XXXX-WXX-1", "XXXX-WXX-2"),
        ("XXXX-WXX-1", "2023-08-15"),
        ("XXXX-WXX-6", "2023-08-14/2023-08-18"),
        ("XXXX-02-29", "2023"),
        ("2023-08/..", "2023-07"),
    ],
)
def test_values_that_share_no_day_whatever_is_unknown_contradict(first: str, second: str) -> None:
    assert contradicts(first, second)
    assert contradicts(second, first)


def test_a_value_contains_what_lies_within_it_whatever_is_unknown() -> None:
    assert contains("2023-08", "2023-08-14")
    assert contains("XXXX-08", "XXXX-08-14")
    assert contains("XXXX-08", "2023-08-14")
    assert contains("XXXX-WXX-1/XXXX-WXX-5", "XXXX-WXX-3")
    assert not contains("2023-08-14", "2023-08")
    assert not contains("2023-08", "XXXX-WXX-1/XXXX-09")
    assert not contains("XXXX-08-14", "XXXX-08")


@given(DAYS, DAYS, DAYS, DAYS)
def test_relations_of_complete_values_are_those_of_their_days(
    a: date, b: date, c: date, d: date
) -> None:
    one, two = of_days(*sorted((a, b))), of_days(*sorted((c, d)))
    (low, high), (first, last) = bounds(one) or (a, b), bounds(two) or (c, d)
    assert overlaps(one, two) == (low <= last and first <= high)
    assert contains(one, two) == (low <= first and last <= high)
