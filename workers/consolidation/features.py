"""Named features of a pair of articles and of a pair of chains: small numbers, mostly between 0 and 1, symmetric in the pair."""

from math import log1p
from typing import NamedTuple

from workers.consolidation.compat import places_conflict, times_agree, times_conflict
from workers.consolidation.profiles import ArticleProfile, ChainProfile, word_weight


class StoryFeatures(NamedTuple):
    """Do two articles tell one story?

    Attributes:
        cosine: Of the story vectors.
        headline: Cosine of the headlines' words.
        names: Share of the weight of the names of the article with fewer that the other has too.
        main_who: The same for the participants of the main events.
        main_word: The main events have a trigger in common, up to synonyms.
        main_type: They are of one type that is not the unknown one.
        main_where: They share a place, or a country.
        main_when: They share a day.
        apart: Days between the publications, as log(1 + days), where both are known.
        undated: One of them has no day.
    """

    cosine: float
    headline: float
    names: float
    main_who: float
    main_word: float
    main_type: float
    main_where: float
    main_when: float
    apart: float
    undated: float


class ChainFeatures(NamedTuple):
    """Do two chains tell one event?

    Attributes:
        story: Score of the articles as one story.
        same_word: The representative triggers are the same word.
        synonym: They share a canonical trigger.
        rare_word: How rare the shared trigger is.
        type: Same type that is not the unknown one.
        other_type: Different known types.
        who: Share of the participants of the chain with fewer that the other has too.
        who_role: A shared participant has the same role.
        who_conflict: Both have participants and share none.
        where: A shared place.
        where_conflict: Both have places and share neither place nor country.
        when: A day in common.
        when_conflict: No day in common.
        context: Share of the context words of the chain with fewer, by weight of the words.
        both_main: Both are the main events of their articles.
        one_main: One of them is.
        background: One is told as background, the other not.
        reporting: The trigger only reports.
    """

    story: float
    same_word: float
    synonym: float
    rare_word: float
    type: float
    other_type: float
    who: float
    who_role: float
    who_conflict: float
    where: float
    where_conflict: float
    when: float
    when_conflict: float
    context: float
    both_main: float
    one_main: float
    background: float
    reporting: float


STORY_NAMES = StoryFeatures._fields
CHAIN_NAMES = ChainFeatures._fields


def story_features(one: ArticleProfile, two: ArticleProfile) -> StoryFeatures:
    """Compare two articles; the caller gives them in order of content, so that sums of floats come out the same both ways."""
    first, second = one.main, two.main
    mains = first is not None and second is not None
    apart = abs((one.day - two.day).days) if one.day and two.day else None
    return StoryFeatures(
        cosine=cosine(one.story, two.story),
        headline=cosine(one.headline, two.headline),
        names=_shared_weight(one.names, two.names),
        main_who=_shared_who(first, second) if first and second else 0.0,
        main_word=float(mains and bool(first.forms & second.forms)) if first and second else 0.0,
        main_type=_same_type(first, second) if first and second else 0.0,
        main_where=_shared_where(first, second) if first and second else 0.0,
        main_when=float(times_agree(first, second)) if first and second else 0.0,
        apart=log1p(apart) if apart is not None else 0.0,
        undated=float(apart is None),
    )


def chain_features(one: ChainProfile, two: ChainProfile, story: float) -> ChainFeatures:
    """Compare two chains of two articles whose articles have the given score as one story."""
    shared = one.forms & two.forms
    types = _known(one), _known(two)
    return ChainFeatures(
        story=story,
        same_word=float(one.head == two.head),
        synonym=float(bool(shared)),
        rare_word=max((word_weight(word) for word in shared), default=0.0),
        type=_same_type(one, two),
        other_type=float(all(types) and types[0] != types[1]),
        who=_shared_who(one, two),
        who_role=float(any(one.who[key] & two.who[key] for key in one.who.keys() & two.who.keys())),
        who_conflict=float(bool(one.who) and bool(two.who) and not one.who.keys() & two.who.keys()),
        where=float(bool(one.where & two.where)),
        where_conflict=float(places_conflict(one, two)),
        when=float(times_agree(one, two)),
        when_conflict=float(times_conflict(one, two)),
        context=_shared_context(one, two),
        both_main=float(one.chain.main and two.chain.main),
        one_main=float(one.chain.main != two.chain.main),
        background=float(one.chain.background != two.chain.background),
        reporting=float(one.reporting or two.reporting),
    )


def cosine(one: dict[str, float], two: dict[str, float]) -> float:
    """Return the dot product of two unit vectors, summed in the order of the first."""
    return sum(weight * two[term] for term, weight in one.items() if term in two)


def _shared_weight(one: dict[str, float], two: dict[str, float]) -> float:
    least = min(sum(one.values()), sum(two.values()))
    return sum(weight for name, weight in one.items() if name in two) / least if least else 0.0


def _shared_who(one: ChainProfile, two: ChainProfile) -> float:
    least = min(len(one.who), len(two.who))
    return len(one.who.keys() & two.who.keys()) / least if least else 0.0


def _shared_where(one: ChainProfile, two: ChainProfile) -> float:
    return 1.0 if one.where & two.where else 0.5 if one.countries & two.countries else 0.0


def _shared_context(one: ChainProfile, two: ChainProfile) -> float:
    least = min(_weight(one.context), _weight(two.context))
    return _weight(one.context & two.context) / least if least else 0.0


def _weight(words: frozenset[str]) -> float:
    return sum(word_weight(word) for word in sorted(words))


def _same_type(one: ChainProfile, two: ChainProfile) -> float:
    return float(_known(one) is not None and one.chain.type.code == two.chain.type.code)


def _known(profile: ChainProfile) -> str | None:
    return None if profile.chain.type.code in {"UNKNOWN", "OTHER"} else profile.chain.type.code
