"""Dates of metadata: which forms are read, and what an unreadable one costs."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas import Article
from workers.articles import read_article
from workers.articles.dates.metadata_dates import day_of, moment_of, read_stamp


def read(published_at: object) -> Article:
    data = json.dumps(
        {"id": "a", "text": "The harbour opened.", "published_at": published_at}
    ).encode()
    return read_article(data, key=None, max_text_length=1000)


@pytest.mark.parametrize(
    ("stamp", "expected"),
    [
        ("Tue, 07 May 2024 22:05:03 +0200", "2024-05-07T22:05:03+02:00"),
        ("Tue, 7 May 2024 22:05 GMT", "2024-05-07T22:05:00Z"),
        ("Tue, 07 May 2024 13:05:00 EDT", "2024-05-07T13:05:00-04:00"),
        ("Tue, 07 May 2024 13:05:00 +0200 (CEST)", "2024-05-07T13:05:00+02:00"),
        ("Tue, 07 May 24 13:05:00 +0200", "2024-05-07T13:05:00+02:00"),
        ("07 May 99 13:05 UT", "1999-05-07T13:05:00Z"),
        ("2024-05-07 14:30:00 UTC", "2024-05-07T14:30:00Z"),
        ("2024-05-07T14:30:00+02:00[Europe/Berlin]", "2024-05-07T14:30:00+02:00"),
        ("Tue May  7 14:30:00 +0000 2024", "2024-05-07T14:30:00+00:00"),
        ("Tue May 07 2024 14:30:00 GMT+0100 (British Summer Time)", "2024-05-07T14:30:00+01:00"),
        ("07/May/2024:14:30:00 +0000", "2024-05-07T14:30:00+00:00"),
        ("May 7, 2024 2:30 PM EST", "2024-05-07T14:30:00-05:00"),
        ("2:30pm GMT, Tuesday, May 7th, 2024", "2024-05-07T14:30:00Z"),
        ("20240507T143000Z", "2024-05-07T14:30:00Z"),
        ("1715092200", "2024-05-07T14:30:00Z"),
        ("1715092200000", "2024-05-07T14:30:00Z"),
    ],
)
def test_a_date_with_time_and_zone_is_a_moment_whatever_its_form(stamp: str, expected: str) -> None:
    assert read_stamp(stamp) == expected
    assert moment_of(expected) == expected


@pytest.mark.parametrize(
    "stamp",
    [
        "7 May 2024",
        "May 7, 2024",
        "Tuesday 7th of May 2024",
        "7-May-2024",
        "2024 May 7",
        "2024/5/7",
        "2024.05.07",
        "2024年5月7日",
        "20240507",
        "2024-05-07Z",
        "Published: 7 May 2024",
        "2024/5/7 15:07:41",
        "2024-05-07 14:30",
        "Tue May  7 14:30:00 2024",
        "7 May 2024, 14:30 (IST)",
        "Published by Ana Prado on May 7, 2024",
    ],
)
def test_a_date_without_a_known_zone_is_a_day(stamp: str) -> None:
    found = read_stamp(stamp)
    assert found is not None
    assert day_of(found) == "2024-05-07"
    assert moment_of(found) is None


@pytest.mark.parametrize("stamp", ["25/12/2023", "12/25/2023", "25.12.2023"])
def test_figures_with_one_reading_are_a_day(stamp: str) -> None:
    assert read_stamp(stamp) == "2023-12-25"


@pytest.mark.parametrize(
    "stamp",
    [
        "03/04/2016",
        "3.4.2016 10:30",
        "03/04/16",
        "yesterday",
        "2 hours ago",
        "n/a",
        "May 2024",
        "2024",
        "2023-02-30",
        "31 February 2023",
        "Wed, 07 May 24 13:05:00 +0200",
        "12345",
        "99999999999",
        "0000000001",
        "from 3 May 2024 to 5 May 2024",
        "7 May 2024 " * 40,
    ],
)
def test_what_names_no_one_day_is_no_date(stamp: str) -> None:
    assert read_stamp(stamp) is None


@pytest.mark.parametrize(
    "stamp", ["2023-02-03T25:00:00Z", "2023-02-03T10:00:00+02:75", "3 Feb 2023 25:10 GMT"]
)
def test_an_impossible_time_costs_the_time_only(stamp: str) -> None:
    assert read_stamp(stamp) == "2023-02-03"


@pytest.mark.parametrize("stamp", ["0001-01-01T00:00:00Z", "1970-01-01T00:00:00Z", "9999-12-31"])
def test_a_date_that_was_never_set_tells_no_day(stamp: str) -> None:
    assert day_of(read_stamp(stamp) or "") is None


@pytest.mark.parametrize(
    "given", ["yesterday", "03/04/2016", "2023-02-30", True, {"day": 3}, [3], 12]
)
def test_a_date_that_cannot_be_read_costs_the_date_and_not_the_article(given: object) -> None:
    article = read(given)
    assert article.published_at is None
    assert len(article.warnings) == 1
    assert article.warnings[0].startswith("published_at is left out")


@pytest.mark.parametrize(
    "given", [None, "", "  ", "7 May 2024", 1715092200, ["2024-05-07"], {"@value": "2024-05-07"}]
)
def test_a_date_that_is_read_or_absent_warns_of_nothing(given: object) -> None:
    assert read(given).warnings == ()


def test_a_crawlers_form_is_read_in_the_same_way() -> None:
    page = {
        "maintext": "The harbour opened.",
        "url": "https://example.org/a",
        "date_publish": "Tue, 07 May 24 13:05:00 GMT",
    }
    assert (
        read_article(json.dumps(page).encode(), key=None, max_text_length=1000).published_at
        == "2024-05-07T13:05:00Z"
    )


@given(st.text(max_size=60) | st.text(alphabet="0123456789:-/., TZMay+GMT", max_size=40))
def test_any_string_is_a_stamp_in_rfc_3339_or_none(given: str) -> None:
    found = read_stamp(given)
    assert found is None or read_stamp(found) == found
