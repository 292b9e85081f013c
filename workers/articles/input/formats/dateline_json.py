"""Dateline's own article JSON, as the batch contract fixes it."""

from schemas.article import Article, Status
from workers.articles.input.formats.html import text_of_html
from workers.articles.input.formats.json_tree import JsonTree
from workers.articles.invalid_article import InvalidArticle

STATUSES: dict[str, Status] = {"usable": "usable", "canceled": "canceled"}


def read_dateline_json(tree: JsonTree) -> Article:
    """Return the article; its id is empty where none is given.

    Raises:
        InvalidArticle: A field has the wrong type or no valid value.
    """
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
            f"unknown status {given[:40]!r}: usable or canceled",
            tree.at("status"),
        )
    return STATUSES[given]
