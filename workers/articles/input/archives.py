"""The pages of a web archive (WARC, ISO 28500), as crawlers write them.

A page travels as our JSON with its address and the time of its capture, decompressed and decoded.
It is read as an article where every other article is read.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, BinaryIO

import orjson

from workers.articles.input.formats.html import MAX_HTML
from workers.articles.input.identity import host_of, id_of_url
from workers.articles.input.page_encoding import decoded_page
from workers.articles.input.raw_article import RawArticle, SourceError
from workers.counting import counted

MOST_BYTES = 4 * MAX_HTML
"""Bytes of a page that are decompressed. A page over the limit of its reader is cut behind the
limit, and refused when it is read."""
PIECE = 65_536
"""Bytes of what is left of a record that are read at a time."""
TYPES = ("text/html", "application/xhtml+xml")
OK = "200"


def pages_of(stream: BinaryIO, name: str) -> Iterator[RawArticle]:
    """Yield the pages of an archive, compressed or not.

    Pages are the responses with status 200 whose type is HTML. All other records are passed over.

    Raises:
        SourceError: It is no archive, or is broken; the pages before that place were yielded.
    """
    from warcio.archiveiterator import ArchiveIterator  # noqa: PLC0415 - few commands read archives
    from warcio.exceptions import ArchiveLoadFailed  # noqa: PLC0415

    count = 0
    try:
        for record in ArchiveIterator(stream):
            if _is_page(record):
                yield _page(record, name)
                count += 1
    # warcio raises AttributeError where a response has no address.
    except (ArchiveLoadFailed, AttributeError, EOFError, OSError, ValueError) as error:
        raise SourceError(_broken(name, count, str(error))) from error


def _is_page(record: Any) -> bool:
    headers = record.http_headers if record.rec_type == "response" else None
    if headers is None or headers.get_statuscode() != OK:
        return False
    return (headers.get_header("Content-Type") or "").partition(";")[0].strip().lower() in TYPES


def _page(record: Any, name: str) -> RawArticle:
    url = (record.rec_headers.get_header("WARC-Target-URI") or "").strip("<> ")
    body = record.content_stream().read(MOST_BYTES)
    while record.raw_stream.read(PIECE):
        pass
    if getattr(record.raw_stream, "limit", 0) > 0:
        raise EOFError("a record is cut off")
    page = decoded_page(body, record.http_headers.get_header("Content-Type") or "")
    captured_at = record.rec_headers.get_header("WARC-Date")
    article = {
        "url": url,
        "captured_at": captured_at,
        "version": _second(captured_at),
        "source": host_of(url),
        "page": page[: MAX_HTML + 1],
    }
    value = orjson.dumps({member: given for member, given in article.items() if given})
    return RawArticle(id_of_url(url).encode("utf-8", "replace"), value, f"{name}:{url}")


def _second(captured_at: str | None) -> int | None:
    """Return the Unix time of a capture, so that a later one replaces an earlier one."""
    try:
        return int(datetime.fromisoformat(captured_at or "").timestamp())
    except (ValueError, OverflowError):
        return None


def _broken(name: str, count: int, reason: str) -> str:
    words = " ".join(reason.split())[:200]
    return f"{name}: no web archive, or broken after {counted(count, 'page')}: {words}"
