"""Bytes of a page become its article, by the reader of HTML articles."""

from workers.articles import InvalidArticle
from workers.articles.input.formats.html import read_html
from workers.articles.input.page_encoding import decoded_page
from workers.feeds.reading.document import Bytes, PageText, Unreadable


def parse_page(given: Bytes) -> PageText | Unreadable:
    """Return the article of a page, or why there is none; never raises for what the page holds."""
    try:
        article = read_html(decoded_page(given.body, given.content_type))
    except InvalidArticle as error:
        return Unreadable(error.reason)
    if not article.text.strip():
        return Unreadable("page without article text")
    return PageText(
        article.title, article.text, article.published_at, article.language, article.authors
    )
