"""Dateline's own article JSON, as the batch contract fixes it."""

import re
from dataclasses import replace

from schemas.article import STATUSES, Article, Status
from workers.articles.input.formats.html import read_html, text_of_html
from workers.articles.input.formats.json_tree import JsonTree
from workers.articles.invalid_article import InvalidArticle

HOME = re.compile(r"https?://[^/?#]*/?", re.IGNORECASE)


def read_dateline_json(tree: JsonTree) -> Article:
    """Return the article; its id is empty where none is given.

    A `page` is a whole HTML page: its article is found as in an HTML file, and the members beside
    it say what the page does not say.

    Raises:
        InvalidArticle: A field has the wrong type or no valid value, or the page has no article.
    """
    page = tree.string("page")
    given = _given(tree)
    return _paged(read_html(page), given) if page and given.status == "usable" else given


def _given(tree: JsonTree) -> Article:
    return Article(
        id=_id(tree),
        text=_text(tree),
        title=tree.string("title"),
        published_at=tree.stamp("published_at"),
        source=tree.string("source"),
        url=tree.string("url"),
        language=tree.string("language"),
        authors=tree.strings("authors"),
        version=tree.version(),
        status=_status(tree),
        captured_at=tree.stamp("captured_at"),
    )


def _paged(found: Article, given: Article) -> Article:
    """Return the article of a page with what was given beside it.

    Where a page names the home of a site as its address, the address that was given counts.
    """
    names_home = found.url is not None and HOME.fullmatch(found.url)
    return replace(
        given,
        text=found.text,
        title=found.title or given.title,
        published_at=found.published_at or given.published_at,
        source=found.source or given.source,
        url=(given.url or found.url) if names_home else (found.url or given.url),
        language=found.language or given.language,
        authors=found.authors or given.authors,
    )


def _id(tree: JsonTree) -> str:
    if tree.values.get("id") == "":
        raise InvalidArticle("id is empty", tree.at("id"))
    return tree.string("id") or ""


def _text(tree: JsonTree) -> str:
    text = tree.string("text")
    if text is not None:
        return text
    html = tree.string("html")
    return text_of_html(html) if html else ""


def _status(tree: JsonTree) -> Status:
    given = tree.string("status") or "usable"
    if given not in STATUSES:
        raise InvalidArticle(
            f"unknown status {given[:40]!r}: usable or canceled", tree.at("status")
        )
    return STATUSES[given]
