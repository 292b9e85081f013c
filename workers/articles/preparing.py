from schemas.article import Article
from schemas.prepared import Fingerprint, PreparedArticle
from workers.articles.blocks import blocks_of
from workers.articles.fingerprints import fingerprint_of
from workers.articles.languages import language_of
from workers.articles.publication import publication_of


def prepare(article: Article, *, received_at: str | None = None) -> PreparedArticle:
    """Return the article with its blocks, publication date, language and fingerprint; a pure function of the article.

    A cancelled article passes with no blocks and an empty fingerprint.

    Raises:
        InvalidArticle: There is no pipeline for its language.
    """
    blocks = blocks_of(article) if article.status == "usable" else ()
    usable = article.status == "usable"
    return PreparedArticle(
        id=article.id,
        language=language_of(article, blocks) if usable else article.language,
        published=publication_of(article, blocks),
        blocks=blocks,
        fingerprint=fingerprint_of(article, blocks) if usable else Fingerprint(exact=""),
        article=article,
        received_at=received_at,
    )
