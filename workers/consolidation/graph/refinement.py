"""Clusters of chains looked at again in the light of the stories that their articles tell.

Two similar affairs share words and often people. What two stories tell in like words is mostly alike and not the same, so a link from one story to
another counts for less. And where a cluster still holds the main events of two stories, it is cut by story: a main chain goes with its story, any other
chain with its own story where that has a part, else with the largest part.
"""

from collections.abc import Callable, Hashable, Mapping

from workers.consolidation.graph.clustering import Linkage, agglomerate
from workers.consolidation.state import Node

ACROSS = 0.2
"""By how much two chains must score better where their articles tell two stories."""

Cluster = tuple[Node, ...]


def loosen(
    cluster: Cluster, story_of: Callable[[str], Hashable], edges: Mapping[Node, Mapping[Node, float]], linkage: Linkage
) -> list[Cluster]:
    """Return the parts that stay together where links across stories count for less, in the order of their first chains."""
    stories = {node: story_of(node[0]) for node in cluster}
    if len(set(stories.values())) == 1:
        return [cluster]
    scores = {
        node: {o: s if stories[o] == story else s - ACROSS for o, s in edges[node].items() if o in stories}
        for node, story in stories.items()
    }
    return [tuple(part) for part in agglomerate(cluster, scores, linkage)]


def refine(
    cluster: Cluster, story_of: Callable[[str], Hashable], is_main: Callable[[Node], bool]
) -> tuple[Cluster, ...]:
    """Return the parts of a cluster, in the order of their first chains."""
    stories = {node: story_of(node[0]) for node in cluster if is_main(node)}
    order = list(dict.fromkeys(stories.values()))
    if len(order) < 2:  # noqa: PLR2004 - one story or none: nothing to cut
        return (cluster,)
    sizes = [sum(story == own for own in stories.values()) for story in order]
    largest = sizes.index(max(sizes))
    parts: list[list[Node]] = [[] for _ in order]
    for node in cluster:
        own = stories.get(node, story_of(node[0]))
        parts[order.index(own) if own in order else largest].append(node)
    return tuple(sorted((tuple(part) for part in parts), key=lambda part: cluster.index(part[0])))
