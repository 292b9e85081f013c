"""Bytes of a page become its article, by the reader of HTML articles."""

from workers.articles import InvalidArticle
from workers.articles.input.formats.html import read_html
from workers.feeds.document import Bytes, PageText, Unreadable
from workers.feeds.encodings import CHARSET

META_BYTES = 4096
"""A page that declares its encoding does so within its first bytes (HTML asks for the first
1,024)."""


def parse_page(given: Bytes) -> PageText | Unreadable:
    """Return the article of a page, or why there is none; never raises for what the page holds."""
    try:
        article = read_html(decoded(given).removeprefix("\ufeff"))
    except InvalidArticle as error:
        return Unreadable(error.reason)
    if not article.text.strip():
        return Unreadable("page without article text")
    return PageText(
        article.title, article.text, article.published_at, article.language, article.authors
    )


def decoded(given: Bytes) -> str:
    """Return the page as text.

    The encoding is the one of the header, else the one that the page declares, else the one that
    trafilatura detects. NUL and halves of surrogate pairs are replaced.
    """
    from trafilatura.utils import decode_file  # noqa: PLC0415 - it takes half a second to import

    for told in (given.content_type, given.body[:META_BYTES].decode("ascii", "replace")):
        found = CHARSET.search(told)
        if found:
            try:
                return given.body.decode(found[1]).replace("\0", "\ufffd")
            except (LookupError, ValueError):
                continue
    return str(decode_file(given.body)).replace("\0", "\ufffd")
