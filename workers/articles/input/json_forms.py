"""The article in a JSON value, in whichever of the JSON formats it comes."""

from dataclasses import replace
from typing import Any

from schemas.article import Article
from workers.articles.input.formats.dateline_json import read_dateline_json
from workers.articles.input.formats.json_tree import JsonTree, name_of
from workers.articles.input.formats.news_please import is_news_please, read_news_please
from workers.articles.input.formats.ninjs import bundled, is_ninjs, read_ninjs
from workers.articles.input.formats.schema_org import is_json_ld, read_json_ld
from workers.articles.invalid_article import InvalidArticle


def from_json(value: Any, key: bytes | None = None) -> Article:
    """Return the article in a JSON value; where the value has no id, the article may have none.

    Raises:
        InvalidArticle: It is no article in any of our forms.
    """
    if is_json_ld(value):
        return read_json_ld(value)
    if not isinstance(value, dict):
        raise InvalidArticle(
            f"an article is an object, not {name_of(value)}: send one article a message"
        )
    tree = JsonTree(value)
    if is_news_please(tree):
        return read_news_please(tree)
    if is_ninjs(tree):
        return read_ninjs(tree)
    if items := bundled(value):
        raise InvalidArticle(f"a bundle of {len(items)} ninjs items: send one item a message")
    article = read_dateline_json(tree)
    is_named = article.id or article.url or "page" not in tree
    return article if is_named else replace(article, id=key_id(key))


def key_id(key: bytes | None) -> str:
    """Return the id that a key is, empty where there is none.

    Raises:
        InvalidArticle: The key is not UTF-8.
    """
    if not key:
        return ""
    try:
        return key.decode("utf-8")
    except UnicodeDecodeError as error:
        raise InvalidArticle(
            f"the key is not UTF-8: {error.reason}", f"key, byte {error.start}"
        ) from None
