"""Chains as records: the mentions of each cluster put together, with the main event, the background and the parts told."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from schemas.annotated import EntityLabel
from schemas.mentions import Chain, EventType, Modality, Participant, Place, Role, Time
from schemas.spans import Quote
from workers.events.chains import Cluster, Grouper
from workers.events.lead import Lead, opening_sentence
from workers.events.lexicon import Grammar, Synonyms
from workers.events.main_event import choose, is_background
from workers.events.mention import Mention
from workers.events.participants import is_common

ROLES: tuple[Role, ...] = ("actor", "recipient", "other")
NAMED: frozenset[EntityLabel] = frozenset({"PERSON", "ORG", "GPE", "NORP"})
BEST = 10
"""Votes of the best mention on a participant's role."""
COMMON = 3
"""Common noun phrases that a chain keeps as participants."""
PLACES = 5
TIMES = 5
CONTEXT = 40


def assemble(
    mentions: Sequence[Mention],
    grammar: Grammar,
    synonyms: Synonyms,
    headline: Quote | None,
    dateline: Sequence[Place] = (),
    *,
    day: date | None = None,
) -> tuple[Chain, ...]:
    """Return the chains of an article in order of their first mention; `day` is the first on which it can have come out."""
    clusters = Grouper(synonyms, grammar.light).group(mentions)
    main = choose(clusters, grammar, opening=opening_sentence(mentions))
    lead = Lead.of(mentions, headline, dateline, day, reporting=grammar.reporting)
    chain_of = {member: index for index, cluster in enumerate(clusters) for member in cluster.members}
    chains = [
        _chain(index, cluster, grammar.light, part_of=_whole(index, cluster, clusters, chain_of))
        for index, cluster in enumerate(clusters)
    ]
    if main is not None:
        chains[main] = replace(lead.complete(chains[main], clusters[main].mentions), level="main", salience=1.0)
    return tuple(chains)


def _chain(index: int, cluster: Cluster, light: frozenset[str], *, part_of: int | None) -> Chain:
    mentions = cluster.mentions
    best = representative(mentions, light)
    return Chain(
        index=index,
        type=_type(mentions),
        modality=_modality(mentions),
        lemma=best.trigger.lemma,
        mentions=tuple(mention.trigger for mention in mentions),
        what=best.clause,
        participants=participants(mentions, best),
        places=_places(mentions),
        times=_times(mentions),
        level="background" if is_background(cluster) else "reported",
        salience=0.0,
        instance=tuple(sorted({word for mention in mentions for word in mention.instance})),
        context=tuple(sorted({word for mention in mentions for word in mention.context})[:CONTEXT]),
        part_of=part_of,
        source=next((mention.source for mention in mentions if mention.source), None),
    )


def representative(mentions: Sequence[Mention], light: frozenset[str]) -> Mention:
    """Return the mention that tells the event best: in the highest clause, with most said of it, the earliest."""
    return max(
        mentions,
        key=lambda m: (
            m.trigger.lemma not in light,
            m.block == "headline",
            round(m.prominence, 1),
            len(m.participants) + len(m.places) + len(m.times),
            -m.sentence,
        ),
    )


def participants(mentions: Sequence[Mention], best: Mention) -> tuple[Participant, ...]:
    """Return the participants of all mentions, each entity once, in the role of the best mention or else the most frequent one.

    Actors first; within a role those of the best mention, then names by frequency, then a few common nouns.
    """
    votes: dict[str, Counter[Role]] = {}
    first: dict[tuple[str, Role], Participant] = {}
    for mention in (best, *mentions):
        for participant in mention.participants:
            weight = BEST if mention is best else 1
            votes.setdefault(participant.entity, Counter())[participant.role] += weight
            first.setdefault((participant.entity, participant.role), participant)
    chosen = [
        first[entity, max(ROLES, key=lambda role: (counts[role], -ROLES.index(role)))]
        for entity, counts in votes.items()
    ]
    total = {entity: sum(counts.values()) for entity, counts in votes.items()}
    ordered = sorted(
        chosen,
        key=lambda p: (ROLES.index(p.role), total[p.entity] < BEST, p.label not in NAMED, -total[p.entity], p.quote),
    )
    common = [p for p in ordered if is_common(p.entity)][:COMMON]
    return tuple(p for p in ordered if not is_common(p.entity) or p in common)


def _places(mentions: Sequence[Mention]) -> tuple[Place, ...]:
    counts = Counter(place.entity for mention in mentions for place in mention.places)
    first: dict[str, Place] = {}
    for mention in mentions:
        for place in mention.places:
            first.setdefault(place.entity, place)
    return tuple(sorted(first.values(), key=lambda place: -counts[place.entity]))[:PLACES]


def _times(mentions: Sequence[Mention]) -> tuple[Time, ...]:
    times = list(dict.fromkeys(time for mention in mentions for time in mention.times))
    return tuple(sorted(times, key=lambda time: time.edtf is None))[:TIMES]


def _type(mentions: Sequence[Mention]) -> EventType:
    known = [mention.type for mention in mentions if mention.type.code != "UNKNOWN"]
    if not known:
        return mentions[0].type
    counts = Counter(known)
    return max(known, key=lambda kind: (counts[kind], kind.mode is not None))


def _modality(mentions: Sequence[Mention]) -> Modality:
    """Return the modality of most mentions; a stated one wins over the default, the earlier over the later."""
    counts = Counter(mention.modality for mention in mentions)
    stated = [mention.modality for mention in mentions if mention.modality != "occurred"]
    if not stated or counts["occurred"] > 2 * len(stated):
        return "occurred"
    return max(stated, key=lambda modality: counts[modality])


def _whole(index: int, cluster: Cluster, clusters: Sequence[Cluster], chain_of: dict[int, int]) -> int | None:
    """Return the chain that this one is told as a part of: its mention stands under a noun of that chain, with which it shares a participant."""
    for mention in cluster.mentions:
        if mention.parent is None:
            continue
        other = chain_of[mention.parent]
        if (
            other != index
            and mention.trigger.pos == "NOUN"
            and _shares(cluster, clusters[other])
            and _visit_like(clusters[other])
        ):
            return other
    return None


def _visit_like(cluster: Cluster) -> bool:
    return (
        any(mention.trigger.pos == "NOUN" for mention in cluster.mentions) and cluster.mentions[0].type.mode == "visit"
    )


def _shares(one: Cluster, other: Cluster) -> bool:
    left = {p.entity for mention in one.mentions for p in mention.participants}
    right = {p.entity for mention in other.mentions for p in mention.participants}
    return bool(left & right)
