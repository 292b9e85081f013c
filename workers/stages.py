"""The three stages that read one article at a time, put together for a process of the pool."""

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TypeVar

from spacy.language import Language

from schemas import AnnotatedArticle, Article, ArticleMentions, PreparedArticle
from workers.articles import prepare
from workers.articles.mending import in_given, in_mended
from workers.entities import Annotator
from workers.events import Extractor
from workers.settings import Scope, ShardBy

A = TypeVar("A", PreparedArticle, AnnotatedArticle)


@dataclass(frozen=True, slots=True)
class Stages:
    """Prepare, annotate and extract over one loaded pipeline."""

    annotator: Annotator
    extractor: Extractor
    shard_by: ShardBy = "language"
    scope: Scope = "events"

    @classmethod
    def over(
        cls, nlp: Language, shard_by: ShardBy = "language", scope: Scope = "events"
    ) -> "Stages":
        """Build the stages over a loaded pipeline.

        The lexicons and the gazetteer are read here, once.
        """
        return cls(Annotator(nlp), Extractor(nlp), shard_by, scope)

    def prepare(self, article: Article, received_at: str | None = None) -> PreparedArticle:
        """Stage 1. Raises `workers.articles.InvalidArticle` where the article cannot be read."""
        return prepare(article, received_at=received_at)

    def annotate(self, articles: Iterable[PreparedArticle]) -> Iterator[AnnotatedArticle]:
        """Stage 2, in order."""
        given: deque[PreparedArticle] = deque()
        for annotated in self.annotator.pipe(
            in_mended(article) for article in _kept(articles, given)
        ):
            source = given.popleft()
            yield replace(
                in_given(annotated, source.article, source.repairs), repairs=source.repairs
            )

    def extract(self, articles: Iterable[AnnotatedArticle]) -> Iterator[ArticleMentions]:
        """Stage 3, in order."""
        given: deque[AnnotatedArticle] = deque()
        for mentions in self.extractor.pipe(
            (in_mended(article) for article in _kept(articles, given)), scope=self.scope
        ):
            source = given.popleft()
            yield sharded(in_given(mentions, source.article, source.repairs), self.shard_by)


def _kept(articles: Iterable[A], given: "deque[A]") -> Iterator[A]:
    """Yield the articles, each put by at the end of `given`."""
    for article in articles:
        given.append(article)
        yield article


def sharded(mentions: ArticleMentions, shard_by: ShardBy) -> ArticleMentions:
    """Return the mentions in the shard that the setting asks for.

    Mentions already are in the shard of their language. Later versions of an article, and its
    cancellation, have to name the same source, or they reach another shard than the version that
    they replace.
    """
    source = mentions.article.source if shard_by == "source" else None
    return replace(mentions, shard=source) if source else mentions
