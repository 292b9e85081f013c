"""Named features of a pair of articles and of a pair of chains: small numbers, mostly between 0 and 1, symmetric in the pair."""

from math import log1p
from typing import NamedTuple

from workers.consolidation.pairs.compat import places_conflict, times_agree, times_conflict
from workers.consolidation.pairs.gist import figures_differ, figures_shared, leads_differ, leads_found
from workers.consolidation.pairs.profiles import ArticleProfile, ChainProfile
from workers.consolidation.pairs.words import milli_weight, word_weight


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
    types = _known(one), _known(two)
    rare = max((word_weight(word) for word in shared), default=0.0)
    return ChainFeatures(
        story=story,
        same_word=float(one.head == two.head),
        synonym=float(bool(shared)),
        related=float(not shared and not one.related.isdisjoint(two.related)),
        rare_word=rare,
        type=_same_type(one, two),
        other_type=float(all(types) and types[0] != types[1]),
        named=_share(one.named, two.named),
        common=_share(one.common, two.common),
        who_role=float(any(one.who[key] & two.who[key] for key in one.who.keys() & two.who.keys())),
        named_conflict=_conflict(one.named, two.named),
        common_conflict=_conflict(one.common, two.common),
        where=float(bool(one.where & two.where)),
        where_conflict=float(places_conflict(one, two)),
        when=float(times_agree(one, two)),
        when_conflict=float(times_conflict(one, two)),
        context=_shared_context(one, two),
        both_main=float(one.chain.main and two.chain.main),
        one_main=float(one.chain.main != two.chain.main),
        background=float(one.chain.background != two.chain.background),
        reporting=float(one.reporting or two.reporting),
        modality=float((one.chain.modality in REAL) != (two.chain.modality in REAL)),
        prominence=(min(len(one.chain.mentions), len(two.chain.mentions), 4) - 1) / 3,
        alone=rare
        if not (one.who and two.who) and not (one.where and two.where) and not (one.when and two.when)
        else 0.0,
    )


def cosine(one: dict[str, float], two: dict[str, float]) -> float:
    """Return the dot product of two unit vectors, summed in the order of the first."""
    return sum([weight * two[term] for term, weight in one.items() if term in two])


def _share(one: frozenset[str], two: frozenset[str]) -> float:
    least = min(len(one), len(two))
    return len(one & two) / least if least else 0.0


def _conflict(one: frozenset[str], two: frozenset[str]) -> float:
    return float(bool(one) and bool(two) and one.isdisjoint(two))


def _shared_context(one: ChainProfile, two: ChainProfile) -> float:
    least = min(one.context_weight, two.context_weight)
    return sum(map(milli_weight, one.context & two.context)) / least if least else 0.0


def _same_type(one: ChainProfile, two: ChainProfile) -> float:
    return float(_known(one) is not None and one.chain.type.code == two.chain.type.code)


def _known(profile: ChainProfile) -> str | None:
    return None if profile.chain.type.code in {"UNKNOWN", "OTHER"} else profile.chain.type.code
