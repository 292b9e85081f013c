"""The stretches of an article that are read as other words than they are given in."""

import re
from collections.abc import Iterator
from unicodedata import normalize

from schemas.article import Article
from schemas.prepared import Repair
from schemas.spans import Field
from workers.articles.mending.markup import references, tags
from workers.articles.mending.mojibake import mojibake

ODD = re.compile("[\u00ad\u200b\u2060\ufeff\u0300-\u036f\ufb00-\ufb06]")
"""The characters of both patterns below, one of which most texts lack: they are not searched."""
INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]+")
"""Soft hyphens, zero-width spaces and byte order marks, which part a word from itself."""
COMPOSABLE = re.compile("[A-Za-z][\u0300-\u036f]+|[\ufb00-\ufb06]")
"""A letter with its accents apart, or a ligature of print."""


def repairs_of(article: Article) -> tuple[Repair, ...]:
    """Return the article's repairs in order of field (title first) and start.

    They do not overlap. Most articles have none.
    """
    return (*_repairs(article.title or "", "title"), *_repairs(article.text, "text"))


def _repairs(text: str, field: Field) -> Iterator[Repair]:
    if text.isascii() and "&" not in text and "<" not in text and "\\u" not in text:
        return
    done = 0
    for start, end, words in sorted(_all(text), key=lambda repair: (repair[0], -repair[1])):
        if start >= done and text[start:end] != words:
            yield Repair(start, end, words, field)
            done = end


def _all(text: str) -> Iterator[tuple[int, int, str]]:
    yield from tags(text)
    yield from references(text)
    yield from mojibake(text)
    yield from _characters(text)


def _characters(text: str) -> Iterator[tuple[int, int, str]]:
    if text.isascii() or ODD.search(text) is None:
        return
    for found in INVISIBLE.finditer(text):
        yield found.start(), found.end(), ""
    for found in COMPOSABLE.finditer(text):
        yield (
            found.start(),
            found.end(),
            normalize("NFKC" if found[0] >= "\ufb00" else "NFC", found[0]),
        )
