"""How an event stands to others: part of a larger one, of one story with another, or following an earlier one of its affair.

Relations are worked out beside the events and change none of them.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain as joined
from typing import Literal

from workers.consolidation.graph.incremental import distinct
from workers.consolidation.graph.similarity_graph import Cluster, Corpus
from workers.consolidation.rows.state import Node

SAME_STORY = 0.45
"""Score of two main events from which their articles are of one story."""
MOST = 3
"""Most events of one kind of relation that an event names: those with the strongest link, or that most independent articles put before it."""

Kind = Literal["part_of", "follows", "same_story"]


def relations(cluster: Cluster, corpus: Corpus, original: Mapping[str, str]) -> Iterator[tuple[Kind, Cluster]]:
    """Return kind and other event of each relation. `original` gives for each article the one it copies, or itself."""
    wholes = set(distinct(_wholes(cluster, corpus), corpus.clusters)) - {cluster}
    followed = [other for other in _followed(cluster, corpus, original) if other not in wholes][:MOST]
    stories = [other for other in _stories(cluster, corpus) if other not in wholes and other not in followed][:MOST]
    yield from (("part_of", other) for other in wholes)
    yield from (("follows", other) for other in followed)
    yield from (("same_story", other) for other in stories)


def naming(cluster: Cluster, corpus: Corpus) -> set[Cluster]:
    """Return the events whose relations may name this one: those of its parts, of what its articles put after it, and of one story."""
    nodes = joined(
        joined.from_iterable(corpus.parts_of(node) for node in cluster),
        (main for node in cluster if (main := _after(node, corpus)) is not None),
        (other for node in cluster for other, _ in _of_one_story(node, corpus)),
    )
    return set(distinct(nodes, corpus.clusters)) - {cluster}


def _wholes(cluster: Cluster, corpus: Corpus) -> Iterator[Node]:
    for node in cluster:
        part_of = corpus.chains[node].chain.part_of
        if part_of is not None:
            yield node[0], part_of


def _after(node: Node, corpus: Corpus) -> Node | None:
    """The main event of the article, where that follows the given one."""
    if node not in corpus.precedents.get(node[0], ()):
        return None
    main = corpus.profiles[node[0]].main
    return main.node if main is not None else None


def _followed(cluster: Cluster, corpus: Corpus, original: Mapping[str, str]) -> list[Cluster]:
    """The main events that articles with this main event put before it, the best supported first, ties by content."""
    told: dict[Cluster, set[str]] = {}
    for node in _mains(cluster, corpus):
        for before in corpus.precedents.get(node[0], ()):
            other = corpus.clusters[before]
            if other != cluster and _mains(other, corpus):
                told.setdefault(other, set()).add(original[node[0]])
    return sorted(told, key=lambda other: (-len(told[other]), corpus.chains[other[0]].order))


def _stories(cluster: Cluster, corpus: Corpus) -> list[Cluster]:
    """The events of one story with this one, the strongest link first, ties by content."""
    best: dict[Cluster, float] = {}
    for node in cluster:
        for near, score in _of_one_story(node, corpus):
            other = corpus.clusters[near]
            if other != cluster:
                best[other] = max(score, best.get(other, 0.0))
    return sorted(best, key=lambda other: (-best[other], corpus.chains[other[0]].order))


def _of_one_story(node: Node, corpus: Corpus) -> Iterable[tuple[Node, float]]:
    """The main events of other articles with a link to a main event."""
    if not corpus.chains[node].chain.main:
        return ()
    edges = corpus.events.edges[node].items()
    return ((other, score) for other, score in edges if score >= SAME_STORY and corpus.chains[other].chain.main)


def _mains(cluster: Cluster, corpus: Corpus) -> list[Node]:
    return [node for node in cluster if corpus.chains[node].chain.main]
