from typing import Any

import pytest

from schemas import Article, Published, Quote
from workers.articles.blocks.segmentation import blocks_of
from workers.articles.publication_date import publication_of

LEAD = (
    "The harbour of Lindau was opened again on Friday after two years of work, "
    "the port authority said."
)
MORE = (
    "Dock workers cheered as the first of four ships came in, "
    "and the minister made a short speech on the pier."
)


def published(*paragraphs: str, **fields: Any) -> Published:
    article = Article(id="a", text="\n\n".join(paragraphs), **fields)
    found = publication_of(article, blocks_of(article))
    if found.quote:
        assert article.text[found.quote.start : found.quote.end] == found.quote.quote
    return found


def test_metadata_gives_day_and_moment_in_the_offset_given() -> None:
    found = published(LEAD, published_at="2024-05-03T23:10:00+02:00")
    assert found == Published("2024-05-03", "metadata", "2024-05-03T23:10:00+02:00", "published_at")


@pytest.mark.parametrize("stamp", ["2024-05-03", "2024-05-03T00:00:00", "2024-05-03 09:10:00"])
def test_metadata_without_a_zone_is_a_day(stamp: str) -> None:
    assert published(LEAD, published_at=stamp) == Published(
        "2024-05-03", "metadata", None, "published_at"
    )


def test_the_zero_of_unix_time_is_no_date() -> None:
    assert published(LEAD, published_at="1970-01-01T00:00:00Z") == Published()


@pytest.mark.parametrize(
    "url",
    [
        "https://e.org/2024/05/03/harbour",
        "https://e.org/news/2024/5/3/harbour.html",
        "https://e.org/2024-05-03-harbour",
        "https://e.org/a/20240503/harbour",
        "https://e.org/world/2024/may/03/harbour",
    ],
)
def test_the_path_of_the_url_tells_the_day(url: str) -> None:
    assert published(LEAD, url=url) == Published("2024-05-03", "metadata", None, "url")


@pytest.mark.parametrize(
    "url",
    [
        "https://e.org/12345678/harbour",
        "https://e.org/19040101_x",
        "https://e.org/2024/harbour",
        "https://e.org/2024/13/41/x",
    ],
)
def test_other_numbers_in_a_url_tell_nothing(url: str) -> None:
    assert published(LEAD, url=url) == Published()


def test_a_byline_tells_the_day_with_its_words() -> None:
    found = published("Harbour opens after fire", "Published: 3 May 2024", LEAD)
    assert found == Published(
        "2024-05-03", "text", None, "byline", Quote("text", 37, 47, "3 May 2024")
    )


def test_a_footer_tells_the_day() -> None:
    found = published(LEAD, MORE, "May 3, 2024 at 05:30PM", "Example News")
    assert (found.edtf, found.detail, found.quote and found.quote.quote) == (
        "2024-05-03",
        "footer",
        "May 3, 2024",
    )


def test_a_stamp_with_a_known_zone_tells_the_moment() -> None:
    assert (
        published("Harbour opens after fire", "3 May 2024 Last updated at 13:59 GMT", LEAD).at
        == "2024-05-03T13:59:00Z"
    )
    assert (
        published("Harbour opens after fire", "3 May 2024 at 1:59 pm EDT", LEAD).at
        == "2024-05-03T13:59:00-04:00"
    )
    assert published("Harbour opens after fire", "3 May 2024 at 13:59 IST", LEAD).at is None


def test_a_dateline_without_a_year_tells_a_day_of_some_year() -> None:
    found = published(f"LINDAU, May 3 (Reuters) - {LEAD}")
    assert (found.edtf, found.basis, found.detail) == ("XXXX-05-03", "text", "dateline")


def test_a_dateline_of_the_evening_before_is_no_conflict_and_another_day_is() -> None:
    assert published(f"LINDAU, May 2 (Reuters) - {LEAD}", published_at="2024-05-03").conflicts == ()
    assert published(
        f"LINDAU, April 2 (Reuters) - {LEAD}", published_at="2024-05-03"
    ).conflicts == ("XXXX-04-02",)
    assert (
        published(f"LINDAU, Dec 31 (Reuters) - {LEAD}", published_at="2024-01-01").conflicts == ()
    )


def test_a_date_of_the_text_that_disagrees_with_metadata_is_kept() -> None:
    found = published(
        "Harbour opens after fire",
        "Published: 3 May 2024",
        LEAD,
        published_at="2024-11-12T10:00:00Z",
    )
    assert (found.edtf, found.basis, found.conflicts) == ("2024-11-12", "metadata", ("2024-05-03",))


def test_published_goes_before_updated_and_an_update_is_no_conflict() -> None:
    found = published("Harbour opens after fire", "Updated 9 May 2024, published 3 May 2024", LEAD)
    assert (found.edtf, found.conflicts) == ("2024-05-03", ())


def test_the_clock_of_the_page_is_never_used() -> None:
    assert (
        published("27.1 C\nLindau\nFriday, March 29, 2024", "Harbour opens after fire", LEAD)
        == Published()
    )
    assert published("Today is Friday, March 29, 2024", LEAD) == Published()
    found = published(
        "18 °C\nFriday, March 29, 2024",
        "Harbour opens after fire",
        LEAD,
        MORE,
        "May 3, 2023 at 05:30PM",
    )
    assert (found.edtf, found.conflicts) == ("2023-05-03", ())


def test_a_bare_date_above_the_headline_gives_way_to_any_other_and_is_no_conflict() -> None:
    page = ("Friday, March 29, 2024", "Harbour opens after fire", LEAD, MORE)
    assert published(*page).edtf == "2024-03-29"
    found = published(*page, "May 3, 2023 at 05:30PM")
    assert (found.edtf, found.detail, found.conflicts) == ("2023-05-03", "footer", ())


def test_a_date_in_the_story_is_not_the_date_of_publication() -> None:
    assert (
        published(LEAD, "The fire broke out on May 3, 2022 and burned for two days.") == Published()
    )


def test_a_date_of_two_readings_tells_nothing() -> None:
    assert published("Harbour opens after fire", "Posted 03/05/2024", LEAD) == Published()
    assert published("Harbour opens after fire", "Posted 23/05/2024", LEAD).edtf == "2024-05-23"
    assert published("Harbour opens after fire", "05/23/24 07:35 PM ET", LEAD).edtf == "2024-05-23"


def test_a_labelled_date_glued_before_the_story_is_kept() -> None:
    found = published(f" date 2024-05-03 {LEAD}")
    assert found == Published(
        "2024-05-03", "text", None, "byline", Quote("text", 6, 16, "2024-05-03")
    )


def test_unknown_stays_unknown() -> None:
    assert published(LEAD) == Published()


@pytest.mark.parametrize(
    "page",
    [
        (
            "Friday, March 29, 2024",
            "Home",
            "News",
            "Sport",
            "Weather",
            "Harbour opens after fire",
            LEAD,
            MORE,
        ),
        (
            "Home",
            "News",
            "Sport",
            "Friday, March 29, 2024",
            "Weather",
            "Harbour opens after fire",
            LEAD,
            MORE,
        ),
        ("Home | News | Sport", "Friday, March 29, 2024", "Harbour opens after fire", LEAD, MORE),
    ],
)
def test_a_bare_date_in_the_navigation_is_the_clock_of_the_page(page: tuple[str, ...]) -> None:
    assert published(*page) == Published()
    assert published(*page, "May 3, 2023 at 05:30PM").edtf == "2023-05-03"


@pytest.mark.parametrize(
    "stamp",
    [
        "June 18, 2005",
        "(June 18, 2005)",
        "Saturday 18 June 2005, 10:30",
        "June 18, 2005 5:00 AM by Ana Prado, staff writer",
    ],
)
def test_the_first_line_under_the_title_dates_the_article(stamp: str) -> None:
    assert published(stamp, LEAD, MORE, title="Harbour opens after fire").edtf == "2005-06-18"
    assert published("Harbour opens after fire", stamp, LEAD, MORE).edtf == "2005-06-18"


def test_an_american_zone_or_a_weekday_picks_between_two_readings() -> None:
    assert published("Posted: 08/02/2013 11:10 am EDT", LEAD).edtf == "2013-08-02"
    assert published("Posted Friday 03/04/2016", LEAD).edtf == "2016-03-04"
    assert published("Posted: 08/02/2013 11:10 am GMT", LEAD) == Published()


@pytest.mark.parametrize(
    ("dateline", "day"),
    [
        ("SOUTH LINDAU, April 5 (APP):Chief of staff Ana Prado said so.", "XXXX-04-05"),
        ("Lindau, Ky. (November 28, 2016) – Post 15 received a call in the town.", "2016-11-28"),
        ("LINDAU & BREGENZ,, MARCH 29, 2018 -- The government said so on Friday.", "2018-03-29"),
        ("LINDAU, Kan., Nov. 29 (AP) The government said so on Friday.", "XXXX-11-29"),
    ],
)
def test_a_dateline_is_read_as_agencies_and_offices_write_it(dateline: str, day: str) -> None:
    assert published(dateline).edtf == day


def test_a_dateline_may_stand_on_a_line_of_its_own() -> None:
    assert published("Lindau, Nov 11, 2008 -", LEAD, title="Harbour opens").edtf == "2008-11-11"


def test_the_time_of_capture_dates_only_what_nothing_else_dates() -> None:
    captured = "2024-05-09T10:00:00Z"
    assert published(LEAD, captured_at=captured) == Published(
        "2024-05-09", "metadata", captured, "captured_at"
    )
    dated = published("Published: May 3, 2024", LEAD, MORE, captured_at=captured)
    assert (dated.edtf, dated.conflicts) == ("2024-05-03", ())
