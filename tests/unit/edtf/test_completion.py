from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from workers.edtf import complete, nearest

LOW, HIGH = date(2020, 1, 1), date(2026, 12, 31)


def test_the_year_comes_from_bounds_that_hold_only_one() -> None:
    found = complete("XXXX-08-14/XXXX-08-19", low=date(2023, 2, 1), high=date(2024, 2, 1))
    assert found is not None
    assert found.edtf == "2023-08-14/2023-08-19"
    assert found.reasoning == (
        (
            "14 August to 19 August falls only as 2023-08-14/2023-08-19 "
            "between 2023-02-01 and 2024-02-01"
        ),
    )


def test_several_years_leave_a_value_partial() -> None:
    assert complete("XXXX-08-14/XXXX-08-19", low=LOW, high=HIGH) is None


def test_weekdays_and_days_of_the_month_pick_the_one_year_in_which_they_agree() -> None:
    for value, other in (
        ("XXXX-08-14/XXXX-08-19", "XXXX-WXX-1/XXXX-WXX-6"),
        ("XXXX-08-14", "XXXX-WXX-1"),
    ):
        found = complete(value, given=(other,), low=LOW, high=HIGH)
        assert found is not None
        assert found.first == date(2023, 8, 14)
        assert "agrees with Monday" in found.reasoning[0]


def test_another_source_s_complete_value_completes() -> None:
    found = complete("XXXX-WXX-1/XXXX-WXX-6", given=("2023-08-14/2023-08-20",), low=LOW, high=HIGH)
    assert found is not None
    assert found.edtf == "2023-08-14/2023-08-19"


def test_values_that_never_agree_complete_nothing() -> None:
    assert complete("XXXX-08-14", given=("2023-09",), low=LOW, high=HIGH) is None


def test_a_complete_value_is_returned_without_reasoning() -> None:
    found = complete("2023-08", given=("2024",), low=LOW, high=HIGH)
    assert found is not None
    assert (found.edtf, found.reasoning) == ("2023-08", ())


def test_the_nearest_instance_follows_the_direction() -> None:
    found = [
        nearest("XXXX-WXX-5", date(2023, 8, 15), direction=way)
        for way in ("past", "future", "either")
    ]
    assert [item.edtf for item in found if item] == ["2023-08-11", "2023-08-18", "2023-08-18"]


def test_the_nearest_instance_may_lie_in_another_year() -> None:
    found = nearest("XXXX-12-24", date(2023, 1, 3))
    assert found is not None
    assert found.edtf == "2022-12-24"


def test_a_leap_day_is_not_near_in_a_common_year() -> None:
    assert nearest("XXXX-02-29", date(2022, 2, 28)) is None


@given(st.dates(), st.sampled_from(["past", "future", "either"]))
def test_a_weekday_is_found_within_a_week_of_any_anchor(anchor: date, direction: str) -> None:
    found = nearest("XXXX-WXX-3", anchor, direction=direction)  # type: ignore[arg-type]
    if found is None:
        assert date.max.toordinal() - anchor.toordinal() < 7 or anchor.toordinal() < 7
    else:
        assert abs(found.first.toordinal() - anchor.toordinal()) < 7
