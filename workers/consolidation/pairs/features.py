"""Named features of a pair of articles and of a pair of chains: small numbers, mostly between 0 and 1, symmetric in the pair."""

from collections.abc import Mapping
from math import log1p
from typing import NamedTuple

from workers.consolidation.pairs.compat import places_conflict, times_agree, times_conflict
from workers.consolidation.pairs.gist import figures_differ, figures_shared, leads_differ, leads_found
from workers.consolidation.pairs.profiles import UNTYPED, ArticleProfile, ChainProfile
from workers.consolidation.pairs.words import word_weight


class StoryFeatures(NamedTuple):
    """Do two articles tell one story?

    Attributes:
        cosine: Of the story vectors.
        headline: Cosine of the headlines' words.
        words: Cosine of the words around the events.
        apart: Days between the publications, as log(1 + days), where both are known.
        undated: One of them has no day.
        leads: Share of the people that each names most whom the other names too.
        leads_differ: Neither's first person is named in the other.
        figures: Share of the numbers of the article with fewer that the other gives too.
        figures_differ: Both give numbers, and share none.
    """

    cosine: float
    headline: float
    words: float
    apart: float
    undated: float
    leads: float
    leads_differ: float
    figures: float
    figures_differ: float


class ChainFeatures(NamedTuple):
    """Do two chains tell one event?

    Attributes:
        story: Score of the articles as one story.
        same_word: The representative triggers are the same word.
        synonym: They share a canonical trigger.
        related: They share no trigger, but a set of related words.
        rare_word: How rare the shared trigger is.
        type: Same type that is not the unknown one.
        other_type: Different known types.
        named: Share of the named participants of the chain with fewer that the other has too.
        common: The same for participants that only a common noun names.
        who_role: A shared participant has the same role.
        named_conflict: Both have named participants and share none.
        common_conflict: Both have participants named by common nouns and share none.
        where: A shared place.
        where_conflict: Both have places and share neither place nor country.
        when: A day in common.
        when_conflict: No day in common.
        context: Share of the context words of the chain with fewer, by weight of the words.
        both_main: Both are the main events of their articles.
        one_main: One of them is.
        background: One is told as background, the other not.
        reporting: The trigger only reports.
        modality: One has happened or is going on, the other is planned, denied or supposed.
        prominence: How often the chain that is told less often is told, up to four times.
        alone: Rarity of the shared trigger where nothing else speaks for or against: no shared and no conflicting participant, place or time.
    """

    story: float
    same_word: float
    synonym: float
    related: float
    rare_word: float
    type: float
    other_type: float
    named: float
    common: float
    who_role: float
    named_conflict: float
    common_conflict: float
    where: float
    where_conflict: float
    when: float
    when_conflict: float
    context: float
    both_main: float
    one_main: float
    background: float
    reporting: float
    modality: float
    prominence: float
    alone: float


REAL = frozenset({"occurred", "ongoing"})
"""Modalities of events that have come about."""
STORY_NAMES = StoryFeatures._fields
CHAIN_NAMES = ChainFeatures._fields


def story_features(one: ArticleProfile, two: ArticleProfile) -> StoryFeatures:
    """Compare two articles; the caller gives them in order of content, so that sums of floats come out the same both ways."""
    apart = abs((one.day - two.day).days) if one.day and two.day else None
    return StoryFeatures(
        cosine=cosine(one.story, two.story),
        headline=cosine(one.headline, two.headline),
        words=cosine(one.gist.words, two.gist.words),
        apart=log1p(apart) if apart is not None else 0.0,
        undated=float(apart is None),
        leads=leads_found(one.gist, two.gist),
        leads_differ=float(leads_differ(one.gist, two.gist)),
        figures=figures_shared(one.gist, two.gist),
        figures_differ=float(figures_differ(one.gist, two.gist)),
    )


def chain_features(one: ChainProfile, two: ChainProfile, story: float) -> ChainFeatures:
    """Compare two chains of two articles whose articles have the given score as one story."""
    shared = one.forms & two.forms
    rare = max(map(word_weight, shared)) if shared else 0.0
    kind, other = one.chain.type.code, two.chain.type.code
    known = kind not in UNTYPED and other not in UNTYPED
    timed = bool(one.when and two.when)
    return ChainFeatures(
        story=story,
        same_word=float(one.head == two.head),
        synonym=float(bool(shared)),
        related=float(not shared and not one.related.isdisjoint(two.related)),
        rare_word=rare,
        type=float(known and kind == other),
        other_type=float(known and kind != other),
        named=_share(one.named, two.named) if one.named and two.named else 0.0,
        common=_share(one.common, two.common) if one.common and two.common else 0.0,
        who_role=float(_roles_shared(one.who, two.who)),
        named_conflict=_conflict(one.named, two.named),
        common_conflict=_conflict(one.common, two.common),
        where=float(not one.where.isdisjoint(two.where)),
        where_conflict=float(places_conflict(one, two)),
        when=float(timed and times_agree(one, two)),
        when_conflict=float(timed and times_conflict(one, two)),
        context=_shared_context(one, two),
        both_main=float(one.chain.main and two.chain.main),
        one_main=float(one.chain.main != two.chain.main),
        background=float((one.chain.level == "background") != (two.chain.level == "background")),
        reporting=float(one.reporting or two.reporting),
        modality=float((one.chain.modality in REAL) != (two.chain.modality in REAL)),
        prominence=(min(len(one.chain.mentions), len(two.chain.mentions), 4) - 1) / 3,
        alone=rare if not timed and not (one.who and two.who) and not (one.where and two.where) else 0.0,
    )


def cosine(one: dict[str, float], two: dict[str, float]) -> float:
    """Return the dot product of two unit vectors, summed in the order of the first."""
    return sum([weight * two[term] for term, weight in one.items() if term in two])


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
