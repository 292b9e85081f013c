"""The words of a record: which article gives the title, and which chain says what happened."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from operator import attrgetter

from schemas import Chain
from schemas.event import What
from workers.consolidation.pairs.article_profile import ArticleProfile, line_of
from workers.consolidation.pairs.features import cosine
from workers.consolidation.pairs.words import weighted_words
from workers.vocabulary import load_clause_openers, opener

LONGEST_OPENING = 25
"""Words of a headline that count; a longer one would cover more by its length alone."""
PERSONAL = frozenset({"he", "she"})
SUBJECT = 3
"""Words behind the article of a subject that may name it."""
CACHED_OPENINGS = 10_000
"""Headlines whose words are cached."""


def most_central(articles: Sequence[ArticleProfile]) -> ArticleProfile:
    """Return the article whose headline is most similar to all headlines; on a tie the shortest."""
    if len(articles) == 1:
        return articles[0]
    ordered = sorted(articles, key=attrgetter("order"))
    total = _total([article.headline for article in ordered])
    return _best([cosine(article.headline, total) for article in ordered], ordered)


def most_complete(articles: Sequence[ArticleProfile]) -> ArticleProfile:
    """Return the article whose headline has most of the words, by weight, of all headlines."""
    if len(articles) == 1:
        return articles[0]
    ordered = sorted(articles, key=attrgetter("order"))
    shares = _total([article.headline_shares for article in ordered])
    openings = [_opening(article.title) for article in ordered]
    return _best([sum([shares.get(word, 0.0) for word in words]) for words in openings], ordered)


def _best(values: Sequence[float], articles: Sequence[ArticleProfile]) -> ArticleProfile:
    """Return the article with the greatest value; ties by length of the headline, then content."""
    greatest = max(values)
    best = [item for value, item in zip(values, articles, strict=True) if value == greatest]
    return min(best, key=lambda article: (len(article.title), article.order))


def in_context(chain: Chain, headline: str) -> str:
    """Return the clause of a chain as a title, behind the headline where it leans on the text.

    Such a clause begins with a word that points back ('The bill would …') and names nothing at
    once ('The Lindau court …' does). 'He' and 'she' are the one person who takes part and whom
    the clause does not name. Of a clause in the headline itself that leans, the headline is the
    title.
    """
    words = line_of(chain.what)
    first, _, rest = words.partition(" ")
    named = [one.name for one in chain.participants if one.label == "PERSON"]
    people = [name for name in named if name.split()[-1] not in rest]
    if first.casefold() in PERSONAL and len(people) == 1:
        return f"{people[0]} {rest}"
    if not _leans(words):
        return words[:1].upper() + words[1:] if first.islower() else words
    if not headline:
        return words
    return headline if chain.what.field == "title" else f"{headline}: {words}"


def _leans(clause: str) -> bool:
    """Return whether the words before a clause say what it begins with."""
    first, *behind = clause.split() or [""]
    openers, word = load_clause_openers(), opener(first)
    if word in openers.definite:
        return not any(other[0].isupper() for other in behind[:SUBJECT])
    participle = word.endswith(("ed", "ing"))
    return word in openers.pointing or (
        first[:1].islower() and (participle or word in openers.leaning)
    )


def what_of(chain: Chain) -> What:
    """Return the clause with the trigger that represents the chain.

    A trigger with the chain's lemma within the chain's own clause comes first.
    """
    own = chain.what
    triggers = [item for item in chain.mentions if item.lemma == chain.lemma]
    triggers = triggers or list(chain.mentions)
    inside = [t for t in triggers if t.field == own.field and own.start <= t.start < own.end]
    trigger = next(iter(inside or triggers), None)
    return What(trigger.text if trigger else chain.lemma, line_of(own))


def _total(vectors: Sequence[Mapping[str, float]]) -> dict[str, float]:
    """Return the sum of the vectors: a comparison with all vectors is one with their sum."""
    total: dict[str, float] = {}
    for vector in vectors:
        for word, weight in vector.items():
            total[word] = total.get(word, 0.0) + weight
    return total


@lru_cache(maxsize=CACHED_OPENINGS)
def _opening(title: str) -> tuple[str, ...]:
    """Return the words of a headline that count."""
    return tuple(weighted_words(" ".join(title.split()[:LONGEST_OPENING])))
