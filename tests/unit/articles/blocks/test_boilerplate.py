import pytest

from tests.unit.articles.blocks.paragraphs import LAST, LEAD, MORE, kinds, read


def test_short_lines_above_or_below_the_story_are_a_menu() -> None:
    menu = ("Epaper", "Live TV", "Cities", "Astrology")
    assert (
        kinds(*menu, "Harbour opens after fire", LEAD, MORE, *menu)
        == ["boilerplate"] * 4 + ["headline", "body", "body"] + ["boilerplate"] * 4
    )
    assert kinds(LEAD, *menu, MORE) == ["body"] * 6
    assert kinds("Home News World Sport", "Harbour opens after fire", LEAD)[:2] == [
        "boilerplate",
        "headline",
    ]


def test_a_line_without_a_word_is_boilerplate() -> None:
    assert kinds(LEAD, "* * *", MORE) == ["body", "boilerplate", "body"]


def test_weather_and_clock_of_the_page_are_boilerplate() -> None:
    banner = ("27.1 C", "Lindau", "Friday, March 29, 2024")
    assert kinds(*banner, "Harbour opens after fire", LEAD, gap="\n")[:3] == ["boilerplate"] * 3
    assert kinds("Today is Friday, March 29, 2024", LEAD) == ["boilerplate", "body"]
    assert (
        kinds("Lindau 18 °C", "Friday, March 29, 2024", "Harbour opens after fire", LEAD)[:2]
        == ["boilerplate"] * 2
    )
    assert (
        kinds("Friday, March 29, 2024", "18°C", "Harbour opens after fire at last", LEAD)[:2]
        == ["boilerplate"] * 2
    )


def test_a_faq_runs_from_its_heading_to_the_next_heading_or_boilerplate() -> None:
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
    assert kinds(LEAD, *faq, "What comes next for Lindau", MORE) == [
        "body",
        *["faq"] * 5,
        "body",
        "body",
    ]
    assert (
        kinds(LEAD, "FAQs about the harbour", "When did it open?", "On Friday.")[1:] == ["faq"] * 3
    )


def test_a_question_in_the_story_is_no_faq() -> None:
    assert kinds(LEAD, "When will it open?", MORE) == ["body"] * 3


def test_read_more_takes_the_headlines_under_it_and_no_sentence() -> None:
    related = ("Read more", "Director Tom Reed of the port\nPort director resigns after fire")
    assert kinds(LEAD, *related, MORE) == [
        "body",
        "boilerplate",
        "boilerplate",
        "boilerplate",
        "body",
    ]


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
    assert (
        kinds("Harbour opens after fire", "Leave a comment", LEAD, MORE, LAST)[2:] == ["body"] * 3
    )


def test_read_more_behind_the_last_sentence_is_cut_off() -> None:
    assert read(LEAD, f"{MORE} Read more »")[1:] == [("body", MORE), ("boilerplate", "Read more »")]


def test_headlines_of_other_articles_below_the_story_are_boilerplate() -> None:
    links = (
        "Thai minister resigns over crash",
        "Two killed in market fire",
        "Singer held at Lindau airport",
    )
    assert kinds(LEAD, MORE, *links) == ["body", "body", *["boilerplate"] * 3]
    assert kinds(LEAD, *links, MORE) == ["body"] * 5
    assert (
        kinds(LEAD, MORE, "Ana Prado: 3 goals", "Tom Reed: 2 goals", "Lars Berg: 1 goal")
        == ["body"] * 5
    )
