"""An entry, and the page behind it where that was read, become an article's JSON."""

import orjson

from workers.articles import RawArticle
from workers.feeds.http.addresses import shown
from workers.feeds.reading.document import Entry, PageText
from workers.feeds.state import PublishedArticle


def written(entry: Entry, article: PublishedArticle, page: PageText | None = None) -> RawArticle:
    """Return the article in Dateline's own JSON, keyed by its id.

    The page gives the text where it has more text than the entry, and the fields that the entry
    lacks.
    """
    longer = page is not None and len(page.text) > len(entry.text)
    found = page or PageText(None, "", None, None, ())
    members = {
        "id": article.id,
        "version": article.version,
        "title": entry.title or found.title,
        "text": found.text if longer else entry.text,
        "url": entry.link,
        "source": entry.source,
        "published_at": entry.published or found.published,
        "language": entry.language or found.language,
        "authors": list(entry.authors or found.authors),
    }
    value = orjson.dumps({name: value for name, value in members.items() if value})
    return RawArticle(
        article.id.encode("utf-8", "replace"), value, f"{shown(article.feed)}: {article.id}"
    )
