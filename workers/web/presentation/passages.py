"""An article's contribution to an event: passages that support a value, with the spans to mark."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from markupsafe import Markup

from schemas import AnnotatedArticle, Article, EventRecord
from schemas.event import ArticleLine
from schemas.spans import Field
from workers.web.presentation.marking import Mark, marked
from workers.web.presentation.sentences import Sentences

PASSAGES = 12
"""Passages shown of one article; the article's own page shows all."""
QUOTE = 300
"""Code points shown of a quote whose article is not at hand, and of a headline."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of whole sentences with what they support; `gap` where text was left out before it."""

    field: Field
    html: Markup
    gap: bool


@dataclass(frozen=True, slots=True)
class Support:
    """One article of an event, as shown.

    Attributes:
        article: None where the view does not hold the article (any more): then `quotes` has the
            words that the record quotes.
        changed: Quotes of the record do not stand in the article as it is now: a newer version is
            on its way through the stages.
        more: Passages not shown.
    """

    line: ArticleLine
    headline: str
    article: Article | None
    passages: tuple[Passage, ...]
    quotes: tuple[tuple[str, str], ...]
    changed: bool
    more: int


def support(record: EventRecord, line: ArticleLine, held: AnnotatedArticle | None) -> Support:
    """Return the contribution to `record` of the article of `line`.

    `held` is the article where the view holds it.
    """
    if held is None:
        return Support(line, line.id, None, (), _quotes(record, line.id), changed=False, more=0)
    spans = marks_in(record, held.article)
    passages = [
        passage
        for field in ("title", "text")
        for passage in _passages(held.article, field, spans[field])
    ]
    return Support(
        line=line,
        headline=headline(held),
        article=held.article,
        passages=tuple(passages[:PASSAGES]),
        quotes=(),
        changed=_is_changed(record, held.article),
        more=max(0, len(passages) - PASSAGES),
    )


def marks_in(record: EventRecord, article: Article) -> dict[Field, list[Mark]]:
    """Return the marks of `record` in each field of `article`.

    A quote that does not stand in the article is left out.
    """
    marks: dict[Field, list[Mark]] = {"title": [], "text": []}
    for field, mark, quote in _claims(record, article.id):
        if field_text(article, field)[mark.start : mark.end] == quote:
            marks[field].append(mark)
    return marks


def headline(held: AnnotatedArticle) -> str:
    """Return the title of an article, else the headline in its text, else its id.

    The result is one line of at most `QUOTE` code points.
    """
    block = next((block for block in held.blocks if block.kind == "headline"), None)
    found = held.article.title or (
        field_text(held.article, block.field)[block.start : block.end] if block else ""
    )
    return " ".join(found.split())[:QUOTE] or held.id


def field_text(article: Article, field: Literal["text", "title"]) -> str:
    """Return the string that spans of `field` count in."""
    return article.text if field == "text" else (article.title or "")


def _claims(record: EventRecord, article_id: str) -> Iterable[tuple[Field, Mark, str]]:
    for item in record.evidence:
        if item.article_id == article_id:
            yield item.field, Mark(item.start, item.end, item.slot, item.value), item.quote
    for mention in record.mentions:
        if mention.article_id == article_id:
            yield mention.field, Mark(mention.start, mention.end, "what", "trigger"), mention.text


def _is_changed(record: EventRecord, article: Article) -> bool:
    return any(
        field_text(article, field)[mark.start : mark.end] != quote
        for field, mark, quote in _claims(record, article.id)
    )


def _quotes(record: EventRecord, article_id: str) -> tuple[tuple[str, str], ...]:
    quotes = dict.fromkeys(
        (mark.slot, quote[:QUOTE]) for _, mark, quote in _claims(record, article_id)
    )
    return tuple(quotes)[:PASSAGES]


def _passages(article: Article, field: Field, marks: Sequence[Mark]) -> list[Passage]:
    text = field_text(article, field)
    sentences = Sentences.of(text)
    spans = _joined(sentences.around(mark.start, mark.end) for mark in marks)
    return [
        Passage(field, marked(text, marks, start=start, end=end).strip(), gap=number > 0)
        for number, (start, end) in enumerate(spans)
    ]


def _joined(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join spans that touch or overlap."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined
