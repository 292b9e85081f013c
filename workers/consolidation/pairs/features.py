"""Named features of a pair of events that two articles tell: small numbers, mostly between 0 and 1, symmetric in the pair."""

from collections.abc import Mapping
from math import log1p
from typing import NamedTuple

from workers.consolidation.pairs.compatibility import places_conflict, times_agree, times_conflict
from workers.consolidation.pairs.profiles import UNTYPED, ArticleProfile, ChainProfile
from workers.consolidation.pairs.words import word_weight


class MainFeatures(NamedTuple):
    """Do two articles have one main event? What the whole articles say tells it best.

    Attributes:
        story: Cosine of the articles' words and of what they name.
        words: Cosine of the articles' words alone.
        context: Cosine of the words around the events that they tell.
        headline: Cosine of the headlines' words.
        apart: Days between the publications, as log(1 + days), where both are known.
        undated: One of them has no day.
        figures_differ: Both give numbers for the main event, in title or clause, and share none.
        who_differ: The people and organisations of neither main event are named in the other article.
        other_type: The main events are of different known types.
        when_differ: Both main events have days, and share none.
    """

    story: float
    words: float
    context: float
    headline: float
    apart: float
    undated: float
    figures_differ: float
    who_differ: float
    other_type: float
    when_differ: float


class ChainFeatures(NamedTuple):
    """Do two chains, not both the main event of their article, tell one event?

    Attributes:
        mains: Log-odds that the main events of the articles are one, in tens.
        same_word: The representative triggers are the same word.
        synonym: They share a canonical trigger.
        related: They share no trigger, but a set of related words.
        rare_word: How rare the shared trigger is.
        other_type: Different known types.
        named: Share of the named participants of the chain with fewer that the other has too.
        common: The same for participants that only a common noun names.
        who_role: A shared participant has the same role.
        named_conflict: Both have named participants and share none.
        where: A shared place.
        where_conflict: Both have places and share neither place nor country.
        when: A day in common.
        when_conflict: No day in common.
        context: Share of the context words of the chain with fewer, by weight of the words.
        one_main: One of them is the main event of its article.
        reporting: The trigger only reports.
        modality: One has happened or is going on, the other is planned, denied or supposed.
        alone: Rarity of the shared trigger where nothing else speaks for or against: no shared and no conflicting participant, place or time.
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


REAL = frozenset({"occurred", "ongoing"})
"""Modalities of events that have come about."""
AGAINST = frozenset(
    {
        *("apart", "undated", "figures_differ", "who_differ", "other_type", "when_differ", "named_conflict"),
        *("where_conflict", "when_conflict", "one_main", "reporting", "modality"),
    }
)
"""Features that speak against one event; all others speak for it."""
MAIN_NAMES = MainFeatures._fields
CHAIN_NAMES = ChainFeatures._fields


def main_features(one: ArticleProfile, two: ArticleProfile) -> MainFeatures:
    """Compare the main events of two articles; the caller gives them in order of content, so that sums of floats come out the same both ways."""
    apart = abs((one.day - two.day).days) if one.day and two.day else None
    whole = MainFeatures(
        story=cosine(one.story, two.story),
        words=cosine(one.words, two.words),
        context=cosine(one.context, two.context),
        headline=cosine(one.headline, two.headline),
        apart=log1p(apart) if apart is not None else 0.0,
        undated=float(apart is None),
        figures_differ=_conflict(one.figures, two.figures),
        who_differ=0.0,
        other_type=0.0,
        when_differ=0.0,
    )
    first, second = one.main, two.main
    if first is None or second is None:
        return whole
    return whole._replace(
        who_differ=float(_unknown(first, two) and _unknown(second, one)),
        other_type=float(_types_differ(first, second)),
        when_differ=float(times_conflict(first, second)),
    )


def chain_features(one: ChainProfile, two: ChainProfile, mains: float) -> ChainFeatures:
    """Compare two chains of two articles, given the log-odds of the articles' main events."""
    shared = one.forms & two.forms
    rare = max(map(word_weight, shared)) if shared else 0.0
    timed = bool(one.when and two.when)
    return ChainFeatures(
        mains=mains / 10,
        same_word=float(one.head == two.head),
        synonym=float(bool(shared)),
        related=float(not shared and not one.related.isdisjoint(two.related)),
        rare_word=rare,
        other_type=float(_types_differ(one, two)),
        named=_share(one.named, two.named) if one.named and two.named else 0.0,
        common=_share(one.common, two.common) if one.common and two.common else 0.0,
        who_role=float(_roles_shared(one.who, two.who)),
        named_conflict=_conflict(one.named, two.named),
        where=float(not one.where.isdisjoint(two.where)),
        where_conflict=float(places_conflict(one, two)),
        when=float(timed and times_agree(one, two)),
        when_conflict=float(timed and times_conflict(one, two)),
        context=_shared_context(one, two),
        one_main=float(one.chain.main != two.chain.main),
        reporting=float(one.reporting or two.reporting),
        modality=float((one.chain.modality in REAL) != (two.chain.modality in REAL)),
        alone=rare if not timed and not (one.who and two.who) and not (one.where and two.where) else 0.0,
    )


def cosine(one: Mapping[str, float], two: Mapping[str, float]) -> float:
    """Return the dot product of two unit vectors, summed in the order of the first."""
    return sum([weight * two[term] for term, weight in one.items() if term in two])


def _unknown(main: ChainProfile, other: ArticleProfile) -> bool:
    """Whether an event has people or organisations by name, none of whom the other article names."""
    return bool(main.name_words) and main.name_words.isdisjoint(other.name_words)


def _types_differ(one: ChainProfile, two: ChainProfile) -> bool:
    kind, other = one.chain.type.code, two.chain.type.code
    return kind != other and kind not in UNTYPED and other not in UNTYPED


def _share(one: frozenset[str], two: frozenset[str]) -> float:
    return len(one & two) / min(len(one), len(two))


def _conflict(one: frozenset[str], two: frozenset[str]) -> float:
    return 1.0 if one and two and one.isdisjoint(two) else 0.0


def _shared_context(one: ChainProfile, two: ChainProfile) -> float:
    least = min(one.context_weight, two.context_weight)
    shared = [weight for word, weight in one.context.items() if word in two.context] if least else ()
    return sum(shared) / least if shared else 0.0


def _roles_shared(one: Mapping[str, frozenset[str]], two: Mapping[str, frozenset[str]]) -> bool:
    return any(key in two and not roles.isdisjoint(two[key]) for key, roles in one.items())
