"""Clusters that satisfy the constraints of the decisions: must-link joins, cannot-link divides."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from workers.consolidation.rows.state import Cluster, Node
from workers.consolidation.rulings.constraints import Constraints, SplitSide, opposite

Edges = Mapping[Node, Mapping[Node, float]]
SCALE = 1e6
"""Scores are rounded to integers of this scale: the sum of integers is the same in any order."""


def enforce(
    clusters: Iterable[Cluster],
    constraints: Constraints,
    edges: Edges,
    order: Callable[[Node], Any],
) -> set[Cluster]:
    """Return clusters that satisfy the constraints, each in `order`.

    Where a cluster is divided, chains that a split names stay with the chains that they are linked
    to best, as far as the split allows. Each other chain goes to the side that it is linked to
    best.

    Args:
        clusters: With any cluster of a chain, all clusters of its must-link chains.
        constraints: The constraints of the decisions in force.
        edges: Scores between chains.
        order: Sort key of a chain.
    """
    enforced: set[Cluster] = set()
    for cluster in _join(clusters, constraints, order):
        enforced.update(_divide(cluster, constraints, edges))
    return enforced


def _join(
    clusters: Iterable[Cluster], constraints: Constraints, order: Callable[[Node], Any]
) -> Iterable[Cluster]:
    joined = {node: {cluster} for cluster in clusters for node in cluster}
    groups = {id(group): group for node in joined if (group := constraints.group_of.get(node))}
    for group in groups.values():
        together = set().union(*(joined[node] for node in group))
        for cluster in together:
            joined.update(dict.fromkeys(cluster, together))
    for together in {id(found): found for found in joined.values()}.values():
        if len(together) == 1:
            yield from together
        else:
            yield tuple(sorted((node for cluster in together for node in cluster), key=order))


def _divide(cluster: Cluster, constraints: Constraints, edges: Edges) -> list[Cluster]:
    present = {side for node in cluster for side in constraints.sides(node)}
    opposed = present & opposite(present)
    if not opposed:
        return [cluster]
    parts = _Parts(edges)
    units = list(dict.fromkeys(map(constraints.group, cluster)))
    sides = {unit: constraints.sides(next(iter(unit))) & opposed for unit in units}
    for unit in units:
        if sides[unit]:
            parts.add(unit, sides[unit])
    cores = [tuple(part) for part in parts.members]
    for unit in units:
        if not sides[unit]:
            parts.members[parts.nearest(unit, cores, range(len(cores)))].update(unit)
    return [tuple(node for node in cluster if node in part) for part in parts.members]


class _Parts:
    """The parts of a cluster while it is divided."""

    def __init__(self, edges: Edges) -> None:
        self.edges = edges
        self.members: list[set[Node]] = []
        self.sides: list[set[SplitSide]] = []

    def add(self, unit: frozenset[Node], sides: frozenset[SplitSide]) -> None:
        """Add chains to the best linked part that no split opposes, or to a new part."""
        opposed = opposite(sides)
        allowed = [i for i, taken in enumerate(self.sides) if taken.isdisjoint(opposed)]
        if allowed:
            index = self.nearest(unit, self.members, allowed)
        else:
            index = len(self.members)
            self.members.append(set())
            self.sides.append(set())
        self.members[index].update(unit)
        self.sides[index].update(sides)

    def nearest(
        self, unit: frozenset[Node], parts: Sequence[Iterable[Node]], among: Iterable[int]
    ) -> int:
        """Return the part with the best mean link to the chains.

        Of equal parts the largest wins, then the first.
        """
        sums: dict[int, float] = defaultdict(float)
        sizes: dict[int, int] = {}
        for index in among:
            members = set(parts[index])
            sizes[index] = len(members)
            for node in unit:
                linked = self.edges.get(node, {})
                scores = [linked[other] for other in linked.keys() & members]
                sums[index] += sum(round(max(-1.0, score) * SCALE) for score in scores)
        return min(sizes, key=lambda index: (-sums[index] / sizes[index], -sizes[index], index))
