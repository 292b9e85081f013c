"""Which article's words tell an event for all: its title, and what happened."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from operator import attrgetter

from schemas import Chain, Quote
from schemas.event import What
from workers.consolidation.pairs.features import cosine
from workers.consolidation.pairs.profiles import ArticleProfile, line_of
from workers.consolidation.pairs.words import words

LONGEST = 25
"""Words of a telling that count: a longer one covers more by its length alone."""
REMEMBERED = 10_000
"""Headlines whose words are kept at hand."""


def nearest(articles: Sequence[ArticleProfile]) -> ArticleProfile:
    """Return the article whose headline is nearest to all: a short one before a long one that is as near."""
    if len(articles) == 1:
        return articles[0]
    ordered = sorted(articles, key=attrgetter("order"))
    total = _total([article.headline for article in ordered])
    sums = [cosine(one.headline, total) for one in ordered]
    return _best(sums, ordered)


def fullest(articles: Sequence[ArticleProfile]) -> ArticleProfile:
    """Return the article whose headline holds most of the words, by weight, of the headlines of all."""
    if len(articles) == 1:
        return articles[0]
    ordered = sorted(articles, key=attrgetter("order"))
    shares = _total([article.shares for article in ordered])
    held = [sum([shares.get(word, 0.0) for word in _opening(one.title)]) for one in ordered]
    return _best(held, ordered)


def _best(sums: Sequence[float], articles: Sequence[ArticleProfile]) -> ArticleProfile:
    """Return the article with the greatest sum, of several the one with the shortest headline, then the first by content."""
    greatest = max(sums)
    best = [article for own, article in zip(sums, articles, strict=True) if own == greatest]
    return min(best, key=lambda article: (len(article.title), article.order))


def what_of(chain: Chain, telling: Quote) -> What:
    """Return the trigger that represents a chain, one within the chain's own telling where there is one, and the given telling."""
    own = chain.what
    named = [trigger for trigger in chain.mentions if trigger.lemma == chain.lemma] or list(chain.mentions)
    inside = [t for t in named if t.field == own.field and own.start <= t.start < own.end]
    trigger = next(iter(inside or named), None)
    return What(trigger.text if trigger else chain.lemma, line_of(telling))


def _total(vectors: Sequence[Mapping[str, float]]) -> dict[str, float]:
    """Add vectors up, in order: what is compared with all is compared once with their sum."""
    total: dict[str, float] = {}
    for vector in vectors:
        for word, weight in vector.items():
            total[word] = total.get(word, 0.0) + weight
    return total


@lru_cache(maxsize=REMEMBERED)
def _opening(text: str) -> tuple[str, ...]:
    """The words of a telling that count."""
    return tuple(words(" ".join(text.split()[:LONGEST])))
