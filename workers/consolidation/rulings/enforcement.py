"""Clusters as the decisions in force ask for them: whole clusters joined where chains of theirs must be of one event, and cut where chains must not."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from workers.consolidation.rows.state import Node
from workers.consolidation.rulings.constraints import Constraints, Side

Cluster = tuple[Node, ...]
Edges = Mapping[Node, Mapping[Node, float]]


def settle(
    clusters: Iterable[Cluster], constraints: Constraints, edges: Edges, order: Callable[[Node], Any]
) -> set[Cluster]:
    """Return the clusters after the decisions, each in `order`.

    `clusters` hold every group that one of their chains is in. Where a cluster is cut, the chains that a split names part as they must and else
    stay with those they are linked to best; each of the others goes with the side it is linked to best.
    """
    settled: set[Cluster] = set()
    for cluster in _united(clusters, constraints, order):
        settled.update(_cut(cluster, constraints, edges))
    return settled


def _united(clusters: Iterable[Cluster], constraints: Constraints, order: Callable[[Node], Any]) -> Iterable[Cluster]:
    held = {node: {cluster} for cluster in clusters for node in cluster}
    for group in {id(group): group for node in held if (group := constraints.groups.get(node))}.values():
        together = set().union(*(held[node] for node in group))
        for cluster in together:
            held.update(dict.fromkeys(cluster, together))
    for together in {id(found): found for found in held.values()}.values():
        if len(together) == 1:
            yield from together
        else:
            yield tuple(sorted((node for cluster in together for node in cluster), key=order))


def _cut(cluster: Cluster, constraints: Constraints, edges: Edges) -> list[Cluster]:
    present = {side for node in cluster for side in constraints.sides.get(node, ())}
    opposed = {(split, side) for split, side in present if (split, 1 - side) in present}
    if not opposed:
        return [cluster]
    parts = _Parts(edges)
    units = [frozenset((node,)) if node not in constraints.groups else constraints.groups[node] for node in cluster]
    units = list(dict.fromkeys(units))
    sided = {unit: constraints.sides.get(next(iter(unit)), frozenset()) & opposed for unit in units}
    for unit in units:
        if sided[unit]:
            parts.put_apart(unit, sided[unit])
    poles = [tuple(part) for part in parts.members]
    for unit in units:
        if not sided[unit]:
            parts.members[parts.nearest(unit, poles, range(len(poles)))].update(unit)
    return [tuple(node for node in cluster if node in part) for part in parts.members]


class _Parts:
    """The parts of a cluster in the making."""

    def __init__(self, edges: Edges) -> None:
        self.edges = edges
        self.members: list[set[Node]] = []
        self.sides: list[set[Side]] = []

    def put_apart(self, unit: frozenset[Node], sides: frozenset[Side]) -> None:
        """Put chains into the part they are linked to best among those from which no split keeps them, else into a new one."""
        against = {(split, 1 - side) for split, side in sides}
        open_parts = [place for place, own in enumerate(self.sides) if own.isdisjoint(against)]
        if open_parts:
            place = self.nearest(unit, self.members, open_parts)
        else:
            place = len(self.members)
            self.members.append(set())
            self.sides.append(set())
        self.members[place].update(unit)
        self.sides[place].update(sides)

    def nearest(self, unit: frozenset[Node], parts: Sequence[Iterable[Node]], among: Iterable[int]) -> int:
        """The part with the best mean link to the chains, of equal ones the largest, then the first."""
        sums: dict[int, float] = defaultdict(float)
        sizes: dict[int, int] = {}
        for place in among:
            members = set(parts[place])
            sizes[place] = len(members)
            for node in unit:
                linked = self.edges.get(node, {})
                sums[place] += sum(round(max(-1.0, linked[other]) * 1e6) for other in linked.keys() & members)
        return min(sizes, key=lambda place: (-sums[place] / sizes[place], -sizes[place], place))
