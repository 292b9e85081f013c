"""Stage 1: bytes become an Article, an Article becomes a PreparedArticle.

`input` reads bytes, `mending` repairs characters, `blocks` cuts the text by function, `dates` reads
dates, `genres` tells what kind of text it is. Pure; the readers of files alone touch a disk.
"""

from workers.articles.input.article_reader import Kind, kind_of, read_article
from workers.articles.input.cutting import cut
from workers.articles.input.embargo import Embargo, check_embargo, embargo_of
from workers.articles.input.files import read_path, size_of
from workers.articles.input.ignored_fields import IgnoredField, ignored_fields
from workers.articles.input.raw_article import Publish, RawArticle, SourceError
from workers.articles.invalid_article import InvalidArticle
from workers.articles.preparing import prepare

__all__ = [
    "Embargo",
    "IgnoredField",
    "InvalidArticle",
    "Kind",
    "Publish",
    "RawArticle",
    "SourceError",
    "check_embargo",
    "cut",
    "embargo_of",
    "ignored_fields",
    "kind_of",
    "prepare",
    "read_article",
    "read_path",
    "size_of",
]
