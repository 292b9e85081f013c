"""A title without what the site and the agency set beside the headline."""

import pytest

from schemas import Article
from workers.articles.blocks.segmentation import blocks_of

URL = "https://www.lindaupost.example/news/harbour"


def headline(title: str, source: str | None = None) -> str:
    block = blocks_of(Article(id="a", title=title, source=source, url=URL))[0]
    return title[block.start : block.end]


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Harbour opens after fire | Lindau Post", "Harbour opens after fire"),
        ("Harbour opens after fire | World news | The Post", "Harbour opens after fire"),
        ("Harbour opens after fire - Lindau Post", "Harbour opens after fire"),
        ("Harbour opens after fire – example.com", "Harbour opens after fire"),
        ("UPDATE 2-Harbour opens after fire", "Harbour opens after fire"),
        ("CORRECTED: Harbour opens after fire", "Harbour opens after fire"),
        ("Harbour opens - after ten years", "Harbour opens - after ten years"),
        ("Opinion | The harbour was a mistake", "Opinion | The harbour was a mistake"),
        ("Live music returns to Lindau", "Live music returns to Lindau"),
        ("Harbour opens after fire (VIDEO)", "Harbour opens after fire"),
        ("Harbour opens after fire [PHOTOS + VIDEO]", "Harbour opens after fire"),
        ("  Harbour opens  ", "Harbour opens"),
    ],
)
def test_the_headline_stands_between_the_labels(title: str, expected: str) -> None:
    assert headline(title) == expected


def test_the_sources_own_name_behind_a_dash_is_cut() -> None:
    assert (
        headline("Harbour opens after fire — The Daily Wave", "The Daily Wave")
        == "Harbour opens after fire"
    )


def test_the_title_at_the_head_of_the_text_is_a_headline_with_its_stop() -> None:
    text = "Harbour opens after fire. The harbour of Lindau was opened on Friday. Ships came."
    blocks = [
        block
        for block in blocks_of(Article(id="a", title="Harbour opens after fire", text=text))
        if block.field == "text"
    ]
    assert [(block.kind, text[block.start : block.end]) for block in blocks] == [
        ("headline", "Harbour opens after fire."),
        ("body", "The harbour of Lindau was opened on Friday. Ships came."),
    ]


def test_a_line_of_the_sources_name_is_boilerplate() -> None:
    article = Article(
        id="a",
        text="Lindau Post\n\nHarbour opens after fire\n\nThe harbour opened.",
        source="Lindau Post",
    )
    assert [block.kind for block in blocks_of(article)] == ["boilerplate", "headline", "body"]
