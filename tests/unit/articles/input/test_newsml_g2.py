"""NewsML-G2: news items, messages of several, and what is none."""

import os
from pathlib import Path

import pytest

from schemas import Article
from tests.sources import STORY, news_item, news_message
from workers.articles import InvalidArticle, RawArticle, cut, read_article, read_path

HERE = Path(__file__).resolve().parents[4]
DATA = Path(os.environ.get("DATELINE_EVAL", HERE.parent / "shared" / "eval")) / "ninjs" / "NewsML"
PLAIN = (
    "The harbour of Lindau was opened on Friday after two years of work, the port authority said.\n"
    "Dock workers cheered as the first of four ships came in, and the minister made a speech."
)


def read(text: str) -> Article:
    return read_article(text.encode(), key=b"k", max_text_length=10_000)


def refused(text: str) -> InvalidArticle:
    with pytest.raises(InvalidArticle) as caught:
        read(text)
    return caught.value


def pieces(data: bytes) -> list[RawArticle]:
    return list(cut(data, "newsml", "wire.xml"))


def test_a_news_item_gives_headline_dateline_body_date_id_and_version() -> None:
    declared = '<?xml version="1.0" encoding="UTF-8"?>\n<!-- from the wire -->\n'
    assert read(declared + news_item()) == Article(
        id="urn:newsml:example.org:20240503:harbour",
        text=f"LINDAU, May 3 (EXN) - {PLAIN}",
        title="Harbour opens after two years",
        published_at="2024-05-03T09:10:00+02:00",
        source="Example News",
        language="en-GB",
        authors=("By Ana Prado",),
        version=3,
    )


def test_the_prefix_of_the_namespaces_does_not_matter() -> None:
    prefixed = (
        '<n:newsItem xmlns:n="http://iptc.org/std/nar/2006-10-01/" guid="urn:x:1"><n:contentSet>'
        '<n:inlineXML><h:html xmlns:h="http://www.w3.org/1999/xhtml"><h:body><h:p>One.</h:p>'
        "<h:p>Two<h:br/>lines.</h:p></h:body></h:html></n:inlineXML></n:contentSet></n:newsItem>"
    )
    assert read(prefixed) == Article(id="urn:x:1", text="One.\nTwo\nlines.")


def test_a_body_that_opens_with_the_dateline_is_taken_as_it_is() -> None:
    body = STORY.replace("The harbour", "LINDAU, May 3 (EXN) — The harbour", 1)
    item = news_item(content=f"<inlineXML><html><body>{body}</body></html></inlineXML>")
    assert read(item).text == f"LINDAU, May 3 (EXN) — {PLAIN}"


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (
            "<inlineXML><nitf><body><body.head><hl1>Head</hl1></body.head><body.content><p>One.</p>"  # noqa: ISC004 - one string
            "<p>Two.</p></body.content></body></nitf></inlineXML>",
            "One.\nTwo.",
        ),
        ('<inlineData contenttype="text/plain">\n One.\n\nTwo.</inlineData>', "One.\n\nTwo."),
        (
            '<inlineData contenttype="text/html">&lt;p&gt;A &amp;amp; B&lt;/p&gt;</inlineData>',
            "A & B",
        ),
        (
            '<inlineData encoding="base64">AAAA</inlineData><inlineXML><p>Text.</p></inlineXML>',
            "Text.",
        ),
    ],
)
def test_the_first_content_with_text_is_the_body(content: str, text: str) -> None:
    assert read(news_item(content=content)).text == f"LINDAU, May 3 (EXN) - {text}"


def test_a_picture_has_its_description_as_text() -> None:
    item = news_item(content='<remoteContent href="https://example.org/a.jpg"/>')
    assert read(item).text == "A caption of the harbour."


@pytest.mark.parametrize(
    "status",
    [
        '<pubStatus qcode="stat:canceled"/>',
        '<pubStatus uri="http://cv.iptc.org/newscodes/pubstatusg2/canceled"/>',
    ],
)
def test_a_cancelled_item_cancels_and_needs_no_body(status: str) -> None:
    article = read(news_item(status=status, content=""))
    assert (article.status, article.version) == ("canceled", 3)
    assert read(news_item(status="")).status == "usable"


@pytest.mark.parametrize(
    ("text", "reason", "position"),
    [
        (news_item()[:900], "not valid XML", "line"),
        (news_item(content="<inlineXML><p>no end</inlineXML>"), "not valid XML", "line"),
        (news_item(content="<inlineXML>" + "<b>" * 300 + "</b>" * 300), "not valid XML", "line"),
        (news_item(status='<pubStatus qcode="stat:withheld"/>'), "'withheld'", "pubStatus"),
        (news_item(version=' version="one"'), "whole number", "version"),
        (news_message(news_item(), news_item("urn:x:2")), "2 news items: send one", ""),
        (news_message(), "newsMessage with no news item", ""),
        ('<packageItem guid="urn:x:1"/>', "packageItem with no news item", ""),
        ('<NewsML Version="1.2"><Catalog/></NewsML>', "NewsML 1 is not read", ""),
        ('<?xml version="1.0"?><a/>', "neither HTML nor NewsML-G2", "byte 0"),
        ('<a:b c="d" xmlns:a="urn:x"/>', "neither HTML nor NewsML-G2", "byte 0"),
    ],
)
def test_what_is_no_item_is_refused_with_its_place(text: str, reason: str, position: str) -> None:
    error = refused(text)
    assert reason in error.reason
    assert (error.position or "").startswith(position)


def test_entities_are_neither_expanded_nor_fetched() -> None:
    bomb = '<!DOCTYPE newsItem [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
    outside = '<!DOCTYPE newsItem SYSTEM "file:///etc/passwd">'
    for declared in (bomb, outside):
        assert (
            "document type declaration"
            in refused('<?xml version="1.0"?>' + declared + news_item()).reason
        )
    assert "not valid XML" in refused(news_item(content="<inlineXML>&b;</inlineXML>")).reason


def test_a_message_is_cut_into_its_news_items_each_readable_by_itself() -> None:
    message = news_message(
        news_item("urn:x:1"), '<packageItem guid="urn:x:p"/>', news_item("urn:x:2&amp;b")
    )
    first, second = pieces(message.encode())
    assert (first.key, first.where) == (b"urn:x:1", "wire.xml[0]")
    assert (second.key, second.where) == (b"urn:x:2&b", "wire.xml[1]")
    for piece in (first, second):
        article = read_article(piece.value, key=piece.key, max_text_length=10_000)
        assert article.id.encode() == piece.key
        assert article.text.endswith(PLAIN)


def test_a_document_in_another_encoding_is_cut_into_utf_8() -> None:
    text = '<?xml version="1.0" encoding="iso-8859-1"?>' + news_item().replace("Ana", "Zoë")
    for data in (text.encode("iso-8859-1"), text.encode("utf-16")):
        (piece,) = pieces(data)
        assert read_article(piece.value, key=None, max_text_length=10_000).authors == (
            "By Zoë Prado",
        )


@pytest.mark.parametrize(
    "data", [b"<newsItem>\xff", b"<a>", b'<?xml version="1.0" encoding="klingon"?><newsItem/>']
)
def test_a_broken_document_keeps_its_bytes(data: bytes) -> None:
    (piece,) = pieces(data)
    assert (piece.key, piece.value) == (b"wire", data)


def test_a_folder_with_messages_is_read(tmp_path: Path) -> None:
    (tmp_path / "wire.xml").write_text(news_message(news_item("urn:x:1"), news_item("urn:x:2")))
    (tmp_path / "odd.dat").write_text(news_item("urn:x:3"))
    assert [raw.key for raw in read_path(tmp_path)] == [b"urn:x:1", b"urn:x:2"]
    assert [raw.key for raw in read_path(tmp_path / "odd.dat")] == [b"urn:x:3"]


@pytest.mark.skipif(not DATA.is_dir(), reason=f"no evaluation data at {DATA}: set DATELINE_EVAL")
def test_newsml_1_is_refused_in_a_sentence() -> None:
    for raw in read_path(DATA):
        with pytest.raises(InvalidArticle, match="NewsML 1 is not read"):
            read_article(raw.value, key=raw.key, max_text_length=200_000)
