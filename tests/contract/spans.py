"""The rule of every span: `article[field][start:end] == quote`."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from schemas import Article

OUTSIDE = "outside of the field"
OTHER = "quotes other words"


def misplaced(record: Any, articles: Mapping[str, Article]) -> list[tuple[str, str]]:
    """Return place and reason of each span in `record` that does not stand in its article.

    The article is the one a span names (`article_id`), else the one that the record belongs to;
    spans of articles that are not at hand are passed over.
    """
    return list(_walk(record, "", _own(record, articles), articles))


def _own(record: Any, articles: Mapping[str, Article]) -> Article | None:
    held = getattr(record, "article", None)
    return held if isinstance(held, Article) else articles.get(getattr(held, "id", ""))


def _walk(
    value: Any, place: str, own: Article | None, articles: Mapping[str, Article]
) -> Iterator[tuple[str, str]]:
    if isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _walk(item, f"{place}.{index}".lstrip("."), own, articles)
    elif is_dataclass(value):
        yield from _judged(value, place, own, articles)
        for item in fields(value):
            yield from _walk(
                getattr(value, item.name), f"{place}.{item.name}".lstrip("."), own, articles
            )


def _judged(
    value: Any, place: str, own: Article | None, articles: Mapping[str, Article]
) -> Iterator[tuple[str, str]]:
    article = articles.get(value.article_id) if hasattr(value, "article_id") else own
    if article is None or not (
        hasattr(value, "start") and hasattr(value, "end") and hasattr(value, "field")
    ):
        return
    text = article.text if value.field == "text" else article.title or ""
    if not 0 <= value.start < value.end <= len(text):
        yield place, OUTSIDE
        return
    told = getattr(value, "quote", getattr(value, "text", None))
    if told is not None and text[value.start : value.end] != told:
        yield place, OTHER
