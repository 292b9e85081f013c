"""The JSON that the crawler news-please writes: `maintext`, `date_publish`, `source_domain`."""

from schemas.article import Article
from workers.articles.input.formats.json_tree import JsonTree


def is_news_please(tree: JsonTree) -> bool:
    """Tell it by `maintext`, which no other form has."""
    return "maintext" in tree.values


def read_news_please(tree: JsonTree) -> Article:
    """Return the article.

    news-please names articles by URL, so the id is empty where the feed has not added one.

    Raises:
        InvalidArticle: A member has the wrong type.
    """
    return Article(
        id=tree.string("id") or "",
        text=tree.string("maintext") or "",
        title=tree.string("title", "title_page"),
        published_at=tree.stamp("date_publish"),
        source=tree.string("source_domain"),
        url=tree.string("url"),
        language=tree.string("language"),
        authors=tree.strings("authors"),
        version=tree.whole_version(),
    )
