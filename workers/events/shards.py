"""Which shard an article belongs to: articles that may tell the same event have to meet in one."""

from schemas import AnnotatedArticle
from workers.articles.languages import PIPELINES


def shard_of(article: AnnotatedArticle) -> str:
    """Return the shard of an article: its language.

    A cancelled article has no text that tells its language, and has to reach the shard that holds
    its earlier versions: with one supported language, that one. With more languages, the article
    would have to go to all of their shards.
    """
    return article.language or min(PIPELINES)
