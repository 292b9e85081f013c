"""The markup of the training data."""

import json
from pathlib import Path

import pytest

from training.corpus import parse, read_markup, read_plain
from workers.events.types.type_lexicon import load_lexicon

DATA = Path(__file__).parents[3] / "training" / "data"
LINE = (
    "[A1 Tervia] has {1:bought|DEAL/acquisition|occurred|main} [R1 Melkstad] "
    "in a market that is {0:exploding|NONE}."
)


def test_a_line_loses_its_markup_and_its_spans_quote_it() -> None:
    text, marks, spans = parse(LINE, "text", "x")
    assert text == "Tervia has bought Melkstad in a market that is exploding."
    assert [text[mark.start : mark.end] for mark in marks] == ["bought", "exploding"]
    assert [(text[span.start : span.end], sorted(span.roles)) for span in spans] == [
        ("Tervia", [("A", "x/1")]),
        ("Melkstad", [("R", "x/1")]),
    ]


def test_only_an_event_with_a_level_is_logged() -> None:
    _, marks, _ = parse(LINE + " It {2:fell|MARKET|occurred|no}.", "text", "x")
    assert [mark.logged for mark in marks] == [True, False, False]


def test_lines_after_a_headline_are_one_article(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text(
        "# {1:Blast|ACCIDENT||main} in Port\n@ 2014-03-07\n"
        "It {1:happened|ACCIDENT||main} early.\n\nAlone.\n"
    )
    article, sentence = read_markup(file)
    assert article.article["title"] == "Blast in Port"
    assert article.article["published_at"] == "2014-03-07"
    assert {mark.event for mark in article.marks} == {"a:3/1"}
    assert (article.complete, sentence.complete) == (True, False)


def test_plain_articles_are_those_that_no_log_is_about(tmp_path: Path) -> None:
    articles, log = tmp_path / "articles.jsonl", tmp_path / "log.jsonl"
    articles.write_text("".join(json.dumps({"id": f"a-{n}", "text": "x"}) + "\n" for n in range(9)))
    log.write_text(json.dumps({"article": "a-1"}) + "\n")
    found = list(read_plain(articles, log, 4))
    assert [example.article["id"] for example in found] == ["a-0", "a-3", "a-5", "a-7"]
    assert not any(example.marks or example.complete for example in found)


@pytest.mark.parametrize("path", sorted(DATA.glob("*.txt")), ids=lambda path: path.stem)
def test_every_type_in_the_data_is_one_of_the_schemes(path: Path) -> None:
    schemes = load_lexicon().schemes.values()
    for example in read_markup(path):
        for mark in example.marks:
            code, _, mode = mark.types[0].partition("/")
            known = code in {"NONE", "UNKNOWN"} or any(
                scheme.has(code, mode or None) for scheme in schemes
            )
            assert known, (path.name, example.article["id"], mark.types)
