import pytest

from tests.unit.articles.blocks.paragraphs import LEAD, MORE, kinds, read


@pytest.mark.parametrize(
    "dateline",
    [
        "LINDAU (Reuters) -",
        "LINDAU, Germany (AP) --",
        "LINDAU —",
        "Lindau, March 3 —",
        "LINDAU, March 3 (Xinhua) --",
        "(Reuters) -",
        "LINDAU/BREGENZ, Aug 30 (Reuters) -",
        "NEW LINDAU, Germany, Aug. 3, 2023 /PRNewswire/ --",
        "ST. GALLEN —",
        "Bad Lindau, Germany (Sports Network) -",
        "Lindau (dpa) -",
        "LINDAU, May 3. /TASS/.",
        "Lindau, Germany –",
        "LINDAU:",
        "BAD LINDAU:",
        "LINDAU (AP)",
        "LINDAU, Nov. 29 (Reuters)",
        "LINDAU, Kan.",
        "LINDAU, N.H.",
        "NEW LINDAU, Ont. (AP)",
        "LINDAU (AP) \ufffd",
        "LINDAU, Kan. â ”",
        "NEW ORLEANS",
    ],
)
def test_a_dateline_is_cut_off_the_story(dateline: str) -> None:
    assert read(f"{dateline} {LEAD}", MORE)[:2] == [("dateline", dateline), ("body", LEAD)]


@pytest.mark.parametrize(
    "opening",
    [
        "The minister - a former docker - spoke on the pier.",
        "Lindau - once a free city - has a new harbour.",
        "UPDATE - The harbour of Lindau has opened.",
        "EXCLUSIVE — The harbour of Lindau has opened.",
        "Ana Prado: the harbour is open.",
        "PORT: The harbour is open.",
        "HIGHLIGHTS: The harbour is open.",
        "Still, Lindau – once a free city – has a new harbour.",
        "A well-known docker, 54, was there.",
        "LONDON Dockers beat Lindau Rowers in the final.",
        "LINDAU The harbour has opened.",
        "LINDAU HARBOUR AUTHORITY (LHA) Director Ana Prado has left.",
        "BY ANA PRADO — The harbour has opened.",
        "LINDAU SHIPS, Inc. Shares of the firm rose.",
        "LINDAU, Kan. storms brought down trees.",
        "THE HARBOUR HAS OPENED. Ships came in — at last.",
    ],
)
def test_words_that_look_like_a_dateline_are_none(opening: str) -> None:
    assert kinds(opening, MORE) == ["body", "body"]


@pytest.mark.parametrize(
    ("before", "kind"),
    [
        ("By Ana Prado", "byline"),
        ("BY ANA PRADO Harbour Reporter March 29, 2009", "byline"),
        ("Ships lie in the harbour.", "caption"),
    ],
)
@pytest.mark.parametrize("dateline", ["LINDAU, Austria (Reuters) -", "LA PORT --", "LINDAU, Kan."])
def test_a_dateline_is_found_behind_other_words_of_its_line(
    before: str, kind: str, dateline: str
) -> None:
    assert read(f"{before} {dateline} {LEAD}", MORE)[:3] == [
        (kind, before),
        ("dateline", dateline),
        ("body", LEAD),
    ]


def test_a_sentence_in_capitals_before_the_town_is_no_part_of_the_dateline() -> None:
    assert read(f"They asked the UNION. LINDAU: {LEAD}", MORE)[1] == ("dateline", "LINDAU:")


def test_a_dateline_is_found_under_a_repeated_title() -> None:
    title = "Harbour of Lindau opens again"
    assert kinds(f"{title}. A ship enters.", f"LINDAU — {LEAD}", MORE, title=title) == [
        "headline",
        "headline",
        "body",
        "dateline",
        "body",
        "body",
    ]


def test_a_dateline_is_found_under_a_caption() -> None:
    caption = "A ship enters the harbour. (Ana Prado/Reuters)"
    assert kinds("Harbour opens", caption, f"LINDAU — {LEAD}") == [
        "headline",
        "caption",
        "dateline",
        "body",
    ]


@pytest.mark.parametrize(
    "line",
    [
        "By Ana Prado",
        "By Ana Prado and Tom Reed, Reuters",
        "BY ANA PRADO",
        "April 14, 2023 at 05:30PM",
        "Published: 14 April 2023",
        "Updated 5:40 p.m. ET",
        "14 April 2023 Last updated at 13:59 GMT",
        "Posted: Apr 14, 2023 8:20 AM ET Last Updated: Apr 15, 2023 8:10 PM ET",
        "Ana Prado | Friday, 14 April 2023",
        "2023-04-14 11:47:35",
        "14 April 2023, 10:00 (GMT+05:00)",
        "04/14/23 07:35 PM ET",
        "Dec. 24 4:33 AM EST",
        "POSTED: 1052 GMT (1852 HKT), April 14, 2023",
        "2 hours ago",
        "**By Ana Prado**",
    ],
)
def test_bylines_and_stamps_near_the_top_are_bylines(line: str) -> None:
    assert kinds("Harbour opens after fire", line, LEAD, MORE) == [
        "headline",
        "byline",
        "body",
        "body",
    ]


@pytest.mark.parametrize(
    "line",
    [
        "By Friday the harbour was open again",
        "On 14 April 2023 the harbour burned",
        "March of the dockers",
    ],
)
def test_lines_with_other_words_are_no_bylines(line: str) -> None:
    assert kinds("Harbour opens after fire", line, LEAD, MORE)[1] == "body"


def test_a_name_beside_a_stamp_is_a_byline_too() -> None:
    assert kinds("Harbour opens", "Ana Prado", "14 April 2023", LEAD) == [
        "headline",
        "byline",
        "byline",
        "body",
    ]
    assert kinds("Harbour opens", "By Ana Prado", "Example News, Lindau", LEAD) == [
        "headline",
        "byline",
        "byline",
        "body",
    ]
    assert kinds("14 April 2023", "Lindau Beats Bregenz", LEAD) == ["byline", "headline", "body"]
    assert kinds(LEAD, "April 14, 2023 at 05:30PM", "Example News") == ["body", "byline", "byline"]


@pytest.mark.parametrize(
    "stamp",
    [
        "date 2023-11-12",
        "Nov. 12, 2023",
        "12 November 2023 10:30 AM GMT",
        "10:30 AM, Nov 12, 2023 -",
        "Published: 2023-11-12 |",
    ],
)
def test_a_date_before_the_first_words_of_the_line_is_a_byline(stamp: str) -> None:
    assert read(f" {stamp} {LEAD}", MORE)[:2] == [("byline", stamp), ("body", LEAD)]


@pytest.mark.parametrize(
    "opening",
    [
        "May 3, 2024 was a day to remember for the town of Lindau.",
        "2024-05-03 is the day on which it opens.",
        "May 3 The harbour opens.",
    ],
)
def test_a_date_that_belongs_to_the_sentence_is_body(opening: str) -> None:
    assert kinds(opening, MORE) == ["body", "body"]


@pytest.mark.parametrize(
    "line",
    [
        "(Reporting by Ana Prado; Editing by Tom Reed)",
        "Ana Prado contributed to this report.",
        "Source: Example News",
    ],
)
def test_credits_at_the_foot_are_bylines(line: str) -> None:
    assert kinds(LEAD, MORE, line) == ["body", "body", "byline"]


def test_an_agency_in_brackets_before_the_story_is_a_dateline_and_other_brackets_are_not() -> None:
    assert kinds(f"(CNN) {LEAD}") == ["dateline", "body"]
    assert kinds(f"(Last) {LEAD}") == ["body"]
    assert kinds(f"NOTICE: {LEAD}") == ["body"]
