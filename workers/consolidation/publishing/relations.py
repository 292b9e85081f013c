"""Relations of an event: part of a larger one, of one story with another, or following another.

Relations are derived from the clusters and change no cluster.
"""

from collections.abc import Iterator, Mapping
from itertools import chain as joined
from typing import Literal

from workers.consolidation.graph.incremental import distinct
from workers.consolidation.graph.similarity_graph import SimilarityGraph
from workers.consolidation.rows.state import Cluster, Node

MOST_RELATED = 3
"""Most events of one kind of relation: those with the strongest link, or those that most
independent articles put before this event."""

Kind = Literal["part_of", "follows", "same_story"]


def relations_of(
    cluster: Cluster, graph: SimilarityGraph, original_of: Mapping[str, str]
) -> Iterator[tuple[Kind, Cluster]]:
    """Yield kind and other event of each relation.

    `original_of` gives for each article the one that it copies, or itself.
    """
    wholes = set(distinct(_wholes(cluster, graph), graph.clusters)) - {cluster}
    preceding = _preceding(cluster, graph, original_of)
    followed = [other for other in preceding if other not in wholes][:MOST_RELATED]
    others = [other for other in _same_story(cluster, graph) if other not in wholes]
    stories = [other for other in others if other not in followed][:MOST_RELATED]
    yield from (("part_of", other) for other in wholes)
    yield from (("follows", other) for other in followed)
    yield from (("same_story", other) for other in stories)


def referrers(cluster: Cluster, graph: SimilarityGraph) -> set[Cluster]:
    """Return the events whose relations may name this event.

    These are its parts, the main events that follow it, and the events of the same story.
    """
    nodes = joined(
        (part for node in cluster for part in _parts(node, graph)),
        (main for node in cluster if (main := _following_main(node, graph)) is not None),
        (other for node in cluster for other, _ in graph.story_links(node)),
    )
    return set(distinct(nodes, graph.clusters)) - {cluster}


def _wholes(cluster: Cluster, graph: SimilarityGraph) -> Iterator[Node]:
    for node in cluster:
        part_of = graph.chain(node).chain.part_of
        if part_of is not None:
            yield node[0], part_of


def _parts(whole: Node, graph: SimilarityGraph) -> Iterator[Node]:
    chains = graph.articles[whole[0]].chains
    return (chain.node for chain in chains if chain.chain.part_of == whole[1])


def _following_main(node: Node, graph: SimilarityGraph) -> Node | None:
    """Return the main event of the article if it follows the given event."""
    article = graph.articles[node[0]]
    return article.main.node if article.main and node in article.precedents else None


def _preceding(
    cluster: Cluster, graph: SimilarityGraph, original_of: Mapping[str, str]
) -> list[Cluster]:
    """Return the main events before this one, as articles with this main event put them.

    The best supported event comes first; ties by content.
    """
    sources: dict[Cluster, set[str]] = {}
    for node in _mains(cluster, graph):
        for precedent in graph.articles[node[0]].precedents:
            other = graph.clusters[precedent]
            if other != cluster and _mains(other, graph):
                sources.setdefault(other, set()).add(original_of[node[0]])
    return sorted(sources, key=lambda other: (-len(sources[other]), graph.chain(other[0]).order))


def _same_story(cluster: Cluster, graph: SimilarityGraph) -> list[Cluster]:
    """Return the events of one story with this event, the strongest link first; ties by content."""
    best: dict[Cluster, float] = {}
    for node in cluster:
        for linked, score in graph.story_links(node):
            other = graph.clusters[linked]
            if other != cluster:
                best[other] = max(score, best.get(other, 0.0))
    return sorted(best, key=lambda other: (-best[other], graph.chain(other[0]).order))


def _mains(cluster: Cluster, graph: SimilarityGraph) -> list[Node]:
    return list(filter(graph.is_main, cluster))
