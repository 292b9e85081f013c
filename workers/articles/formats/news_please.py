"""The JSON that the crawler news-please writes: `maintext`, `date_publish`, `source_domain`."""

from schemas.article import Article
from workers.articles.formats.tree import Tree


def is_news_please(tree: Tree) -> bool:
    """Tell it by `maintext`, which no other form has."""
    return "maintext" in tree.values


def read_news_please(tree: Tree) -> Article:
    """Return the article; its id is empty, since news-please names an article by its URL.

    Raises:
        InvalidArticle: A member has the wrong type.
    """
    return Article(
        id="",
        text=tree.string("maintext") or "",
        title=tree.string("title", "title_page"),
        published_at=tree.stamp("date_publish"),
        source=tree.string("source_domain"),
        url=tree.string("url"),
        language=tree.string("language"),
        authors=tree.strings("authors"),
    )
