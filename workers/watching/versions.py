"""A higher version for an article whose file has changed, where the article names none itself."""

import re
from dataclasses import replace

import orjson

from workers.articles import RawArticle
from workers.articles.input.formats.newsml_g2 import is_newsml

MARKUP = re.compile(r"\A\ufeff?\s*<")


def versioned(raw: RawArticle, version: int) -> RawArticle:
    """Return the article with a version above 1, which an article has without one.

    JSON without a `version` gets one. A page travels as the `page` of our JSON, which can have one.
    What names its version, and what cannot be read, is returned as it is.
    """
    if version == 1:
        return raw
    try:
        value = orjson.loads(raw.value)
    except orjson.JSONDecodeError:
        value = _page(raw.value)
    if not isinstance(value, dict) or value.get("version") is not None:
        return raw
    return replace(raw, value=orjson.dumps({**value, "version": version}))


def _page(data: bytes) -> dict[str, str] | None:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return {"page": text} if MARKUP.match(text) and not is_newsml(text) else None
