"""Features of a pair of chains from two articles: small numbers, mostly 0 to 1, symmetric."""

from collections.abc import Mapping
from typing import NamedTuple

from workers import vectors
from workers.consolidation.pairs.article_profile import ArticleProfile
from workers.consolidation.pairs.chain_profile import UNTYPED, ChainProfile
from workers.consolidation.pairs.compatibility import (
    ROUTINE,
    places_conflict,
    times_agree,
    times_conflict,
)
from workers.consolidation.pairs.words import word_weight


class MainFeatures(NamedTuple):
    """Do two articles have the same main event? Features of the whole articles.

    Attributes:
        words: Cosine of the articles' words.
        meaning: Cosine of the meanings of headline and opening.
        headline: Share by weight of the words of each headline that are among the other article's
            words; the mean of both.
        short: How few words the shorter article has, 1 for none: few words share few.
        where: One article names a place where the main event of the other happens.
        when: The main events have a day in common.
        undated: At least one article has no day of publication.
        figures_differ: Both main events have numbers in headline or clause, and share none.
        when_differ: Both main events have times, and share no day.
        routine: Both main events are routine reports (`ROUTINE`), whose words are alike anyway.
    """

    words: float
    meaning: float
    headline: float
    short: float
    where: float
    when: float
    undated: float
    figures_differ: float
    when_differ: float
    routine: float


class ChainFeatures(NamedTuple):
    """Are two chains one event, if they are not both the main event of their article?

    Attributes:
        mains: Log-odds that the articles have the same main event, divided by 10.
        event: Cosine of the identities of the chains.
        same_word: The chains have the same canonical lemma.
        rare_word: Rarity of the shared trigger.
        other_type: They have different known types.
        named: Share of the named participants of the chain with fewer that are in the other chain.
        where_conflict: Both have places, and share no country.
        when: They have a day in common.
        when_conflict: Both have times, and share no day.
        context: Share by weight of the context words of the lighter chain that are in the other.
        one_main: One of them is the main event of its article.
    """

    mains: float
    event: float
    same_word: float
    rare_word: float
    other_type: float
    named: float
    where_conflict: float
    when: float
    when_conflict: float
    context: float
    one_main: float


UNKNOWN_MEANING, UNKNOWN_IDENTITY = 0.4, 0.75
"""The cosines that count if an article has no meaning, or a chain no identity: between the cosine
of strangers and that of one event."""
FEW_WORDS = 10
"""Different words of an article for which `short` is a half."""
Features = MainFeatures | ChainFeatures
MAIN_NAMES = MainFeatures._fields
CHAIN_NAMES = ChainFeatures._fields


def main_features(first: ArticleProfile, second: ArticleProfile) -> MainFeatures:
    """Compare the main events of two articles.

    The articles come in order of content, so that sums of floats do not depend on arrival.
    """
    features = MainFeatures(
        words=cosine(first.words, second.words),
        meaning=_nearness(first.mentions.meaning, second.mentions.meaning, UNKNOWN_MEANING),
        headline=(_headline_in(first, second) + _headline_in(second, first)) / 2,
        short=1 / (1 + min(len(first.words), len(second.words)) / FEW_WORDS),
        where=0.0,
        when=0.0,
        undated=float(first.day is None or second.day is None),
        figures_differ=float(_differ(first.figures, second.figures)),
        when_differ=0.0,
        routine=0.0,
    )
    main, other = first.main, second.main
    if main is None or other is None:
        return features
    return features._replace(
        where=float(_names_place_of(first, other) or _names_place_of(second, main)),
        when=float(times_agree(main, other)),
        when_differ=float(times_conflict(main, other)),
        routine=float({main.chain.type.code, other.chain.type.code} <= ROUTINE),
    )


def chain_features(first: ChainProfile, second: ChainProfile, main_odds: float) -> ChainFeatures:
    """Compare two chains of two articles, given the log-odds of the articles' main events."""
    shared = first.forms & second.forms
    return ChainFeatures(
        mains=main_odds / 10,
        event=_nearness(first.chain.identity, second.chain.identity, UNKNOWN_IDENTITY),
        same_word=float(first.head == second.head),
        rare_word=max(map(word_weight, shared)) if shared else 0.0,
        other_type=float(_types_differ(first, second)),
        named=_share(first.named, second.named),
        where_conflict=float(places_conflict(first, second)),
        when=float(times_agree(first, second)),
        when_conflict=float(times_conflict(first, second)),
        context=_shared_context(first, second),
        one_main=float(first.chain.main != second.chain.main),
    )


def cosine(first: Mapping[str, float], second: Mapping[str, float]) -> float:
    """Return the dot product of two unit vectors, summed in the order of the first."""
    return sum([weight * second[term] for term, weight in first.items() if term in second])


def _nearness(first: str, second: str, unknown: float) -> float:
    return vectors.cosine(first, second) if first and second else unknown


def _headline_in(first: ArticleProfile, second: ArticleProfile) -> float:
    """Return the share by weight of the first headline that the words of the second have."""
    words = second.words
    return sum([share for word, share in first.headline_shares.items() if word in words])


def _names_place_of(article: ArticleProfile, event: ChainProfile) -> bool:
    return not article.names.isdisjoint({place.entity for place in event.chain.places})


def _types_differ(first: ChainProfile, second: ChainProfile) -> bool:
    code, other = first.chain.type.code, second.chain.type.code
    return code != other and code not in UNTYPED and other not in UNTYPED


def _share(first: frozenset[str], second: frozenset[str]) -> float:
    return len(first & second) / min(len(first), len(second)) if first and second else 0.0


def _differ(first: frozenset[str], second: frozenset[str]) -> bool:
    return bool(first and second) and first.isdisjoint(second)


def _shared_context(first: ChainProfile, second: ChainProfile) -> float:
    least = min(first.context_weight, second.context_weight)
    context, other = first.context, second.context
    shared = [weight for word, weight in context.items() if word in other] if least else ()
    return sum(shared) / least if shared else 0.0
