"""The three stages that read one article at a time, put together: what a process of the pool holds."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.language import Language

from schemas import AnnotatedArticle, Article, ArticleMentions, PreparedArticle
from workers.articles import prepare
from workers.entities import Annotator
from workers.events import Extractor


@dataclass(frozen=True, slots=True)
class Stages:
    """Prepare, annotate and extract over one loaded pipeline."""

    annotator: Annotator
    extractor: Extractor

    @classmethod
    def over(cls, nlp: Language) -> "Stages":
        """Build the stages over a loaded pipeline; lexicons and the gazetteer are read here, once."""
        return cls(Annotator(nlp), Extractor(nlp))

    def prepare(self, article: Article, received_at: str | None = None) -> PreparedArticle:
        """Stage 1. Raises `workers.articles.InvalidArticle` where the article cannot be read."""
        return prepare(article, received_at=received_at)

    def annotate(self, articles: Iterable[PreparedArticle]) -> Iterator[AnnotatedArticle]:
        """Stage 2, in order."""
        return self.annotator.pipe(articles)

    def extract(self, articles: Iterable[AnnotatedArticle]) -> Iterator[ArticleMentions]:
        """Stage 3, in order."""
        return self.extractor.pipe(articles)
