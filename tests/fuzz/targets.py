"""What is fuzzed: every place where bytes from outside become records.

Each takes any bytes and may raise only what it says it does.
"""

from collections.abc import Callable
from typing import Any

from schemas import (
    AnnotatedArticle,
    CodecError,
    Decision,
    EventRecord,
    PreparedArticle,
    decode,
    encode,
)
from schemas.codec import decode_mentions
from workers.articles import InvalidArticle, SourceError, cut, prepare, read_article
from workers.feeds.reading.document import Bytes, Document, Unreadable
from workers.feeds.reading.sitemaps import parse_sitemap

LIMIT = 20_000
KINDS: tuple[type[Any], ...] = (PreparedArticle, AnnotatedArticle, EventRecord, Decision)


def article(data: bytes) -> None:
    """An article in any form, told by content, prepared and encoded: what the first stage does.

    Its first byte chooses whether it has a key.
    """
    key = data[1:9] if data[:1] < b"\x80" else None
    try:
        prepared = prepare(
            read_article(data[1:], key=key, max_text_length=LIMIT),
            received_at="2031-05-05T10:00:00Z",
        )
    except InvalidArticle as refusal:
        assert refusal.reason  # noqa: PT017 - the refusal itself is judged
        return
    told = encode(prepared)
    assert decode(PreparedArticle, told) == prepared
    for block in prepared.blocks:
        field = prepared.article.text if block.field == "text" else prepared.article.title or ""
        assert 0 <= block.start < block.end <= len(field)


def page(data: bytes) -> None:
    """The same, for what begins as a page."""
    article(b"\xff<html><body><article><p>" + data)


def records(data: bytes) -> None:
    """Bytes as each kind of record; one that is read is written and read again the same."""
    readers: list[Callable[[bytes], Any]] = [
        decode_mentions,
        *(lambda told, kind=kind: decode(kind, told) for kind in KINDS),
    ]
    for read in readers:
        try:
            record = read(data)
        except CodecError as error:
            assert error.reason  # noqa: PT017 - the error itself is judged
            continue
        assert read(encode(record)) == record


def wire(data: bytes) -> None:
    """A file of NewsML, cut apart, and each item read."""
    for raw in cut(b"<newsItem guid='a'><contentSet>" + data, "newsml", "wire.xml"):
        article(b"\xff" + raw.value)


def archive(data: bytes) -> None:
    """A web archive, by itself and as what follows the first line of a record."""
    for given in (data, b"WARC/1.1\r\nWARC-Type: response\r\n" + data):
        try:
            pages = list(cut(given, "warc", "crawl.warc"))
        except SourceError as error:
            assert str(error).startswith("crawl.warc: ")  # noqa: PT017 - the error itself is judged
            continue
        assert all(raw.value for raw in pages)


def sitemap(data: bytes) -> None:
    """A sitemap, and an index of sitemaps, as far as they go."""
    for start in (b"<urlset><url><loc>https://", b"<sitemapindex><sitemap><loc>https://"):
        found = parse_sitemap(Bytes(start + data, "", "https://example.org/sitemap.xml"))
        assert isinstance(found, Document | Unreadable)


TARGETS: dict[str, Callable[[bytes], None]] = {
    "article": article,
    "page": page,
    "records": records,
    "wire": wire,
    "archive": archive,
    "sitemap": sitemap,
}
