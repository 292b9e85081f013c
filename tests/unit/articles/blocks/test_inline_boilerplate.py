import pytest

from schemas import Article
from workers.articles import prepare
from workers.articles.blocks.inline_boilerplate import body_blocks, hidden_dateline, opening_caption

STORY = (
    "The harbour was closed on Friday after a ferry hit the pier. Nobody was hurt. "
    "Divers looked at the hull in the afternoon, and the captain spoke to the police. "
    "The owners of the ferry said that it would sail again on Monday at the earliest, "
    "and that tickets would be paid back."
)


def kinds(text: str) -> list[tuple[str, str]]:
    found = prepare(Article(id="a", text=text, title="Ferry hits pier"))
    return [
        (block.kind, text[block.start : block.end])
        for block in found.blocks
        if block.field == "text"
    ]


@pytest.mark.parametrize(
    "widget",
    [
        "Click to share on Facebook (Opens in new window)",
        "Get harbour updates directly to your inbox + Subscribe",
        "Thank you for subscribing!",
        "Skip Ad Ad Loading...",
    ],
)
def test_a_widget_within_a_line_is_no_body(widget: str) -> None:
    assert kinds(f"{widget} {STORY}") == [("boilerplate", widget), ("body", STORY)]


def test_words_that_only_look_like_a_widget_stay() -> None:
    text = "They click to share photos, and thank you for subscribing to the idea. " + STORY
    assert kinds(text) == [("body", text)]


def test_a_labelled_caption_ends_where_the_next_sentence_begins() -> None:
    caption = "Image caption The ferry at the pier of Lindau"
    assert kinds(f"{caption} {STORY}") == [("caption", caption), ("body", STORY)]


def test_a_quotation_in_a_caption_belongs_to_it() -> None:
    caption = 'Media caption Captain Rossi: "It went fast. We saw nothing"'
    assert kinds(f"{caption} {STORY}") == [("caption", caption), ("body", STORY)]


def test_a_caption_whose_end_cannot_be_told_loses_its_label_only() -> None:
    rest = "Passengers waiting " + "and waiting " * 12 + "for hours."
    assert kinds(f"Image caption {rest} {STORY}") == [
        ("boilerplate", "Image caption"),
        ("body", f"{rest} {STORY}"),
    ]


def test_a_dateline_behind_a_byline_is_found() -> None:
    text = f"By Ana Rossi and Tom Reed LINDAU, May 3 (Reuters) - {STORY}"
    assert [kind for kind, _ in kinds(text)] == ["byline", "dateline", "body"]


def test_capitals_before_a_dash_within_a_sentence_are_no_dateline() -> None:
    assert hidden_dateline("They were caught RED HANDED - very disappointing for all of us.") == 0


def test_a_credited_caption_opens_a_story() -> None:
    text = "The ferry in the harbour. (Tom Reed/Reuters) The harbour was closed."
    assert text[: opening_caption(text)] == "The ferry in the harbour. (Tom Reed/Reuters)"


def test_brackets_with_a_slash_within_a_sentence_are_no_credit() -> None:
    assert opening_caption("The pact (signed by the union/party) was kept.") == 0


def test_a_row_of_headlines_with_kickers_is_a_row_of_links() -> None:
    story = "The ferry left Lindau on Friday."
    links = (
        "ON THE MOVE Ferry leaves port after a year LOST AT SEA Boat found off the coast "
        "BIG CATCH Fishers land a record tuna. "
    )
    rest = "The crew was well."
    blocks = list(body_blocks(7, f"{story} {links}{rest}"))
    assert [block.kind for block in blocks] == ["body", "boilerplate", "body"]
    assert (blocks[1].start, blocks[2].start) == (7 + len(story) + 1, 7 + len(story + links) + 1)


def test_two_bodies_named_in_capitals_are_no_row_of_links() -> None:
    words = "The UN SECURITY Council met. NATO AND EU ministers, too, came to Lindau."
    assert [block.kind for block in body_blocks(0, words)] == ["body"]
