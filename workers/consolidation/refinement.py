"""Clusters of chains cut where the stories they are the main event of part.

Two similar affairs share words and often people, so their main events can fall into one cluster though their articles tell two stories. Such a
cluster is cut by story: a main chain goes with its story, any other chain with its own story where that has a part, else with the largest part.
"""

from collections.abc import Callable, Hashable

from workers.consolidation.state import Node

Cluster = tuple[Node, ...]


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
