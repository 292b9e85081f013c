"""Turns the bytes of a sitemap into a `Document`: https://www.sitemaps.org/protocol.html.

An entry is an address with the date of its last change; a news sitemap gives title, date of
publication, language and name of the publication too. An index names further sitemaps. A sitemap
may be compressed (gzip), and one that is broken is read as far as it goes.
"""

import re
import zlib
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from workers.articles import InvalidArticle
from workers.articles.input.formats.xml_tree import named, parse_xml, text_of
from workers.articles.input.identity import host_of
from workers.articles.input.page_encoding import clean
from workers.feeds.reading.document import Bytes, Document, Entry, Sitemap, Unreadable

MAX_BYTES = 50 * 1024 * 1024
"""Bytes of a sitemap, decompressed: the limit of the protocol."""
MAX_URLS = 10_000
"""Entries of a sitemap that are read: those that changed last."""
MAX_SITEMAPS = 200
"""Sitemaps of an index that are read: those that changed last."""
MAX_LINK = 4_096
MAX_NAME = 300
START = re.compile(
    r"\A\ufeff?(?:\s|<\?.*?\?>|<!--.*?-->)*+<(?:[\w.-]{1,50}:)?(?:urlset|sitemapindex)[\s>/]",
    re.DOTALL,
)
ADDRESS = re.compile(r"https?://[^\s/?#]", re.IGNORECASE)
GZIP = b"\x1f\x8b"
EARLIEST = datetime.min.replace(tzinfo=UTC)


def parse_sitemap(given: Bytes) -> Document | Unreadable | None:
    """Return the document in a body, or why there is none; None where it is no sitemap."""
    body = given.body
    if body.startswith(GZIP):
        unpacker = zlib.decompressobj(zlib.MAX_WBITS | 16)
        try:
            body = unpacker.decompress(body, MAX_BYTES)
        except zlib.error as error:
            return Unreadable(f"it is compressed, and broken: {error}")
    text = clean(body.decode("utf-8", "replace"))
    if not START.match(text):
        return None
    try:
        root, problem = _root(text)
    except InvalidArticle as error:
        return Unreadable(str(error))
    return _index(root, problem) if named(root, "sitemap") else _entries(root, problem)


def changed_by(written: str | None) -> datetime | None:
    """Return the latest time that a date of change (W3C, ISO 8601) can mean; None for no date.

    A date without its time means any time of that day, in any zone.
    """
    found = _date(written)
    is_day = found is not None and "T" not in (written or "")
    return found + timedelta(days=1, hours=12) if found and is_day else found


def _date(written: str | None) -> datetime | None:
    try:
        found = datetime.fromisoformat((written or "").strip())
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _root(text: str) -> tuple[Any, str | None]:
    """Return the outermost element, and what is broken in the document."""
    try:
        return parse_xml(text), None
    except InvalidArticle as error:
        return parse_xml(text, recover=True), f"broken, read as far as it goes: {error}"


def _index(root: Any, problem: str | None) -> Document:
    listed = [
        Sitemap(link, _first(item, "lastmod"))
        for item in _whole(root, "sitemap", problem)
        if (link := _link(item))
    ]
    last = sorted(listed, key=lambda sitemap: _latest(sitemap.changed), reverse=True)
    if len(last) > MAX_SITEMAPS:
        problem = f"{len(last)} sitemaps; the {MAX_SITEMAPS} that changed last are read"
    return Document(None, None, (), problem, tuple(last[:MAX_SITEMAPS]))


def _entries(root: Any, problem: str | None) -> Document:
    listed = [_entry(item, link) for item in _whole(root, "url", problem) if (link := _link(item))]
    last = sorted(listed, key=lambda entry: _latest(entry.updated or entry.published), reverse=True)
    if len(last) > MAX_URLS:
        problem = f"{len(last)} entries; the {MAX_URLS} that changed last are read"
    return Document(None, None, tuple(last[:MAX_URLS]), problem)


def _whole(root: Any, name: str, problem: str | None) -> list[Any]:
    """Return the elements of a name, without the last of a broken document: it may be cut off."""
    found = named(root, name)
    return found[:-1] if problem else found


def _entry(item: Any, link: str) -> Entry:
    return Entry(
        guid=None,
        link=link,
        title=_first(item, "news", "title") or "",
        text="",
        published=_first(item, "news", "publication_date"),
        updated=_first(item, "lastmod"),
        language=_first(item, "news", "publication", "language"),
        source=_first(item, "news", "publication", "name") or host_of(link),
    )


def _link(item: Any) -> str | None:
    link = next(iter(map(text_of, named(item, "loc"))), "")
    return link if ADDRESS.match(link) and len(link) <= MAX_LINK else None


def _first(item: Any, *path: str) -> str | None:
    found: Iterable[str] = map(text_of, named(item, *path))
    return next((words[:MAX_NAME] for words in found if words), None)


def _latest(written: str | None) -> datetime:
    return _date(written) or EARLIEST
