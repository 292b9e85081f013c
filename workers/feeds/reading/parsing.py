"""Turns the bytes of a feed into a `Document`: RSS 0.9x, 1.0 and 2.0, Atom, broken feeds included.

feedparser reads the bytes; it fetches nothing here. Sitemaps are read by `sitemaps.py`.

Wrong encodings, undeclared entities and cut off files are read as far as they go. feedparser drops
entity declarations whose values refer to others, and expat ends a document that grows too much, so
entities cannot multiply; `reader.py` limits time and memory for everything else.
"""

import io
import re
import sys
from collections.abc import Iterable
from typing import Any

from workers.articles import InvalidArticle
from workers.articles.input.formats.html import text_of_html
from workers.feeds.reading.document import Bytes, Document, Entry, Unreadable
from workers.feeds.reading.encodings import settled
from workers.feeds.reading.sitemaps import parse_sitemap

MAX_ENTRIES = 2_000
"""Entries of a document that are read; feeds of today's news have ten to two hundred."""
MAX_AUTHORS = 20
MAX_NAME = 300
"""Characters of the name of a feed or an author, and of a date; what is longer is cut."""
MAX_LINK = 4_096
"""Characters of a link; a longer one is none."""
MAX_LANGUAGE = 35
"""Characters of a language tag (RFC 5646 asks readers for as many)."""
MARKUP = re.compile(r"<[A-Za-z/!]|&(?:#\w{1,8}|\w{2,32});")
REFERENCE = re.compile(rb"&#(?:[xX]([0-9A-Fa-f]{1,8})|([0-9]{1,8}));?")
UNSAFE = re.compile(r"[\x00\ud800-\udfff]")
ADDRESS = re.compile(r"https?://[^\s/?#]", re.IGNORECASE)
NUMBER = re.compile(r"\d{1,9}(?:\.\d{1,9})?", re.ASCII)


def parse_feed(given: Bytes) -> Document | Unreadable:
    """Return the document in a body, or why there is none; never raises for what the body holds."""
    import feedparser  # noqa: PLC0415 - only the process that reads needs it

    if (sitemap := parse_sitemap(given)) is not None:
        return sitemap
    body, kind = settled(given.body, given.content_type)
    headers = {"content-type": kind, "content-location": given.url}
    # A stream, because feedparser would open a string as a file or an address. Markup is taken off
    # below.
    read = feedparser.parse(
        io.BytesIO(REFERENCE.sub(_characters, body)),
        response_headers=headers,
        sanitize_html=False,
        resolve_relative_uris=False,
    )
    if not read.get("version") and not read.entries:
        return Unreadable(f"no feed in it: neither RSS, Atom nor a sitemap ({_kind(given)})")
    title, language = _name(_value(read.feed, "title")), _language(read.feed)
    entries = tuple(_entry(item, title, language) for item in read.entries[:MAX_ENTRIES])
    return Document(title, _minutes(read.feed.get("ttl")), entries, _problem(read))


def _characters(found: "re.Match[bytes]") -> bytes:
    """Return a character reference unchanged where it stands for a character.

    feedparser gives up on a whole feed for a reference that stands for no character.
    """
    number = int(found[1], 16) if found[1] else int(found[2])
    is_half = 0xD800 <= number <= 0xDFFF  # noqa: PLR2004 - of a surrogate pair
    return found[0] if 0 < number <= sys.maxunicode and not is_half else b"&#65533;"


def _kind(given: Bytes) -> str:
    if not given.body.strip():
        return "the body is empty"
    kind = given.content_type.partition(";")[0].strip().lower()[:60]
    return f"its type is {kind}" if kind else "its type is not told"


def _problem(read: Any) -> str | None:
    if len(read.entries) > MAX_ENTRIES:
        return f"{len(read.entries)} entries; the first {MAX_ENTRIES} are read"
    error = read.get("bozo_exception") if read.bozo else None
    # An encoding that differs from the declared one has cost nothing: the feed was read in the
    # right encoding.
    if error is None or type(error).__name__ == "CharacterEncodingOverride":
        return None
    return f"broken, read as far as it goes: {' '.join(str(error).split())[:120]}"


def _entry(item: Any, feed_title: str | None, language: str | None) -> Entry:
    detail = _body(item)
    problem = None
    try:
        text = _plain(_clean(detail.get("value")) or "")
    except InvalidArticle as error:
        text, problem = "", error.reason
    published, updated = _dates(item)
    return Entry(
        guid=_clean(item.get("id")),
        link=_link(item),
        title=_line(_value(item, "title")) or "",
        text=text,
        published=published,
        updated=updated,
        language=_language(detail) or language,
        source=_name(_value(item.get("source") or {}, "title")) or feed_title,
        authors=_authors(item.get("authors") or ()),
        problem=problem,
    )


def _body(item: Any) -> Any:
    """Return the detail (`value`, `language`) with the longest content.

    Where no content has text, this is the summary's detail.
    """
    contents = [
        content for content in item.get("content") or () if (content.get("value") or "").strip()
    ]
    longest = max(contents, key=lambda content: len(content["value"]), default=None)
    return longest or item.get("summary_detail") or {}


def _link(item: Any) -> str | None:
    for name in ("feedburner_origlink", "link"):
        link = (_clean(item.get(name)) or "").strip()
        if ADDRESS.match(link) and len(link) <= MAX_LINK:
            return link
    return None


def _dates(item: Any) -> tuple[str | None, str | None]:
    """Return the dates of publication and update as written.

    feedparser guesses at odd forms of dates; the prepare stage does not guess.
    """
    # dict.get, because FeedParserDict answers `updated` with the publication where there is none.
    published, created, updated = (
        (_clean(dict.get(item, name)) or "")[:MAX_NAME] or None
        for name in ("published", "created", "updated")
    )
    return published or created or updated, updated


def _language(detail: Any) -> str | None:
    tag = (_clean(detail.get("language")) or "").strip()
    return tag if 0 < len(tag) <= MAX_LANGUAGE else None


def _authors(listed: Iterable[Any]) -> tuple[str, ...]:
    names = (_name(author.get("name")) for author in listed)
    return tuple(name for name in names if name)[:MAX_AUTHORS]


def _value(item: Any, name: str) -> str | None:
    detail = item.get(f"{name}_detail") or {}
    found = detail.get("value") or item.get(name)
    return found if isinstance(found, str) else None


def _name(given: str | None) -> str | None:
    return (_line(given) or "")[:MAX_NAME] or None


def _line(given: str | None) -> str | None:
    """Return a title as text on one line; None where it is empty or cannot be read."""
    try:
        return " ".join(_plain(_clean(given) or "").split()) or None
    except InvalidArticle:
        return None


def _plain(given: str) -> str:
    return text_of_html(given) if MARKUP.search(given) else given.strip()


def _clean(given: Any) -> str | None:
    """Return a string without the characters that JSON and stores cannot carry.

    An empty value, or one that is no string, gives None.
    """
    return UNSAFE.sub("\ufffd", given) or None if isinstance(given, str) else None


def _minutes(given: Any) -> float | None:
    found = NUMBER.fullmatch(given.strip()) if isinstance(given, str) else None
    return float(found[0]) if found else None
