import json
from dataclasses import replace
from typing import Any

import pytest

from schemas import Article
from workers.articles import InvalidArticle, read_article
from workers.articles.input.formats.html import text_of_html

BODY = "The harbour of Lindau was opened on Friday. Dock workers cheered."
PAGE = """<!DOCTYPE html><html lang="en-GB"><head><title>Harbour opens - Example</title>
<meta property="og:title" content="Harbour opens">\
<meta property="og:site_name" content="Example News">
<link rel="canonical" href="https://example.org/2024/05/03/harbour">
<meta property="article:published_time" content="2024-05-03T09:10:00+02:00"></head>
<body><nav><a href="/">Home</a><a href="/world">World</a></nav><article><h1>Harbour opens</h1>
<p>The harbour of Lindau was opened on Friday after two years of work, the port authority said.</p>
<p>Dock workers cheered as the first of four ships came in, and the minister made a speech.</p>\
</article>
<script>alert("no")</script></body></html>"""


def read(value: Any, key: bytes | None = None) -> Article:
    data = value.encode() if isinstance(value, str) else json.dumps(value).encode()
    return read_article(data, key=key, max_text_length=100_000)


def test_ninjs_1_names_its_body_by_role() -> None:
    item = {
        "uri": "urn:example:1",
        "type": "text",
        "versioncreated": "2024-05-03T09:10:00Z",
        "version": "2",
        "headline": "Harbour opens",
        "byline": "Ana Prado",
        "language": "en",
        "body_text": BODY,
        "body_xhtml": "<p>other</p>",
        "pubstatus": "usable",
    }
    assert read(item) == Article(
        id="urn:example:1",
        text=BODY,
        title="Harbour opens",
        published_at="2024-05-03T09:10:00Z",
        language="en",
        authors=("Ana Prado",),
        version=2,
    )


@pytest.mark.parametrize(
    "names",
    [
        ("versioncreated", "contenttype", "pubstatus"),
        ("versionCreated", "contentType", "pubStatus"),
    ],
)
def test_ninjs_2_and_3_list_bodies_and_headlines_with_roles(names: tuple[str, str, str]) -> None:
    created, kind, status = names
    item = {
        "uri": "https://example.org/1",
        created: "2024-05-03T09:10:00Z",
        status: "usable",
        "headlines": [
            {"role": "sub", "value": "Workers cheer"},
            {"role": "main", "value": "Harbour opens"},
        ],
        "bodies": [
            {"role": "xhtml", kind: "text/html", "value": "<p>One &amp; two.</p><p>Three.</p>"}
        ],
        "by": "Ana Prado",
    }
    article = read(item)
    assert (article.title, article.text) == ("Harbour opens", "One & two.\nThree.")
    assert article.url == article.id == "https://example.org/1"
    assert article.published_at == "2024-05-03T09:10:00Z"


def test_ninjs_prefers_plain_text_to_markup() -> None:
    bodies = [
        {"role": "xhtml", "value": "<p>no</p>"},
        {"role": "text", "contentType": "text/plain", "value": BODY},
    ]
    assert read({"uri": "u", "versionCreated": "2024-05-03", "bodies": bodies}).text == BODY


def test_ninjs_without_a_body_takes_its_description() -> None:
    item = {
        "uri": "u",
        "type": "picture",
        "versioncreated": "2024-05-03",
        "descriptions": [{"role": "caption", "value": BODY}],
    }
    assert read(item).text == BODY


def test_a_cancelled_ninjs_item_needs_no_body() -> None:
    article = read(
        {"uri": "u", "version": "3", "versioncreated": "2024-05-03", "pubstatus": "canceled"}
    )
    assert (article.status, article.version) == ("canceled", 3)


@pytest.mark.parametrize(
    ("item", "position"),
    [
        ({"pubstatus": "withheld"}, "pubstatus"),
        ({"bodies": [{"value": 1}]}, "bodies[0].value"),
        ({"headlines": "x"}, "headlines"),
        ({"version": "two"}, "version"),
    ],
)
def test_a_bad_ninjs_member_is_told_with_its_path(item: dict[str, Any], position: str) -> None:
    with pytest.raises(InvalidArticle) as caught:
        read({"uri": "u", "body_text": BODY, **item})
    assert caught.value.position == position


def test_json_ld_gives_the_article_of_its_graph() -> None:
    news = {
        "@type": ["NewsArticle"],
        "headline": "Harbour opens",
        "articleBody": BODY,
        "datePublished": "2024-05-03T09:10:00+02:00",
        "author": [{"@type": "Person", "name": "Ana Prado"}, "Tom Reed"],
        "publisher": {"name": "Example News"},
        "mainEntityOfPage": {"@id": "https://example.org/harbour"},
        "inLanguage": "en",
    }
    article = read(
        {"@context": "https://schema.org", "@graph": [{"@type": "WebSite", "name": "x"}, news]}
    )
    assert article == Article(
        id="https://example.org/harbour",
        text=BODY,
        title="Harbour opens",
        published_at="2024-05-03T09:10:00+02:00",
        source="Example News",
        url="https://example.org/harbour",
        language="en",
        authors=("Ana Prado", "Tom Reed"),
    )
    assert (
        read([{"@type": "https://schema.org/NewsArticle", "headline": "Harbour opens"}]).title
        == "Harbour opens"
    )


def test_json_ld_without_an_article_is_refused() -> None:
    with pytest.raises(InvalidArticle, match="without an article"):
        read({"@context": "https://schema.org", "@type": "Recipe", "name": "Soup"})


def test_a_date_in_words_in_crawled_metadata_becomes_a_day_and_an_unreadable_one_is_left_out() -> (
    None
):
    base = {"@type": "NewsArticle", "headline": "Harbour opens", "url": "u"}
    assert read({**base, "datePublished": "May 3, 2024"}).published_at == "2024-05-03"
    assert read({**base, "datePublished": "last week"}).published_at is None


def test_news_please_is_told_by_its_main_text() -> None:
    item: dict[str, object] = {
        "maintext": BODY,
        "title": "Harbour opens",
        "url": "https://example.org/harbour",
        "date_publish": "2024-05-03 09:10:00",
        "source_domain": "example.org",
        "authors": [],
        "language": "en",
        "date_modify": None,
    }
    article = read(item)
    assert (article.id, article.text, article.source) == (
        "https://example.org/harbour",
        BODY,
        "example.org",
    )
    assert article.published_at == "2024-05-03 09:10:00"


def test_a_page_gives_its_article_without_navigation_or_scripts() -> None:
    article = read(PAGE)
    assert article.id == article.url == "https://example.org/2024/05/03/harbour"
    assert (article.title, article.published_at, article.language) == (
        "Harbour opens",
        "2024-05-03",
        "en-GB",
    )
    assert "first of four ships" in article.text
    assert "World" not in article.text
    assert "alert" not in article.text


def test_a_page_without_a_url_is_named_by_its_key() -> None:
    assert (
        read("<html><body><article><p>" + BODY + "</p></article></body></html>", key=b"page").id
        == "page"
    )


def test_html_in_our_json_is_read_where_no_text_is_given() -> None:
    assert read({"id": "a", "html": "<p>One</p><p>two</p>"}).text == "One\ntwo"
    assert read({"id": "a", "html": "<p>One</p>", "text": "Given."}).text == "Given."


def test_entities_of_a_document_type_are_not_expanded() -> None:
    page = (
        '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/hostname">]><html><body><article><p>'
        + BODY
        + " &x;</p></article></body></html>"
    )
    article = read(page, key=b"k")
    assert "&x;" in article.text or article.text.endswith("cheered.")


def test_a_page_of_too_many_elements_is_refused() -> None:
    with pytest.raises(InvalidArticle, match="elements"):
        read("<html><body>" + "<p>x</p>" * 50_000, key=b"k")


def test_a_fragment_keeps_its_paragraphs_and_leaves_scripts_out() -> None:
    assert (
        text_of_html(
            "<div>One <b>bold</b> word<br>next<script>no</script> line</div><ul><li>item</ul>"
        )
        == "One bold word\nnext line\nitem"
    )


@pytest.mark.parametrize(
    "heads",
    [
        '<meta property="og:title" content="Example News">',
        '<meta property="og:title" content="Home">',
        '<meta property="og:title" content="Home | Example News">',
        '<meta property="og:title" content="News Sport Weather">',
        "<title>Example News</title>",
    ],
)
def test_the_navigation_of_a_page_is_not_its_headline(heads: str) -> None:
    page = PAGE.replace("<title>Harbour opens - Example</title>", "").replace(
        '<meta property="og:title" content="Harbour opens">', heads
    )
    assert read(page.replace("<nav>", "<h1>Example News</h1><nav>")).title == "Harbour opens"


def test_the_updates_of_a_live_blog_are_its_text() -> None:
    blog = {
        "@type": "LiveBlogPosting",
        "headline": "Fire at Lindau harbour: live",
        "url": "https://example.org/live",
        "liveBlogUpdate": [
            {
                "@type": "BlogPosting",
                "headline": "Harbour closed",
                "articleBody": "Police closed the harbour.",
            },
            {"@type": "BlogPosting", "articleBody": "<p>Two ships burn.</p>"},
            "no update",
        ],
    }
    assert read(blog).text == "Harbour closed\nPolice closed the harbour.\n\nTwo ships burn."
    assert read({**blog, "articleBody": "All day long."}).text.startswith(
        "All day long.\n\nHarbour closed\n"
    )


def test_a_page_in_our_json_is_read_as_a_page_with_what_is_given_beside_it() -> None:
    given = {"page": PAGE, "version": 4, "published_at": "2020-01-01", "url": "https://e.org/x"}
    assert read(given) == replace(read(PAGE), version=4)
    bare = "<html><body>" + PAGE.partition("<body>")[2]
    article = read({"page": bare, "version": 4, "language": "en", "source": "E"}, key=b"a/harbour")
    assert (article.id, article.version) == ("a/harbour", 4)
    assert (article.language, article.source) == ("en", "E")
    assert read({"page": bare, "id": "mine"}, key=b"a/harbour").id == "mine"


def test_a_page_in_our_json_can_be_cancelled() -> None:
    assert read({"id": "a", "page": PAGE, "status": "canceled"}).status == "canceled"


def test_a_time_of_capture_that_cannot_be_read_costs_the_time() -> None:
    article = read({"id": "a", "text": BODY, "captured_at": "some day"})
    assert (article.captured_at, len(article.warnings)) == (None, 1)
    assert article.warnings[0].startswith("captured_at is left out")


@pytest.mark.parametrize(
    ("given", "version"), [(3, 3), (None, 1), ("1.2", 1), (0, 1), (True, 1), ({"a": 1}, 1)]
)
def test_a_whole_number_is_the_version_of_forms_that_have_none(given: Any, version: int) -> None:
    json_ld = {"@type": "NewsArticle", "articleBody": BODY, "version": given}
    news_please = {"maintext": BODY, "version": given}
    assert [read(json_ld).version, read(news_please).version] == [version, version]
