"""Which articles are copies of each other, and which of them is the original."""

from collections.abc import Iterable, Mapping

from workers.consolidation.pairs.profiles import ArticleProfile

SIMILAR = 0.8
"""Estimated Jaccard similarity of the word shingles from which two texts count as one (Broder 1997)."""
ENOUGH_WORDS = 40
"""A signature of fewer words tells nothing."""


def are_copies(one: ArticleProfile, two: ArticleProfile) -> bool:
    """Return whether one copies the other: the same words, or nearly the same shingles."""
    first, second = one.mentions.article.fingerprint, two.mentions.article.fingerprint
    if first.exact and first.exact == second.exact:
        return True
    if min(first.words, second.words) < ENOUGH_WORDS or not first.minhash or len(first.minhash) != len(second.minhash):
        return False
    return sum(map(int.__eq__, first.minhash, second.minhash)) >= SIMILAR * len(first.minhash)


def originals(articles: Iterable[ArticleProfile], copies: Mapping[str, set[str]]) -> dict[str, str]:
    """Return article id -> id of the original of its group of copies (itself where it copies none).

    A group is closed under 'copies'; its original is the one published first, undated ones last, ties by content.
    """
    found = list(articles)
    known = {article.id: article.id for article in found}
    if copies.keys().isdisjoint(known):
        return known
    ordered = sorted(found, key=_seniority)
    original: dict[str, str] = {}
    for article in ordered:
        if article.id in original:
            continue
        open_ids = [article.id]
        while open_ids:
            current = open_ids.pop()
            if current not in original:
                original[current] = article.id
                open_ids.extend(copies.get(current, set()) & known.keys())
    return original


def _seniority(article: ArticleProfile) -> tuple[bool, str, tuple[str, str]]:
    published = article.mentions.article.published
    said = published.at or published.edtf or ""
    return not said, said, article.order
