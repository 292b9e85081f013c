"""Why an event is one event: the links that hold it together, what kept near neighbours out, how it was dated, what changed from version to version."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from schemas import EventRecord
from schemas.event import DecisionLine
from workers.consolidation.graph.agglomeration import EXCLUDED
from workers.consolidation.graph.scoring import probability
from workers.consolidation.graph.similarity_graph import Corpus
from workers.consolidation.pairs.compatibility import cannot_be_one
from workers.consolidation.pairs.profiles import ChainProfile
from workers.consolidation.publishing.published_events import Ledger
from workers.consolidation.rows.state import Node
from workers.consolidation.rulings.constraints import Force, age
from workers.consolidation.rulings.rulings import as_line

MOST_LINKS = 50
"""Most links shown, strongest first."""
MOST_NEIGHBOURS = 10


@dataclass(frozen=True, slots=True)
class Link:
    """Two chains and how well they go together.

    Attributes:
        first: Article id and index of a chain; `first_words` is the clause that tells it.
        probability: Calibrated probability that the two are one event.
        score: The same on the scale on which means are taken, 0 to 1; a mean above the model's threshold joins clusters.
        features: Name and value of each feature that is not 0.
        weights: The same names with what each adds to the log-odds.
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
    """An event that came near and was kept out.

    Attributes:
        event_id: The neighbour.
        score: Best score of a link between the two; None where facts rule every one out.
        reason: Why the two were not joined, in words.
    """

    event_id: str
    title: str
    score: float | None
    reason: str
    link: Link


@dataclass(frozen=True, slots=True)
class Ruling:
    """A decision that names a mention of the event, and how far it holds: whole, part, overruled by later ones, waiting for articles, or revoked."""

    decision: DecisionLine
    force: Force


@dataclass(frozen=True, slots=True)
class Related:
    """An event that a relation of the record names."""

    kind: str
    event_id: str
    title: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """All that is known about how a record came to be.

    Attributes:
        record: The event as last told, with its mentions, evidence and conflicts.
        threshold: Mean score from which clusters of chains are joined.
        links: Pairs of its chains that were compared, best first; none for an event of one chain.
        unlinked: Its chains that no link holds to another: joined by a decision, or alone.
        neighbours: Events that came near and were kept out, nearest first.
        rulings: Operators' decisions that name its mentions, the earliest first.
        related: The events that its relations name.
        dates: How its date was completed, step by step.
        history: What changed from version to version, and what brought it.
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


def explain(event_id: str, ledger: Ledger, corpus: Corpus) -> Explanation:
    """Explain an event. Raises KeyError where no event in state has the id."""
    row = ledger.events[event_id]
    members = [node for node in row.members if node in corpus.chains]
    return Explanation(
        record=row.record,
        threshold=corpus.models.linkage.threshold,
        links=_links(members, corpus),
        unlinked=_unlinked(members, corpus),
        neighbours=_neighbours(event_id, members, ledger, corpus),
        rulings=_rulings(row.record, corpus),
        related=tuple(
            Related(relation.kind, relation.event_id, ledger.events[relation.event_id].record.title)
            for relation in row.record.relations
            if relation.event_id in ledger.events
        ),
        dates=row.record.when.reasoning if row.record.when else (),
        history=row.history,
    )


def _links(members: Iterable[Node], corpus: Corpus) -> tuple[Link, ...]:
    inside = set(members)
    pairs = {
        (first, second): score
        for first in inside
        for second, score in corpus.events.edges[first].items()
        if second in inside and first < second
    }
    best = sorted(pairs, key=lambda pair: (-pairs[pair], pair))[:MOST_LINKS]
    return tuple(_link(corpus.chains[first], corpus.chains[second], corpus) for first, second in best)


def _unlinked(members: Iterable[Node], corpus: Corpus) -> tuple[Node, ...]:
    inside = set(members)
    edges = corpus.events.edges
    return tuple(
        sorted(node for node in inside if not any(edges[node][o] > EXCLUDED for o in edges[node] if o in inside))
    )


def _rulings(record: EventRecord, corpus: Corpus) -> tuple[Ruling, ...]:
    """The decisions that name a mention of the record's articles in words that it is told in."""
    rulings = corpus.rulings
    mine = {(mention.article_id, mention.field, mention.text.casefold()) for mention in record.mentions}
    concerned = {decision_id for article_id, _, _ in mine for decision_id in rulings.naming.get(article_id, ())}
    decisions = [rulings.decisions[decision_id] for decision_id in concerned]
    held = {line.id for line in record.decisions}
    told = [
        decision
        for decision in decisions
        if decision.id in held
        or any((m.article_id, m.field, m.text.casefold()) in mine for m in (*decision.first, *decision.second))
    ]
    return tuple(
        Ruling(as_line(decision), rulings.constraints.force[decision.id]) for decision in sorted(told, key=age)
    )


def _neighbours(event_id: str, members: Sequence[Node], ledger: Ledger, corpus: Corpus) -> tuple[Neighbour, ...]:
    """The events with the strongest links to this one; those whose every link facts rule out come last."""
    between: dict[str, dict[tuple[Node, Node], float]] = {}
    for first in sorted(members):
        for second, score in sorted(corpus.events.edges[first].items()):
            other = ledger.event_of.get(second)
            if other is not None and other != event_id:
                between.setdefault(other, {})[first, second] = score
    ranked = sorted(between, key=lambda other: (-max(between[other].values()), other))[:MOST_NEIGHBOURS]
    return tuple(_neighbour(other, between[other], len(members), ledger, corpus) for other in ranked)


def _neighbour(
    other: str, between: Mapping[tuple[Node, Node], float], size: int, ledger: Ledger, corpus: Corpus
) -> Neighbour:
    first, second = max(between, key=lambda pair: (between[pair], pair))
    return Neighbour(
        event_id=other,
        title=ledger.events[other].record.title,
        score=between[first, second] if between[first, second] > EXCLUDED else None,
        reason=_reason(between, size * len(ledger.events[other].members), corpus),
        link=_link(corpus.chains[first], corpus.chains[second], corpus),
    )


def _reason(between: Mapping[tuple[Node, Node], float], pairs: int, corpus: Corpus) -> str:
    """Why two events were not joined: a decision, a fact that rules a pair of their chains out, or links that are too weak."""
    profiles = [(corpus.chains[first], corpus.chains[second]) for first, second in between]
    for rule in (_parted, _ruled_out):
        found = next((reason for one, two in profiles if (reason := rule(one, two, corpus)) is not None), None)
        if found is not None:
            return found
    mean = sum(max(0.0, score) for score in between.values()) / max(1, pairs)
    return f"the mean over all pairs of chains is {mean:.2f}, below {corpus.models.linkage.threshold:.2f}"


def _ruled_out(one: ChainProfile, two: ChainProfile, corpus: Corpus) -> str | None:
    return cannot_be_one(one, two) if corpus.events.edges[one.node][two.node] == EXCLUDED else None


def _parted(one: ChainProfile, two: ChainProfile, corpus: Corpus) -> str | None:
    """The decision that keeps two chains apart, in words."""
    constraints = corpus.rulings.constraints
    against = {(split, 1 - side) for split, side in constraints.sides.get(one.node, ())}
    found = sorted(split for split, _ in against & constraints.sides.get(two.node, frozenset()))
    if not found:
        return None
    decision = corpus.rulings.decisions[found[0]]
    return f"decision {decision.id} of {decision.author} keeps them apart: {decision.reason}"


def _link(one: ChainProfile, two: ChainProfile, corpus: Corpus) -> Link:
    first, second = sorted((one, two), key=lambda chain: chain.order)
    model, features = corpus.compared(first, second)
    odds = model.odds(features)
    named = list(zip(model.names, model.weights, features, strict=True))
    return Link(
        first=first.node,
        second=second.node,
        first_words=first.chain.what.quote,
        second_words=second.chain.what.quote,
        probability=probability(odds),
        score=corpus.models.score(odds),
        features=tuple((name, value) for name, _, value in named if value),
        weights=tuple((name, weight * value) for name, weight, value in named if value),
    )
