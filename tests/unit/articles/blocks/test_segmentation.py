import pytest

from tests.unit.articles.blocks.paragraphs import LEAD, MORE, kinds, read


def test_each_paragraph_of_the_story_is_a_body_block() -> None:
    assert read(LEAD, MORE, gap="\n") == [("body", LEAD), ("body", MORE)]


def test_a_short_first_line_over_a_paragraph_is_the_headline() -> None:
    assert read("Lindau opens harbour after fire", LEAD, gap="\n")[0] == (
        "headline",
        "Lindau opens harbour after fire",
    )
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
    assert read(f"Harbour opens {LEAD}", title="Harbour opens")[1:] == [
        ("headline", "Harbour opens"),
        ("body", LEAD),
    ]


def test_a_sentence_that_begins_with_the_words_of_the_title_is_left_whole() -> None:
    lead = "Harbour opens on Friday after the fire, the mayor said."
    assert read(f"{lead} {LEAD}", title="Harbour opens")[1:] == [("body", f"{lead} {LEAD}")]


def test_a_deck_under_the_headline_is_body() -> None:
    assert kinds(
        "Lindau opens harbour", "Minister expected to speak at the pier next week", LEAD
    ) == ["headline", "body", "body"]


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
    [
        "The team ran for 398 yards in the second half (10/1/61).",
        "He joined the board (of five) and/or left (later).",
    ],
)
def test_brackets_in_a_sentence_make_no_caption(line: str) -> None:
    assert kinds(LEAD, line, MORE) == ["body"] * 3


def test_a_paragraph_that_is_speech_alone_is_a_quote() -> None:
    assert (
        kinds(LEAD, "“We shall open all four piers by the end of the year.” – Ana Prado", MORE)[1]
        == "quote"
    )
    assert (
        kinds(LEAD, "“We shall open,” she said, “all four piers by the end of the year.”", MORE)[1]
        == "body"
    )


def test_lines_wrapped_at_a_width_are_joined_to_paragraphs() -> None:
    words = (LEAD + " " + MORE).split()
    lines: list[str] = [""]
    for word in words:
        if len(lines[-1]) + len(word) > 64:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    text = "\n".join(lines) + "\n\n" + "\n".join(lines)
    assert kinds(text) == ["body", "body"]
