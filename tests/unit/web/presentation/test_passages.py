from dataclasses import replace

from schemas import Block
from schemas.event import Evidence
from tests.unit.web.making import PAPER, WIRE, article, event
from workers.web.presentation.passages import PASSAGES, Support, headline, marks_in, support


def supported(index: int, *, text: str | None = None) -> Support:
    record = event()
    line = record.articles[index]
    held = article(line.id, text or (WIRE if index == 0 else PAPER), None)
    return support(record, line, held)


def test_the_sentences_that_support_a_value_are_shown_and_the_others_are_not() -> None:
    shown = "".join(passage.html.striptags() for passage in supported(0).passages)
    assert "Port workers in Veldhaven walked off" in shown
    assert "largest of the year" in shown
    assert "Ferries" not in shown


def test_text_left_out_between_two_passages_is_told() -> None:
    assert [passage.gap for passage in supported(0).passages] == [False, True]


def test_a_trigger_is_marked_as_what() -> None:
    assert '<mark class="what" title="what: trigger">strike</mark>' in supported(0).passages[0].html


def test_another_articles_evidence_is_not_marked() -> None:
    marks = marks_in(event(), article("paper-7", PAPER, None).article)["text"]
    assert {mark.value for mark in marks} == {"Marta Oyelaran", "2031-05-05", "walkout"}


def test_a_quote_that_does_not_stand_there_any_more_is_not_marked_and_told() -> None:
    found = supported(0, text=WIRE.replace("on Monday", "on Tuesday"))
    assert found.changed
    assert "2031-05-05" not in "".join(passage.html for passage in found.passages)


def test_an_article_that_is_not_at_hand_is_shown_by_its_quotes() -> None:
    record = event()
    found = support(record, record.articles[2], None)
    assert (found.quotes, found.passages, found.changed) == ((("where", "Veldhaven"),), (), False)


def test_the_passages_of_one_article_are_bounded() -> None:
    text = " ".join(
        f"Veldhaven is quiet. Nothing happened on day {number}." for number in range(40)
    )
    record = event()
    spans = [at for at in range(len(text)) if text.startswith("Veldhaven", at)]
    evidence = tuple(
        Evidence("where", "Veldhaven", "wire-1", "text", at, at + 9, "Veldhaven") for at in spans
    )
    found = support(
        replace(record, evidence=evidence, mentions=()),
        record.articles[0],
        article("wire-1", text, None),
    )
    assert (len(found.passages), found.more) == (PASSAGES, 40 - PASSAGES)


def test_an_article_without_title_goes_by_the_headline_in_its_text_else_by_its_id() -> None:
    text = "A headline\nover two lines\n\nThe body."
    held = article("plain", text, None)
    assert (
        headline(replace(held, blocks=(Block("headline", 0, 25),))) == "A headline over two lines"
    )
    assert headline(held) == "plain"
    assert headline(article("t", text, "A title")) == "A title"
