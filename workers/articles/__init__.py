"""Stage 1: bytes become an Article, an Article becomes a PreparedArticle. Pure; the readers of files alone touch a disk."""

from workers.articles.errors import InvalidArticle
from workers.articles.preparing import prepare
from workers.articles.reading import read_article
from workers.articles.sources import RawArticle, SourceError, read_path

__all__ = ["InvalidArticle", "RawArticle", "SourceError", "prepare", "read_article", "read_path"]
