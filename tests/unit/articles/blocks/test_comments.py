"""Readers' comments, buttons, credits and editors' notes are told from the story."""

import pytest

from tests.unit.articles.blocks.paragraphs import LAST, LEAD, MORE, kinds


@pytest.mark.parametrize(
    "heading",
    ["Comments (3)", "3 Comments", "Comments", "Join the conversation", "Reader comments:"],
)
def test_comments_are_furniture_from_their_heading_on_however_short_the_story(heading: str) -> None:
    said = (
        "Harbourfan 2 hours ago",
        "They sold the town! Bomb the pier. " * 9,
        "Reply Report Share",
    )
    assert kinds(LEAD, heading, *said) == ["body", *["boilerplate"] * 4]


def test_comments_without_a_heading_are_told_by_their_authors() -> None:
    said = (
        "Tom R. · 3h ago",
        "They sold the town.",
        "@harbourfan · 2 days ago",
        "Who paid for it?",
    )
    assert kinds(LEAD, MORE, *said) == ["body", "body", *["boilerplate"] * 4]


def test_the_words_of_comments_in_a_story_are_no_comments() -> None:
    assert kinds("Comments", LEAD, MORE)[1:] == ["body", "body"]
    assert kinds(LEAD, "Mayor Reed says:", "It was a good day for Lindau.", MORE) == ["body"] * 4
    assert kinds("Ana Prado", "2 hours ago", LEAD, MORE)[-2:] == ["body", "body"]
    assert kinds(LEAD, "The strike began two weeks ago", LAST) == ["body"] * 3


@pytest.mark.parametrize(
    "line",
    [
        "Accept all Reject all Manage settings",
        "Share Tweet Email Print",
        "Facebook | Twitter | WhatsApp | Copy link",
        "Newsletter Sign Up",
        "We and our partners store and access information on your device.",
        "This article is for subscribers only. Subscribe now and read on for 2 euros a week.",
        "Already a subscriber? Log in here.",
        "You have reached your limit of free articles this month.",
        "Get the best of the Post delivered to your inbox every morning.",
        "View all Lindau Post newsletters.",
        "A post shared by Ana Prado (@ana) on May 7, 2024",
        "(Corrects name of ship in second paragraph)",
    ],
)
def test_what_a_page_says_about_itself_is_boilerplate(line: str) -> None:
    assert kinds(LEAD, line, MORE) == ["body", "boilerplate", "body"]


@pytest.mark.parametrize(
    "line",
    [
        "The firm was told to share all it has and to accept all claims.",
        "Save the harbour, they said, or close it.",
    ],
)
def test_a_sentence_of_the_same_words_is_body(line: str) -> None:
    assert kinds(LEAD, line, MORE) == ["body"] * 3


@pytest.mark.parametrize(
    "line",
    [
        "Dockers stand near a burnt-out crane in Lindau, May 7, 2024. Ana Prado/Lindau Images",
        "Ana Prado/Associated Images",
        "The pier in 2019. Photograph: Tom Reed/The Post",
        "The harbour is seen in this undated handout photo provided by the port.",
    ],
)
def test_a_caption_is_told_by_the_credit_of_its_picture(line: str) -> None:
    assert kinds(LEAD, line, MORE) == ["body", "caption", "body"]


@pytest.mark.parametrize(
    "line",
    ["The couple shared pictures of Tom with Ana Prado.", "She sat in the motion picture house."],
)
def test_a_sentence_about_pictures_is_no_caption(line: str) -> None:
    assert kinds(LEAD, line, MORE) == ["body"] * 3


def test_what_a_firm_says_of_itself_behind_its_news_is_boilerplate() -> None:
    about = (
        "The firm Prado said it will build ships. "
        "About Prado: Prado was founded in 2011 and employs 800 people."
    )
    assert kinds(about) == ["body", "boilerplate"]
    assert kinds("He spoke. About Prado: nobody knows more.") == ["body"]
