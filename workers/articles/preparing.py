from dataclasses import replace

from schemas.article import Article
from schemas.prepared import Fingerprint, PreparedArticle
from workers.articles.blocks.segmentation import blocks_of
from workers.articles.fingerprints import fingerprint_of
from workers.articles.genres import genre_of
from workers.articles.languages import declared_language, language_of
from workers.articles.mending import in_given, mended, repairs_of
from workers.articles.publication_date import publication_of


def prepare(article: Article, *, received_at: str | None = None) -> PreparedArticle:
    """Return the article with blocks, date, language, genre and fingerprint. Pure.

    Everything is read from the text as its repairs mend it; the spans count in the text as given. A
    cancelled article passes with no blocks and an empty fingerprint.

    Raises:
        InvalidArticle: There is no pipeline for its language.
    """
    if article.status != "usable":
        return _canceled(article, received_at)
    repairs = repairs_of(article)
    read = mended(article, repairs) if repairs else article
    blocks = blocks_of(read)
    prepared = PreparedArticle(
        id=article.id,
        language=language_of(read, blocks),
        published=publication_of(read, blocks),
        blocks=blocks,
        fingerprint=fingerprint_of(read, blocks),
        article=article,
        genre=genre_of(read, blocks),
        received_at=received_at,
    )
    return replace(in_given(prepared, article, repairs), repairs=repairs) if repairs else prepared


def _canceled(article: Article, received_at: str | None) -> PreparedArticle:
    return PreparedArticle(
        id=article.id,
        language=declared_language(article),
        published=publication_of(article, ()),
        blocks=(),
        fingerprint=Fingerprint(exact=""),
        article=article,
        received_at=received_at,
    )
