"""Features of a pair of chains from two articles: small numbers, mostly 0 to 1, symmetric."""

from collections.abc import Mapping
from math import log1p
from typing import NamedTuple

from workers import vectors
from workers.consolidation.pairs.article_profile import ArticleProfile
from workers.consolidation.pairs.chain_profile import HAPPENED, UNTYPED, ChainProfile
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
        meaning: Cosine of the meanings of headline and first sentence.
        context: Cosine of the words around the articles' events.
        headline: Cosine of the words of the headlines.
        subjects: Share of the subjects of the article with fewer that are subjects of the other.
        where: The main events share a place.
        when: The main events have a day in common.
        figures: They have a number in common, in headline or clause.
        apart: Days between the publications, as log(1 + days); 0 if a day is unknown.
        undated: At least one article has no day of publication.
        figures_differ: Both main events have numbers in headline or clause, and share none.
        subjects_differ: The subjects of neither article are named in the other.
        other_type: The main events have different known types.
        when_differ: Both main events have times, and share no day.
        routine: Both main events are routine reports (`ROUTINE`), whose words are alike anyway.
    """

    words: float
    meaning: float
    context: float
    headline: float
    subjects: float
    where: float
    when: float
    figures: float
    apart: float
    undated: float
    figures_differ: float
    subjects_differ: float
    other_type: float
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
        modality: One has happened or is going on; the other is planned, denied or hypothetical.
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
    modality: float


UNKNOWN_MEANING, UNKNOWN_IDENTITY = 0.5, 0.75
"""The cosines that count if an article has no meaning, or a chain no identity: between the cosine
of strangers and that of one event."""
AGAINST = frozenset(
    {
        *("apart", "undated", "figures_differ", "subjects_differ", "other_type", "when_differ"),
        *("routine", "where_conflict", "when_conflict", "one_main", "modality"),
    }
)
"""Features that are evidence against one event; all others are evidence for it."""
MAIN_NAMES = MainFeatures._fields
CHAIN_NAMES = ChainFeatures._fields


def main_features(first: ArticleProfile, second: ArticleProfile) -> MainFeatures:
    """Compare the main events of two articles.

    The articles come in order of content, so that sums of floats do not depend on arrival.
    """
    apart = abs((first.day - second.day).days) if first.day and second.day else None
    features = MainFeatures(
        words=cosine(first.words, second.words),
        meaning=_meaning(first, second),
        context=cosine(first.context, second.context),
        headline=cosine(first.headline, second.headline),
        subjects=_share(first.subjects, second.subjects),
        where=0.0,
        when=0.0,
        figures=float(not first.figures.isdisjoint(second.figures)),
        apart=log1p(apart) if apart is not None else 0.0,
        undated=float(apart is None),
        figures_differ=_conflict(first.figures, second.figures),
        subjects_differ=float(_subjects_differ(first, second)),
        other_type=0.0,
        when_differ=0.0,
        routine=0.0,
    )
    main, other = first.main, second.main
    if main is None or other is None:
        return features
    return features._replace(
        where=float(not main.where.isdisjoint(other.where)),
        when=float(times_agree(main, other)),
        other_type=float(_types_differ(main, other)),
        when_differ=float(times_conflict(main, other)),
        routine=float({main.chain.type.code, other.chain.type.code} <= ROUTINE),
    )


def chain_features(first: ChainProfile, second: ChainProfile, main_odds: float) -> ChainFeatures:
    """Compare two chains of two articles, given the log-odds of the articles' main events."""
    shared = first.forms & second.forms
    timed = bool(first.when and second.when)
    happened, other_happened = (c.chain.modality in HAPPENED for c in (first, second))
    return ChainFeatures(
        mains=main_odds / 10,
        event=_event(first, second),
        same_word=float(first.head == second.head),
        rare_word=max(map(word_weight, shared)) if shared else 0.0,
        other_type=float(_types_differ(first, second)),
        named=_share(first.named, second.named),
        where_conflict=float(places_conflict(first, second)),
        when=float(timed and times_agree(first, second)),
        when_conflict=float(timed and times_conflict(first, second)),
        context=_shared_context(first, second),
        one_main=float(first.chain.main != second.chain.main),
        modality=float(happened != other_happened),
    )


def cosine(first: Mapping[str, float], second: Mapping[str, float]) -> float:
    """Return the dot product of two unit vectors, summed in the order of the first."""
    return sum([weight * second[term] for term, weight in first.items() if term in second])


def _meaning(first: ArticleProfile, second: ArticleProfile) -> float:
    one, other = first.mentions.meaning, second.mentions.meaning
    return vectors.cosine(one, other) if one and other else UNKNOWN_MEANING


def _event(first: ChainProfile, second: ChainProfile) -> float:
    one, other = first.chain.identity, second.chain.identity
    return vectors.cosine(one, other) if one and other else UNKNOWN_IDENTITY


def _subjects_differ(first: ArticleProfile, second: ArticleProfile) -> bool:
    subjects, others = first.subjects, second.subjects
    if not subjects or not others:
        return False
    return subjects.isdisjoint(second.names) and others.isdisjoint(first.names)


def _types_differ(first: ChainProfile, second: ChainProfile) -> bool:
    code, other = first.chain.type.code, second.chain.type.code
    return code != other and code not in UNTYPED and other not in UNTYPED


def _share(first: frozenset[str], second: frozenset[str]) -> float:
    return len(first & second) / min(len(first), len(second)) if first and second else 0.0


def _conflict(first: frozenset[str], second: frozenset[str]) -> float:
    return 1.0 if first and second and first.isdisjoint(second) else 0.0


def _shared_context(first: ChainProfile, second: ChainProfile) -> float:
    least = min(first.context_weight, second.context_weight)
    context, other = first.context, second.context
    shared = [weight for word, weight in context.items() if word in other] if least else ()
    return sum(shared) / least if shared else 0.0
