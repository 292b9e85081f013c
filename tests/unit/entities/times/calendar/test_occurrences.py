from datetime import date

import pytest

from workers.edtf import PartialDate
from workers.entities.times.calendar.occurrences import Tense, easter, holiday_in, select_occurrence
from workers.entities.times.expressions import Recurring
from workers.entities.times.text.time_lexicon import Holiday, holidays

FRIDAY = Recurring("WXX-5", "day", PartialDate(None, weekday=5))
NOVEMBER_7 = Recurring("11-07", "day", PartialDate(None, 11, 7))


def _rule(name: str) -> Holiday:
    return next(rule for rule in holidays() if name in rule.names)


@pytest.mark.parametrize(
    "day",
    [date(1997, 3, 30), date(1998, 4, 12), date(2000, 4, 23), date(2024, 3, 31), date(2038, 4, 25)],
)
def test_easter_is_where_the_church_has_it(day: date) -> None:
    assert easter(day.year) == day


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("thanksgiving", date(1998, 11, 26)),
        ("memorial day", date(2023, 5, 29)),
        ("labor day", date(1997, 9, 1)),
        ("good friday", date(1998, 4, 10)),
        ("christmas eve", date(2023, 12, 24)),
    ],
)
def test_a_holiday_falls_where_its_rule_says(name: str, day: date) -> None:
    assert holiday_in(_rule(name), day.year) == day


def test_a_holiday_needs_exactly_one_rule() -> None:
    with pytest.raises(ValueError, match="one rule"):
        Holiday(("never",))
    with pytest.raises(ValueError, match="one rule"):
        Holiday(("twice",), fixed=(1, 1), easter=0)


@pytest.mark.parametrize(
    ("tense", "day"),
    [
        ("past", date(1998, 2, 6)),
        ("reported", date(1998, 2, 6)),
        ("either", date(1998, 2, 6)),
        ("future", date(1998, 2, 6)),
    ],
)
def test_friday_in_a_friday_s_paper_is_that_day(tense: Tense, day: date) -> None:
    assert select_occurrence(FRIDAY, date(1998, 2, 6), tense) == (day, day)


def test_a_deed_is_in_the_past_but_a_report_of_a_near_day_is_not_moved_by_a_year() -> None:
    assert select_occurrence(NOVEMBER_7, date(1989, 10, 20), "past") == (date(1988, 11, 7),) * 2
    assert select_occurrence(NOVEMBER_7, date(1989, 10, 20), "reported") == (date(1989, 11, 7),) * 2


def test_last_and_next_leave_out_the_day_of_publication() -> None:
    last, after = (Recurring("WXX-5", "day", FRIDAY.date, step=step) for step in (-1, 1))
    assert select_occurrence(last, date(1998, 2, 6), "either") == (date(1998, 1, 30),) * 2
    assert select_occurrence(after, date(1998, 2, 6), "either") == (date(1998, 2, 13),) * 2
