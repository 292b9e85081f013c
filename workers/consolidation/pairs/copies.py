"""Copies: articles with nearly the same text, and which article of a group is the original."""

from collections.abc import Iterable, Mapping

from workers.consolidation.pairs.article_profile import ArticleProfile

SIMILAR = 0.8
"""Estimated Jaccard similarity of the word shingles from which two texts count as one
(Broder 1997)."""
ENOUGH_WORDS = 40
"""A signature of fewer words is not reliable."""


def are_copies(first: ArticleProfile, second: ArticleProfile) -> bool:
    """Return whether two articles have the same words, or nearly the same shingles."""
    one, other = first.mentions.article.fingerprint, second.mentions.article.fingerprint
    if one.exact and one.exact == other.exact:
        return True
    if min(one.words, other.words) < ENOUGH_WORDS:
        return False
    if not first.signature or len(first.signature) != len(second.signature):
        return False
    equal = sum(map(int.__eq__, first.signature, second.signature))
    return equal >= SIMILAR * len(first.signature)


def originals(articles: Iterable[ArticleProfile], copies: Mapping[str, set[str]]) -> dict[str, str]:
    """Return article id -> id of the original of its group of copies, or its own.

    A group has all articles that copies connect. Its original is the article published first;
    undated articles come last, ties by content.
    """
    articles = list(articles)
    same = {article.id: article.id for article in articles}
    if copies.keys().isdisjoint(same):
        return same
    original_of: dict[str, str] = {}
    for article in sorted(articles, key=_seniority):
        if article.id in original_of:
            continue
        open_ids = [article.id]
        while open_ids:
            article_id = open_ids.pop()
            if article_id not in original_of:
                original_of[article_id] = article.id
                open_ids.extend(copies.get(article_id, set()) & same.keys())
    return original_of


def _seniority(article: ArticleProfile) -> tuple[bool, str, tuple[str, str]]:
    published = article.mentions.article.published
    date = published.at or published.edtf or ""
    return not date, date, article.order
