"""Markup, character references and wrongly decoded characters are read as what they stand for.

Spans count in the article as given.
"""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas import Article, Block, Quote, Repair
from workers.articles import prepare
from workers.articles.mending import in_given, in_mended, mended, repairs_of

PIECES = st.sampled_from(
    ["&amp;", "&amp;amp;", "&#8217;", "&nbsp;", "&bogus;", "&#0;",
     "<p>", "</p>", "<br/>", "<b>", "</b>", "&lt;i&gt;", "<script>x</script>", "<!--",
     "-->", "<", ">",
     "Ã©", "Ã–", "â€™", "â€", "Ã¢â‚¬â„¢", "ðŸ˜€", "Å”", "É”", "\u00ad", "\u200b",
     "e\u0301", "\\u2019", "\n\n", " ", "Lindau ", "The harbour opened. "]
)  # fmt: skip
TEXTS = st.lists(PIECES | st.text(max_size=4), min_size=1, max_size=30).map("".join)


def read_as(text: str) -> str:
    article = Article(id="a", text=text)
    return mended(article, repairs_of(article)).text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Reed &amp; Prado", "Reed & Prado"),
        ("the port&#8217;s &quot;first&quot; ship", 'the port’s "first" ship'),
        ("escaped twice &amp;amp; thrice &amp;amp;amp;", "escaped twice & thrice &"),
        ("Lindau&nbsp;opens", "Lindau opens"),
        ("the port\\u2019s ship", "the port’s ship"),
        ("<p>One <b>ship</b>.</p><p>Two.</p>", "\nOne ship.\n\nTwo.\n"),
        ("One.&lt;br&gt;Two.", "One.\nTwo."),
        ("One.<script>var a = '<b>';</script>Two.<!-- no -->", "One.\nTwo."),
        ("<![CDATA[One.]]>", "One."),
        ("JosÃ© ValdÃ©s said itâ€™s â€œoverâ€\x9d", "José Valdés said it’s “over”"),
        ("â€œover,â€ he said", "“over,” he said"),
        ("Ã–sterby and Ã…lund", "Österby and Ålund"),
        ("itÃ¢â‚¬â„¢s", "it’s"),
        ("har\u00adbour and\ufeff Sa\u0303o, of\ufb01ce", "harbour and São, office"),
    ],
)
def test_what_a_program_broke_is_read_as_it_was_meant(text: str, expected: str) -> None:
    assert read_as(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "R&D at AT&T; fish & chips; a &b; c",
        "three < four > two, <Ana@example.org>, <3",
        "“AMANHÃ” and «Å» and the CAFÉ”—so JÄ“ and Spaß”",
        "café”— naïve – El Niño",
        "C:\\users\\new",
    ],
)
def test_good_text_is_read_as_it_is(text: str) -> None:
    assert repairs_of(Article(id="a", text=text)) == ()


def test_title_and_text_are_both_mended() -> None:
    article = Article(id="a", title="Reed &amp; Prado", text="It&#8217;s over.")
    assert [(repair.field, repair.text) for repair in repairs_of(article)] == [
        ("title", "&"),
        ("text", "’"),
    ]


def test_blocks_quote_the_article_as_given_without_the_tags_around_them() -> None:
    text = "<p>The <b>harbour</b> opened &amp; closed.</p>\n<p>Ships came.</p>"
    prepared = prepare(Article(id="a", text=text))
    assert [text[block.start : block.end] for block in prepared.blocks] == [
        "The <b>harbour</b> opened &amp; closed.",
        "Ships came.",
    ]


def test_a_span_that_cuts_a_repair_takes_it_whole() -> None:
    article = Article(id="a", text="of\ufb01ce")
    assert in_given((Quote("text", 3, 6, "ice"),), article, repairs_of(article)) == (
        Quote("text", 2, 5, "\ufb01ce"),
    )


@given(TEXTS, TEXTS)
def test_a_record_comes_back_from_the_mended_article_as_it_was(title: str, text: str) -> None:
    article = Article(id="a", title=title, text=text, language="en")
    prepared = prepare(article)
    view = in_mended(prepared)
    assert view.article == mended(article, prepared.repairs)
    for block, seen in zip(prepared.blocks, view.blocks, strict=True):
        words = (getattr(view.article, block.field) or "")[seen.start : seen.end]
        assert words == applied(prepared.repairs, getattr(article, block.field), block)
    assert in_given(view.blocks, article, prepared.repairs) == prepared.blocks


def applied(repairs: tuple[Repair, ...], given: str, block: Block) -> str:
    """Return a block's words with the repairs in it made one by one, from the last to the first."""
    words, inside = (
        given[: block.end],
        [one for one in repairs if one.field == block.field and block.start <= one.start],
    )
    for repair in reversed([one for one in inside if one.end <= block.end]):
        words = words[: repair.start] + repair.text + words[repair.end :]
    return words[block.start :]


@pytest.mark.parametrize(
    "piece",
    [
        "<a ",
        "&lt;a ",
        "<!--",
        "<script>",
        "&amp;amp;",
        "&",
        "Ã©",
        "â€",
        "ð",
        "\\u",
        "a\u0301",
        "<p>x",
        "&#",
        "<p x='",
    ],
)
def test_long_hostile_markup_is_mended_in_bounded_time(piece: str) -> None:
    article = Article(id="a", text=piece * (200_000 // len(piece)))
    began = time.process_time()
    mended(article, repairs_of(article))
    assert time.process_time() - began < 3
