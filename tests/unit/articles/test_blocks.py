import pytest

from schemas import Article
from workers.articles.blocks import blocks_of

LEAD = "The harbour of Lindau was opened again on Friday after two years of work, the port authority said."
MORE = "Dock workers cheered as the first of four ships came in, and the minister made a short speech on the pier."
LAST = "The authority expects forty ships a week by the end of the year, twice as many as before the fire."


def read(*paragraphs: str, title: str | None = None, gap: str = "\n\n") -> list[tuple[str, str]]:
    article = Article(id="a", text=gap.join(paragraphs), title=title)
    fields = {"text": article.text, "title": article.title or ""}
    return [(block.kind, fields[block.field][block.start : block.end]) for block in blocks_of(article)]


def kinds(*paragraphs: str, title: str | None = None, gap: str = "\n\n") -> list[str]:
    return [kind for kind, _ in read(*paragraphs, title=title, gap=gap)]


def test_each_paragraph_of_the_story_is_a_body_block() -> None:
    assert read(LEAD, MORE, gap="\n") == [("body", LEAD), ("body", MORE)]


def test_a_short_first_line_over_a_paragraph_is_the_headline() -> None:
    assert read("Lindau opens harbour after fire", LEAD, gap="\n")[0] == ("headline", "Lindau opens harbour after fire")
    assert kinds("Will the harbour ever open?", LEAD) == ["headline", "body"]


def test_a_first_line_that_is_a_sentence_is_body() -> None:
    assert kinds("The harbour opened on Friday.", MORE) == ["body", "body"]
    assert kinds(LEAD) == ["body"]
    assert kinds("Lindau opens harbour after fire") == ["body"]


def test_a_title_is_the_headline_and_so_is_the_first_line_that_repeats_it() -> None:
    assert read(LEAD, title=" Harbour opens ") == [("headline", "Harbour opens"), ("body", LEAD)]
    assert kinds("HARBOUR OPENS", LEAD, title="Harbour opens") == ["headline", "headline", "body"]
    assert kinds("Workers cheer", LEAD, title="Harbour opens") == ["headline", "body", "body"]


def test_a_title_glued_before_the_story_is_cut_off_it() -> None:
    assert read(f"Harbour opens {LEAD}", title="Harbour opens")[1:] == [("headline", "Harbour opens"), ("body", LEAD)]


def test_a_deck_under_the_headline_is_body() -> None:
    assert kinds("Lindau opens harbour", "Minister expected to speak at the pier next week", LEAD) == [
        "headline",
        "body",
        "body",
    ]


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
    ],
)
def test_a_dash_in_a_sentence_makes_no_dateline(opening: str) -> None:
    assert kinds(opening, MORE) == ["body", "body"]


def test_a_dateline_is_found_under_a_caption() -> None:
    caption = "A ship enters the harbour. (Ana Prado/Reuters)"
    assert kinds("Harbour opens", caption, f"LINDAU — {LEAD}") == ["headline", "caption", "dateline", "body"]


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
    assert kinds("Harbour opens after fire", line, LEAD, MORE) == ["headline", "byline", "body", "body"]


@pytest.mark.parametrize(
    "line", ["By Friday the harbour was open again", "On 14 April 2023 the harbour burned", "March of the dockers"]
)
def test_lines_with_other_words_are_no_bylines(line: str) -> None:
    assert kinds("Harbour opens after fire", line, LEAD, MORE)[1] == "body"


def test_a_name_beside_a_stamp_is_a_byline_too() -> None:
    assert kinds("Harbour opens", "Ana Prado", "14 April 2023", LEAD) == ["headline", "byline", "byline", "body"]
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
    ["(Reporting by Ana Prado; Editing by Tom Reed)", "Ana Prado contributed to this report.", "Source: Example News"],
)
def test_credits_at_the_foot_are_bylines(line: str) -> None:
    assert kinds(LEAD, MORE, line) == ["body", "body", "byline"]


def test_short_lines_above_or_below_the_story_are_a_menu() -> None:
    menu = ("Epaper", "Live TV", "Cities", "Astrology")
    assert (
        kinds(*menu, "Harbour opens after fire", LEAD, MORE, *menu)
        == ["boilerplate"] * 4 + ["headline", "body", "body"] + ["boilerplate"] * 4
    )
    assert kinds(LEAD, *menu, MORE) == ["body"] * 6
    assert kinds("Home News World Sport", "Harbour opens after fire", LEAD)[:2] == ["boilerplate", "headline"]


def test_a_line_without_a_word_is_boilerplate() -> None:
    assert kinds(LEAD, "* * *", MORE) == ["body", "boilerplate", "body"]


def test_weather_and_clock_of_the_page_are_boilerplate() -> None:
    banner = ("27.1 C", "Lindau", "Friday, March 29, 2024")
    assert kinds(*banner, "Harbour opens after fire", LEAD, gap="\n")[:3] == ["boilerplate"] * 3
    assert kinds("Today is Friday, March 29, 2024", LEAD) == ["boilerplate", "body"]
    assert kinds("Lindau 18 °C", "Friday, March 29, 2024", "Harbour opens after fire", LEAD)[:2] == ["boilerplate"] * 2
    assert kinds("Friday, March 29, 2024", "18°C", "Harbour opens after fire at last", LEAD)[:2] == ["boilerplate"] * 2


def test_a_faq_runs_from_its_heading_to_the_next_heading_or_furniture() -> None:
    faq = (
        "Frequently Asked Questions (FAQ)",
        "1. When did it open?",
        "The harbour opened on Friday.",
        "2. Who spoke?",
        "The minister did.",
    )
    assert kinds(LEAD, *faq, "Sources:", "– [Port](https://example.org)") == [
        "body",
        *["faq"] * 5,
        "boilerplate",
        "boilerplate",
    ]
    assert kinds(LEAD, *faq, "What comes next for Lindau", MORE) == ["body", *["faq"] * 5, "body", "body"]
    assert kinds(LEAD, "FAQs about the harbour", "When did it open?", "On Friday.")[1:] == ["faq"] * 3


def test_a_question_in_the_story_is_no_faq() -> None:
    assert kinds(LEAD, "When will it open?", MORE) == ["body"] * 3


def test_read_more_takes_the_headlines_under_it_and_no_sentence() -> None:
    related = ("Read more", "Director Tom Reed of the port\nPort director resigns after fire")
    assert kinds(LEAD, *related, MORE) == ["body", "boilerplate", "boilerplate", "boilerplate", "body"]


def test_previous_and_next_article_take_one_headline_each() -> None:
    rest = (
        "Previous Article",
        "Mayor strengthens pier as flood nears",
        "Next Article",
        "Poll on bridges",
        "Write a Comment",
        "Leave a Comment",
    )
    assert kinds(LEAD, MORE, *rest) == ["body", "body", *["boilerplate"] * 6]


@pytest.mark.parametrize(
    "line",
    [
        "Advertisement",
        "Share this article",
        "Subscribe",
        "READ MORE: Port director resigns after fire",
        "Related: five harbours to see",
        "Follow us on Twitter and Facebook",
        "Sign up for our newsletter and never miss a story.",
        "Copyright 2023 Example Press. All rights reserved.",
        "We use cookies to make this site better.",
        "By continuing you agree to our terms.",
        "Home > World > Europe",
        "Hide caption",
        "© 2023 Example",
        "Most Read Stories",
        "Previous: Mayor strengthens pier",
    ],
)
def test_the_page_around_the_story_is_boilerplate(line: str) -> None:
    assert kinds(LEAD, line, MORE) == ["body", "boilerplate", "body"]


@pytest.mark.parametrize(
    "line",
    [
        "Also on Saturday, a second ship came in and left again.",
        "Copyright law was the subject of the day's second session.",
        "The company changed its privacy policy on Monday, a spokesman said.",
        '"You agree to our terms or you leave," the director said.',
        "Sources close to the port said the pier was weak.",
        "Share prices of the port's owner rose by a tenth.",
        "Subscribers of the paper were told first.",
        "More ships are on the way.",
        "More than forty ships came.",
    ],
)
def test_sentences_that_begin_like_furniture_are_body(line: str) -> None:
    assert kinds(LEAD, line, MORE) == ["body"] * 3


def test_comments_close_the_page_only_in_its_later_half() -> None:
    comment = "I was there and it was a great day for all of us in the town."
    assert kinds(LEAD, MORE, LAST, "Comments (3)", comment) == ["body"] * 3 + ["boilerplate"] * 2
    assert kinds("Harbour opens after fire", "Leave a comment", LEAD, MORE, LAST)[2:] == ["body"] * 3


def test_read_more_behind_the_last_sentence_is_cut_off() -> None:
    assert read(LEAD, f"{MORE} Read more »")[1:] == [("body", MORE), ("boilerplate", "Read more »")]


@pytest.mark.parametrize(
    "line",
    [
        "A ship enters the harbour on Friday. (Ana Prado/Reuters)",
        "A ship enters the harbour (AP Photo/Ana Prado)",
        "FILE - A ship enters the harbour in 2019.",
        "Image copyright Getty Images",
        "Photo: Ana Prado",
        "A ship enters the harbour. Photograph: Ana Prado/Getty Images",
        "Ships in the harbour Hide Caption 2 of 8",
        "A ship enters the harbour. REUTERS/Ana Prado",
    ],
)
def test_credits_and_labels_make_captions(line: str) -> None:
    assert kinds(LEAD, line, MORE) == ["body", "caption", "body"]


@pytest.mark.parametrize(
    "line",
    ["The team ran for 398 yards in the second half (10/1/61).", "He joined the board (of five) and/or left (later)."],
)
def test_brackets_in_a_sentence_make_no_caption(line: str) -> None:
    assert kinds(LEAD, line, MORE) == ["body"] * 3


def test_a_paragraph_that_is_speech_alone_is_a_quote() -> None:
    assert kinds(LEAD, "“We shall open all four piers by the end of the year.” – Ana Prado", MORE)[1] == "quote"
    assert kinds(LEAD, "“We shall open,” she said, “all four piers by the end of the year.”", MORE)[1] == "body"


def test_lines_wrapped_at_a_width_are_joined_to_paragraphs() -> None:
    words = (LEAD + " " + MORE).split()
    lines: list[str] = [""]
    for word in words:
        if len(lines[-1]) + len(word) > 64:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    text = "\n".join(lines) + "\n\n" + "\n".join(lines)
    assert kinds(text) == ["body", "body"]
