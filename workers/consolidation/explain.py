"""Explanations: which links make an event one event, and what keeps near neighbours out of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from schemas import EventRecord
from schemas.event import DecisionLine, MentionLine
from workers.consolidation.graph.agglomeration import EXCLUDED
from workers.consolidation.graph.scoring import probability
from workers.consolidation.graph.similarity_graph import SimilarityGraph
from workers.consolidation.pairs.chain_profile import ChainProfile
from workers.consolidation.pairs.compatibility import exclusion_reason
from workers.consolidation.publishing.published_events import PublishedEvents
from workers.consolidation.rows.state import Node
from workers.consolidation.rulings.constraints import Force, age, opposite
from workers.consolidation.rulings.rulings import as_line

MOST_LINKS = 50
"""Most links in an explanation, the strongest first."""
MOST_NEIGHBOURS = 10
FORCE_WORDS: dict[Force, str] = {
    "whole": "in force",
    "part": "in force in part: a later decision contradicts the rest",
    "overruled": "overruled by a later decision",
    "waiting": "waits for the articles that it names",
    "revoked": "revoked",
}


@dataclass(frozen=True, slots=True)
class Link:
    """An edge between two chains.

    Attributes:
        first: Article id and index of a chain.
        second: Article id and index of the other chain.
        first_words: The clause of the first chain.
        second_words: The clause of the second chain.
        probability: Calibrated probability that the two chains are one event.
        score: The same on the scale of means, 0 to 1; clusters join if the mean score exceeds the
            threshold of the model.
        features: Name and value of each feature that is not 0.
        weights: Name of each such feature, and what it adds to the log-odds.
    """

    first: Node
    second: Node
    first_words: str
    second_words: str
    probability: float
    score: float
    features: tuple[tuple[str, float], ...]
    weights: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Another event with links to this event.

    Attributes:
        event_id: Id of the other event.
        title: Title of the other event.
        score: Greatest score of a link between the two; None if facts exclude every pair.
        reason: Why the two were not joined, in words.
        link: The link with the greatest score.
    """

    event_id: str
    title: str
    score: float | None
    reason: str
    link: Link


@dataclass(frozen=True, slots=True)
class Ruling:
    """A decision that names a mention of the event, and how far it is in force."""

    decision: DecisionLine
    force: Force

    @property
    def force_words(self) -> str:
        """How far the decision is in force, for people."""
        return FORCE_WORDS[self.force]


@dataclass(frozen=True, slots=True)
class Related:
    """An event that a relation of the record names."""

    kind: str
    event_id: str
    title: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """How a record came to be.

    Attributes:
        record: The event as last published, with its mentions, evidence and conflicts.
        threshold: Mean score from which clusters of chains are joined.
        links: Compared pairs of its chains, the best first; none for an event of one chain.
        unlinked: Its chains without a link to another of its chains: alone, or joined by a
            decision.
        neighbours: Other events with links to it, the nearest first.
        rulings: Decisions of operators that name its mentions, the earliest first.
        related: The events that its relations name.
        dates: How its date was completed, step by step.
        history: One line for each version.
    """

    record: EventRecord
    threshold: float
    links: tuple[Link, ...]
    unlinked: tuple[Node, ...]
    neighbours: tuple[Neighbour, ...]
    rulings: tuple[Ruling, ...]
    related: tuple[Related, ...]
    dates: tuple[str, ...]
    history: tuple[str, ...]


def explain(event_id: str, published: PublishedEvents, graph: SimilarityGraph) -> Explanation:
    """Explain an event. Raises KeyError if no event in state has the id."""
    row = published.rows[event_id]
    record = published.record(event_id)
    members = [node for node in row.members if node in graph.edges]
    return Explanation(
        record=record,
        threshold=graph.models.linkage.threshold,
        links=_links(members, graph),
        unlinked=_unlinked(members, graph),
        neighbours=_neighbours(event_id, members, published, graph),
        rulings=_rulings(record, graph),
        related=_related(record, published),
        dates=record.when.reasoning if record.when else (),
        history=published.history(event_id),
    )


def _links(members: Iterable[Node], graph: SimilarityGraph) -> tuple[Link, ...]:
    inside = set(members)
    scores = {
        (first, second): score
        for first in inside
        for second, score in graph.edges[first].items()
        if second in inside and first < second
    }
    best = sorted(scores, key=lambda pair: (-scores[pair], pair))[:MOST_LINKS]
    return tuple(_link(graph.chain(first), graph.chain(second), graph) for first, second in best)


def _unlinked(members: Iterable[Node], graph: SimilarityGraph) -> tuple[Node, ...]:
    linked = {n: {o for o, score in graph.edges[n].items() if score > EXCLUDED} for n in members}
    return tuple(sorted(node for node, others in linked.items() if others.isdisjoint(linked)))


def _rulings(record: EventRecord, graph: SimilarityGraph) -> tuple[Ruling, ...]:
    """Return the decisions in force on the record, and those that name words of its mentions."""
    rulings = graph.rulings
    mentions = {_words(mention) for mention in record.mentions}
    article_ids = {mention.article_id for mention in record.mentions}
    ids = {item for article_id in article_ids for item in rulings.naming.get(article_id, ())}
    in_force = {line.id for line in record.decisions}
    decisions = [
        decision
        for decision in map(rulings.decisions.__getitem__, ids)
        if decision.id in in_force
        or not mentions.isdisjoint(map(_words, (*decision.first, *decision.second)))
    ]
    force = rulings.constraints.force
    return tuple(Ruling(as_line(item), force[item.id]) for item in sorted(decisions, key=age))


def _words(mention: MentionLine) -> tuple[str, str, str]:
    return mention.article_id, mention.field, mention.text.casefold()


def _related(record: EventRecord, published: PublishedEvents) -> tuple[Related, ...]:
    return tuple(
        Related(relation.kind, relation.event_id, published.record(relation.event_id).title)
        for relation in record.relations
        if relation.event_id in published.rows
    )


def _neighbours(
    event_id: str, members: Sequence[Node], published: PublishedEvents, graph: SimilarityGraph
) -> tuple[Neighbour, ...]:
    """Return the events with the strongest links to this one; excluded events come last."""
    between: dict[str, dict[tuple[Node, Node], float]] = {}
    for first in sorted(members):
        for second, score in sorted(graph.edges[first].items()):
            other = published.event_of.get(second)
            if other is not None and other != event_id:
                between.setdefault(other, {})[first, second] = score
    ranked = sorted(between, key=lambda other: (-max(between[other].values()), other))
    size = len(members)
    nearest = ranked[:MOST_NEIGHBOURS]
    return tuple(_neighbour(other, between[other], size, published, graph) for other in nearest)


def _neighbour(
    event_id: str,
    between: Mapping[tuple[Node, Node], float],
    size: int,
    published: PublishedEvents,
    graph: SimilarityGraph,
) -> Neighbour:
    row = published.rows[event_id]
    first, second = max(between, key=lambda pair: (between[pair], pair))
    score = between[first, second]
    return Neighbour(
        event_id=event_id,
        title=published.record(event_id).title,
        score=score if score > EXCLUDED else None,
        reason=_reason(between, size * len(row.members), graph),
        link=_link(graph.chain(first), graph.chain(second), graph),
    )


def _reason(between: Mapping[tuple[Node, Node], float], pairs: int, graph: SimilarityGraph) -> str:
    """Return why two events were not joined: a decision, an excluding fact, or weak links."""
    profiles = [(graph.chain(first), graph.chain(second)) for first, second in between]
    for rule in (_split_reason, _excluding_fact):
        reasons = (rule(first, second, graph) for first, second in profiles)
        reason = next((reason for reason in reasons if reason is not None), None)
        if reason is not None:
            return reason
    mean = sum(max(0.0, score) for score in between.values()) / max(1, pairs)
    threshold = graph.models.linkage.threshold
    return f"the mean over all pairs of chains is {mean:.2f}, below {threshold:.2f}"


def _excluding_fact(
    first: ChainProfile, second: ChainProfile, graph: SimilarityGraph
) -> str | None:
    if graph.edges[first.node][second.node] != EXCLUDED:
        return None
    names, other_names = (graph.articles[chain.node[0]].names for chain in (first, second))
    return exclusion_reason(first, second, names, other_names)


def _split_reason(first: ChainProfile, second: ChainProfile, graph: SimilarityGraph) -> str | None:
    """Return the decision that keeps two chains apart, in words; None if there is none."""
    constraints = graph.rulings.constraints
    opposed = opposite(constraints.sides(first.node)) & constraints.sides(second.node)
    if not opposed:
        return None
    decision = graph.rulings.decisions[min(split for split, _ in opposed)]
    return f"decision {decision.id} of {decision.author} keeps them apart: {decision.reason}"


def _link(chain: ChainProfile, other: ChainProfile, graph: SimilarityGraph) -> Link:
    first, second = sorted((chain, other), key=lambda item: item.order)
    model, features = graph.comparisons.model_and_features(first, second)
    odds = model.odds(features)
    named = list(zip(features._fields, model.weights, features, strict=True))
    return Link(
        first=first.node,
        second=second.node,
        first_words=first.chain.what.quote,
        second_words=second.chain.what.quote,
        probability=probability(odds),
        score=graph.models.score(odds),
        features=tuple((name, value) for name, _, value in named if value),
        weights=tuple((name, weight * value) for name, weight, value in named if value),
    )
