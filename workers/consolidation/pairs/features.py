"""Features of a pair of chains from two articles: small numbers, mostly 0 to 1, symmetric."""

from collections.abc import Mapping
from math import log1p
from typing import NamedTuple

from workers import vectors
from workers.consolidation.pairs.article_profile import ArticleProfile
from workers.consolidation.pairs.chain_profile import UNTYPED, ChainProfile
from workers.consolidation.pairs.compatibility import places_conflict, times_agree, times_conflict
from workers.consolidation.pairs.words import word_weight


class MainFeatures(NamedTuple):
    """Do two articles have the same main event? Features of the whole articles.

    Attributes:
        story: Cosine of the articles' words and entities.
        words: Cosine of the articles' words alone.
        meaning: Cosine of the meanings of headline and first sentence.
        context: Cosine of the words around the articles' events.
        headline: Cosine of the words of the headlines.
        apart: Days between the publications, as log(1 + days); 0 if a day is unknown.
        undated: At least one article has no day of publication.
        figures_differ: Both main events have numbers in headline or clause, and share none.
        who_differ: The people and organisations of neither main event are in the other article.
        other_type: The main events have different known types.
        when_differ: Both main events have times, and share no day.
    """

    story: float
    words: float
    meaning: float
    context: float
    headline: float
    apart: float
    undated: float
    figures_differ: float
    who_differ: float
    other_type: float
    when_differ: float


class ChainFeatures(NamedTuple):
    """Are two chains one event, if they are not both the main event of their article?

    Attributes:
        mains: Log-odds that the articles have the same main event, divided by 10.
        same_word: The chains have the same canonical lemma.
        synonym: They share a canonical trigger.
        related: They share no trigger, but a set of related words.
        rare_word: Rarity of the shared trigger.
        other_type: They have different known types.
        named: Share of the named participants of the chain with fewer that are in the other chain.
        common: The same for participants given by a common noun.
        who_role: A shared participant has the same role.
        named_conflict: Both have named participants, and share none.
        where: They share a place.
        where_conflict: Both have places, and share no country.
        when: They have a day in common.
        when_conflict: Both have times, and share no day.
        context: Share by weight of the context words of the lighter chain that are in the other.
        one_main: One of them is the main event of its article.
        reporting: A trigger only reports.
        modality: One has happened or is going on; the other is planned, denied or hypothetical.
        alone: Rarity of the shared trigger, if no participants, places or times can be compared.
    """

    mains: float
    same_word: float
    synonym: float
    related: float
    rare_word: float
    other_type: float
    named: float
    common: float
    who_role: float
    named_conflict: float
    where: float
    where_conflict: float
    when: float
    when_conflict: float
    context: float
    one_main: float
    reporting: float
    modality: float
    alone: float


UNKNOWN_MEANING = 0.5
"""The cosine that counts if an article has no meaning: between the cosine of strangers and that of
one event."""
HAPPENED = frozenset({"occurred", "ongoing"})
"""Modalities of events that have happened or are going on."""
AGAINST = frozenset(
    {
        *("apart", "undated", "figures_differ", "who_differ", "other_type", "when_differ"),
        *("named_conflict", "where_conflict", "when_conflict", "one_main", "reporting", "modality"),
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
        story=cosine(first.story, second.story),
        words=cosine(first.words, second.words),
        meaning=_meaning(first, second),
        context=cosine(first.context, second.context),
        headline=cosine(first.headline, second.headline),
        apart=log1p(apart) if apart is not None else 0.0,
        undated=float(apart is None),
        figures_differ=_conflict(first.figures, second.figures),
        who_differ=0.0,
        other_type=0.0,
        when_differ=0.0,
    )
    main, other = first.main, second.main
    if main is None or other is None:
        return features
    return features._replace(
        who_differ=float(_is_unknown(main, second) and _is_unknown(other, first)),
        other_type=float(_types_differ(main, other)),
        when_differ=float(times_conflict(main, other)),
    )


def chain_features(first: ChainProfile, second: ChainProfile, main_odds: float) -> ChainFeatures:
    """Compare two chains of two articles, given the log-odds of the articles' main events."""
    shared = first.forms & second.forms
    rarity = max(map(word_weight, shared)) if shared else 0.0
    timed = bool(first.when and second.when)
    comparable = timed or (first.who and second.who) or (first.where and second.where)
    happened, other_happened = (c.chain.modality in HAPPENED for c in (first, second))
    return ChainFeatures(
        mains=main_odds / 10,
        same_word=float(first.head == second.head),
        synonym=float(bool(shared)),
        related=float(not shared and not first.related.isdisjoint(second.related)),
        rare_word=rarity,
        other_type=float(_types_differ(first, second)),
        named=_share(first.named, second.named),
        common=_share(first.common, second.common),
        who_role=float(_share_role(first.who, second.who)),
        named_conflict=_conflict(first.named, second.named),
        where=float(not first.where.isdisjoint(second.where)),
        where_conflict=float(places_conflict(first, second)),
        when=float(timed and times_agree(first, second)),
        when_conflict=float(timed and times_conflict(first, second)),
        context=_shared_context(first, second),
        one_main=float(first.chain.main != second.chain.main),
        reporting=float(first.reporting or second.reporting),
        modality=float(happened != other_happened),
        alone=0.0 if comparable else rarity,
    )


def cosine(first: Mapping[str, float], second: Mapping[str, float]) -> float:
    """Return the dot product of two unit vectors, summed in the order of the first."""
    return sum([weight * second[term] for term, weight in first.items() if term in second])


def _meaning(first: ArticleProfile, second: ArticleProfile) -> float:
    if not first.meaning.size or not second.meaning.size:
        return UNKNOWN_MEANING
    return vectors.cosine(first.meaning, second.meaning)


def _is_unknown(main: ChainProfile, other: ArticleProfile) -> bool:
    """Return whether the event has names, and the other article has none of them."""
    return bool(main.name_words) and main.name_words.isdisjoint(other.name_words)


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


def _share_role(first: Mapping[str, frozenset[str]], second: Mapping[str, frozenset[str]]) -> bool:
    return any(key in second and not roles.isdisjoint(second[key]) for key, roles in first.items())
