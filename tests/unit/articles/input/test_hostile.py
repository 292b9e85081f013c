"""Any bytes give an Article or InvalidArticle within a bounded time.

Every block stays within its article.
"""

import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas import Article, PreparedArticle
from workers.articles import InvalidArticle, prepare, read_article
from workers.articles.blocks.segmentation import blocks_of
from workers.articles.publication_date import publication_of

LIMIT = 200_000
SECONDS = 6.0
"""Of processor time per 200,000 characters, on a slow machine.

A quadratic pattern takes minutes.
"""

PIECES = st.sampled_from(
    [
        "\n",
        "\r\n",
        "\n\n",
        " ",
        "\u2028",
        "\x0b",
        "FAQ",
        "Read more",
        "Sources:",
        "Leave a comment",
        "By Ana Prado",
        "May 3, 2024",
        "date 2024-05-03 ",
        "LINDAU (AP) -- ",
        "27 C",
        "“Quoted words of some length here.”",
        "The harbour opened on Friday.",
        "A headline of five words",
        "1. Why?",
        "https://example.org",
        "\U0001f600",
        "e\u0301",
        "Read more »",
        "10:30 AM, May 3, 2024 - ",
        "Epaper",
        "* * *",
    ]
)
TEXTS = st.lists(st.one_of(PIECES, st.text(max_size=20)), max_size=40).map("".join)


def check(article: Article) -> None:
    fields = {"text": article.text, "title": article.title or ""}
    blocks = blocks_of(article)
    last = {"text": 0, "title": 0}
    for block in blocks:
        words = fields[block.field][block.start : block.end]
        assert last[block.field] <= block.start < block.end <= len(fields[block.field])
        assert words == words.strip()
        last[block.field] = block.end
    assert [block.field for block in blocks] == sorted(
        (block.field for block in blocks), key=("title", "text").index
    )
    published = publication_of(article, blocks)
    assert (
        published.quote is None
        or article.text[published.quote.start : published.quote.end] == published.quote.quote
    )


def outcome(data: bytes) -> PreparedArticle | InvalidArticle:
    try:
        return prepare(read_article(data, key=b"k", max_text_length=LIMIT))
    except InvalidArticle as error:
        return error


@given(TEXTS, st.one_of(st.none(), st.text(max_size=30), st.just("A headline of five words")))
@settings(max_examples=300, deadline=None)
def test_blocks_are_in_bounds_in_order_and_never_overlap(text: str, title: str | None) -> None:
    check(Article(id="a", text=text, title=title))


@given(TEXTS)
@settings(max_examples=200, deadline=None)
def test_every_word_of_the_text_is_in_a_block(text: str) -> None:
    covered = "".join(
        text[block.start : block.end] for block in blocks_of(Article(id="a", text=text))
    )
    assert "".join(covered.split()) == "".join(text.split())


@given(st.binary(max_size=300))
@settings(max_examples=300, deadline=None)
def test_any_bytes_give_an_article_or_an_explained_refusal(data: bytes) -> None:
    assert isinstance(outcome(data), PreparedArticle | InvalidArticle)


JSON = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(),
        st.floats(allow_nan=False, allow_infinity=False),
        st.text(max_size=10),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=6,
)
NAMES = st.sampled_from(
    [
        "id",
        "text",
        "title",
        "html",
        "published_at",
        "version",
        "status",
        "authors",
        "language",
        "url",
        "uri",
        "versioncreated",
        "bodies",
        "headlines",
        "descriptions",
        "by",
        "pubstatus",
        "body_text",
        "body_xhtml",
        "maintext",
        "date_publish",
        "@type",
        "@graph",
        "@id",
        "headline",
        "articleBody",
        "author",
        "publisher",
        "datePublished",
        "inLanguage",
        "mainEntityOfPage",
    ]
)


@given(
    st.dictionaries(
        NAMES,
        st.one_of(JSON, st.sampled_from(["NewsArticle", "canceled", "2024-05-03"])),
        max_size=8,
    )
)
@settings(max_examples=400, deadline=None)
def test_any_json_under_our_names_gives_an_article_or_an_explained_refusal(
    value: dict[str, object],
) -> None:
    assert isinstance(outcome(json.dumps(value).encode()), PreparedArticle | InvalidArticle)


@given(st.text(alphabet="<>/pdivhtmlbody&;!-= \"'ax\n", max_size=300))
@settings(max_examples=100, deadline=None)
def test_any_markup_gives_an_article_or_an_explained_refusal(page: str) -> None:
    assert isinstance(outcome(f"<html><body>{page}".encode()), PreparedArticle | InvalidArticle)


@pytest.mark.parametrize(
    "unit",
    [
        "\na",
        "By A",
        "A",
        "(",
        "(A/",
        ". ",
        "1/1/20",
        "a|",
        " -",
        "A, ",
        "Read more\n",
        "FAQ\nx?\n",
        "27 C\n",
        "May 1, 2020\n",
        "“",
        "Jan ",
        "date ",
        "/A",
        "12:30 ",
        "\u0301",
        "\ufdfa",
    ],
)
def test_no_pattern_takes_more_than_linear_time(unit: str) -> None:
    article = Article(
        id="a", text=unit * (LIMIT // len(unit)), title=(unit * LIMIT)[:LIMIT], language="en"
    )
    start = time.thread_time()
    outcome(json.dumps({"id": "a", "text": article.text, "title": article.title}).encode())
    assert time.thread_time() - start < SECONDS


@pytest.mark.slow
@pytest.mark.parametrize(
    "page",
    [
        "<div>" * 20_000 + "text",
        "<p>x" * 19_000,
        "<p>This is a sentence of news that goes on and on.</p>" * 19_000,
        "<p><a href='x'>This</a> is a sentence of <b>news</b> here.</p>" * 6_000,
        "<p " + "a='b' " * 300_000 + ">x</p>",
        "<p>" + "word " * 700_000 + "</p>",
        "<!--" * 10_000,
    ],
)
def test_no_page_takes_more_than_a_bounded_time(page: str) -> None:
    start = time.thread_time()
    assert isinstance(
        outcome(f"<html><body><article>{page}".encode()), PreparedArticle | InvalidArticle
    )
    assert time.thread_time() - start < 2 * SECONDS
