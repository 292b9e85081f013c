import pytest

from schemas import AnnotatedArticle, Article, Fingerprint, Published
from workers.articles.languages import PIPELINES
from workers.events.shards import shard_of


def article(language: str | None) -> AnnotatedArticle:
    return AnnotatedArticle("a", language, Published(), (), (), (), Fingerprint(""), Article("a"))


@pytest.mark.parametrize("language", sorted(PIPELINES))
def test_articles_of_one_language_meet_in_one_shard(language: str) -> None:
    assert shard_of(article(language)) == language


def test_a_cancelled_article_reaches_every_shard_that_may_hold_it() -> None:
    # Holds as long as there is one language; a second one needs cancellations that go to every
    # shard.
    assert {shard_of(article(None))} == PIPELINES
