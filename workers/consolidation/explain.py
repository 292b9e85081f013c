"""Why an event is one event: the links that hold it together, what kept near neighbours out, how it was dated, what changed from version to version."""

from collections.abc import Iterable
from dataclasses import dataclass

from schemas import EventRecord
from workers.consolidation.compat import cannot_be_one, stories_apart
from workers.consolidation.corpus import Corpus
from workers.consolidation.features import chain_features, story_features
from workers.consolidation.ledger import Ledger
from workers.consolidation.profiles import ArticleProfile, ChainProfile
from workers.consolidation.state import Node

MOST_LINKS = 50
"""Most links shown, strongest first."""
MOST_NEIGHBOURS = 10


@dataclass(frozen=True, slots=True)
class Link:
    """Two chains and how well they go together.

    Attributes:
        first: Article id and index of a chain; `first_words` is the clause that tells it.
        score: 0 to 1; a mean above the model's threshold joins clusters.
        features: Name and value of each feature that is not 0.
        weights: The same names with what each adds to the log-odds.
        story: Score of the two articles as one story.
        story_features: Name and value of each feature of the pair of articles that is not 0.
    """

    first: Node
    second: Node
    first_words: str
    second_words: str
    score: float
    features: tuple[tuple[str, float], ...]
    weights: tuple[tuple[str, float], ...]
    story: float
    story_features: tuple[tuple[str, float], ...]


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
class Explanation:
    """All that is known about how a record came to be."""

    record: EventRecord
    threshold: float
    links: tuple[Link, ...]
    neighbours: tuple[Neighbour, ...]
    dates: tuple[str, ...]
    history: tuple[str, ...]


def explain(event_id: str, ledger: Ledger, corpus: Corpus) -> Explanation:
    """Explain an event. Raises KeyError where no event in state has the id."""
    row = ledger.events[event_id]
    members = [node for node in row.members if node in corpus.chains]
    return Explanation(
        record=row.record,
        threshold=corpus.models.events.threshold,
        links=_links(members, corpus),
        neighbours=_neighbours(event_id, members, ledger, corpus),
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


def _neighbours(event_id: str, members: Iterable[Node], ledger: Ledger, corpus: Corpus) -> tuple[Neighbour, ...]:
    nearest: dict[str, tuple[float, Node, Node]] = {}
    for first in sorted(members):
        for second, score in corpus.events.edges[first].items():
            other = ledger.event_of.get(second)
            if other is not None and other != event_id:
                nearest[other] = max(nearest.get(other, (float("-inf"), first, second)), (score, first, second))
    ranked = sorted(nearest.items(), key=lambda item: (-item[1][0], item[0]))[:MOST_NEIGHBOURS]
    return tuple(_neighbour(other, found, ledger, corpus) for other, found in ranked)


def _neighbour(other: str, nearest: tuple[float, Node, Node], ledger: Ledger, corpus: Corpus) -> Neighbour:
    score, first, second = nearest
    return Neighbour(
        event_id=other,
        title=ledger.events[other].record.title,
        score=score if score > float("-inf") else None,
        reason=_reason(corpus.chains[first], corpus.chains[second], corpus),
        link=_link(corpus.chains[first], corpus.chains[second], corpus),
    )


def _reason(one: ChainProfile, two: ChainProfile, corpus: Corpus) -> str:
    fact = cannot_be_one(one, two)
    if fact is not None:
        return fact
    first, second = corpus.profiles[one.node[0]], corpus.profiles[two.node[0]]
    if corpus.story_of(first.id) != corpus.story_of(second.id):
        why = stories_apart(first, second)
        return f"the articles tell two stories: {why}" if why else "the articles tell two stories"
    return "the mean over all pairs of chains is below the threshold"


def _link(one: ChainProfile, two: ChainProfile, corpus: Corpus) -> Link:
    first, second = sorted((one, two), key=lambda chain: chain.order)
    articles: tuple[ArticleProfile, ArticleProfile] = corpus.profiles[first.node[0]], corpus.profiles[second.node[0]]
    story = corpus.story_score(*articles)
    features = chain_features(first, second, story)
    named = tuple(zip(features._fields, features, strict=True))
    weights = zip(corpus.models.chain.names, corpus.models.chain.weights, strict=True)
    pair = story_features(*sorted(articles, key=lambda article: article.order))
    return Link(
        first=first.node,
        second=second.node,
        first_words=first.chain.what.quote,
        second_words=second.chain.what.quote,
        score=corpus.models.chain.score(features),
        features=tuple((name, value) for name, value in named if value),
        weights=tuple((name, weight * value) for (name, weight), value in zip(weights, features, strict=True) if value),
        story=story,
        story_features=tuple((name, value) for name, value in zip(pair._fields, pair, strict=True) if value),
    )
