from datetime import UTC, datetime

import pytest

from schemas.mentions import EventType
from workers.web.presentation.wording import (
    brief,
    counted,
    country_words,
    date_words,
    instant,
    number,
    type_words,
)


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        (None, "not told"),
        ("2031", "2031"),
        ("2031-05", "May 2031"),
        ("2031-05-05", "5 May 2031"),
        ("2031-05-05T09:30", "5 May 2031"),
        ("2031?", "2031 (uncertain)"),
        ("2031-05~", "May 2031 (about)"),
        ("XXXX-05-05", "5 May (year not told)"),
        ("2031-05-05/2031-05-09", "5–9 May 2031"),
        ("2031-05-05?/2031-05-09?", "5–9 May 2031 (uncertain)"),
        ("2031-04-30/2031-05-02", "30 April – 2 May 2031"),
        ("2030-12-30/2031-01-02", "30 December 2030 – 2 January 2031"),
        ("2031-05/2031-06", "May 2031 – June 2031"),
        ("XXXX-05-05/XXXX-05-09", "5–9 May (year not told)"),
        ("../2031-05", "until May 2031"),
        ("2031-05-05/..", "from 5 May 2031"),
        ("XXXX-WXX-1", "Monday (date not told)"),
        ("2031-W19", "2031-W19"),
        ("2031-13-05", "2031-13-05"),
        ("/", "/"),
        ("nonsense/2031", "nonsense/2031"),
    ],
)
def test_a_date_is_told_as_people_write_it_or_as_it_is(edtf: str | None, words: str) -> None:
    assert date_words(edtf) == words


def test_types_and_countries_have_names() -> None:
    assert type_words(EventType("plover", "CONSULT", "third_party")) == "Consult · third party"
    assert type_words(EventType("dateline", "SPORT_RESULT")) == "Sport result"
    assert (country_words("NL"), country_words("ZZ9"), country_words(None)) == (
        "Netherlands",
        "ZZ9",
        "",
    )


def test_numbers_are_told_shortly() -> None:
    assert [number(value) for value in (0, 3.14, 12.6, 12_345)] == ["0", "3.1", "13", "12\u202f345"]
    assert (counted(1, "article"), counted(0, "article")) == ("1 article", "0 articles")


def test_times_are_told_in_utc() -> None:
    at = datetime.fromisoformat("2031-05-05T11:30:05+02:00")
    assert (instant(at), brief(at), instant(None)) == (
        "2031-05-05 09:30:05 UTC",
        "5 May, 09:30",
        "",
    )
    assert instant(datetime(2031, 1, 1, tzinfo=UTC)).startswith("2031-01-01")
