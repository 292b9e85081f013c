"""The articles of one request, cut apart and read.

Each article is read as the prepare stage will read it, so that an article that would become a dead
letter is refused now.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Literal, TypeAlias

from workers.articles import InvalidArticle, RawArticle, check_embargo, cut, read_article
from workers.articles.input.identity import id_of_content

Format: TypeAlias = Literal["text", "json", "jsonl", "html"]
Problem: TypeAlias = dict[str, str | int]
"""`index` (from 0) of an article of the request, `where` the article stands in the body, `detail`,
and `position` in the article where there is one."""

MOST_ARTICLES = 1_000
"""Articles of one request."""


@dataclass(frozen=True, slots=True)
class ReadArticle:
    """An article that can be read: what it is called, and its bytes as they go into the topic."""

    id: str
    version: int
    value: bytes


@dataclass(frozen=True, slots=True)
class Batch:
    """The content of a body.

    It has the articles in order, the problems of the others, and whether there were more than
    `MOST_ARTICLES`.
    """

    articles: Sequence[ReadArticle]
    errors: Sequence[Problem]
    too_many: bool = False

    @property
    def count(self) -> int:
        """Number of articles, readable or not."""
        return len(self.articles) + len(self.errors)


def read_batch(
    data: bytes,
    format: Format,  # noqa: A002
    *,
    given_id: str,
    max_text_length: int,
    now: datetime,
) -> Batch:
    """Cut a body into articles and read each.

    A single article keeps its bytes; the members of a JSON list are written anew.

    Args:
        data: The body.
        format: How articles are cut from it.
        given_id: Id of an HTML page without address or of a plain text; empty for an id made from
            its content.
        max_text_length: The limit of `read_article`.
        now: What is under embargo at that time is refused.
    """
    found = list(islice(_cut(data, format, given_id), MOST_ARTICLES + 1))
    if len(found) > MOST_ARTICLES:
        return Batch((), (), too_many=True)
    articles: list[ReadArticle] = []
    errors: list[Problem] = []
    json_only = format in ("json", "jsonl")
    for index, raw in enumerate(found):
        try:
            check_embargo(raw.value, now)
            article = read_article(
                raw.value, key=raw.key, max_text_length=max_text_length, json_only=json_only
            )
        except InvalidArticle as error:
            errors.append(_problem(index, raw.where, error))
        else:
            articles.append(ReadArticle(article.id, article.version, raw.value))
    return Batch(articles, errors)


def _cut(data: bytes, format_: Format, given_id: str) -> Iterable[RawArticle]:
    if format_ in ("html", "text"):
        key = (given_id or id_of_content(data)).encode("utf-8", "replace")
        return (RawArticle(key, data, "body"),)
    return cut(data, format_, "body")


def _problem(index: int, where: str, error: InvalidArticle) -> Problem:
    place: Problem = {"index": index, "where": where, "detail": error.reason}
    return {**place, "position": error.position} if error.position else place
