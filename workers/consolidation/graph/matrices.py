"""The scores within large pieces as matrices, kept from one change to the next: a piece that grew by a node takes over all rows but one."""

from collections import Counter, OrderedDict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

import numpy as np

from workers.consolidation.graph.matrix import NEVER, Floats

N = TypeVar("N", bound=Hashable)

MOST_ENTRIES = 8_000_000
"""Numbers kept in all: 64 MB."""


@dataclass(frozen=True, slots=True, eq=False)
class Kept(Generic[N]):
    """The matrix of some nodes, in their order; places by node."""

    places: dict[N, int]
    scores: Floats


@dataclass(slots=True)
class Matrices(Generic[N]):
    """Matrices of the pieces clustered last.

    Attributes:
        kept: By identity, the one used longest ago first.
        of_node: Node -> the one that it is in.
    """

    kept: OrderedDict[int, Kept[N]] = field(default_factory=OrderedDict)
    of_node: dict[N, Kept[N]] = field(default_factory=dict)
    entries: int = 0

    def of(self, nodes: Sequence[N], edges: Mapping[N, Mapping[N, float]]) -> Floats:
        """Return the scores of the nodes in their order, symmetric, 0 where two have none, `-inf` of a node with itself; the caller may write over them."""
        places = {node: place for place, node in enumerate(nodes)}
        before = self._nearest(nodes)
        if before is not None and before.places == places:
            self.kept.move_to_end(id(before))
            return before.scores.copy()
        scores = np.zeros((len(nodes), len(nodes)))
        fresh = nodes
        if before is not None:
            fresh = [node for node in nodes if node not in before.places]
            old = [node for node in nodes if node in before.places]
            here, there = [places[node] for node in old], [before.places[node] for node in old]
            scores[np.ix_(here, here)] = before.scores[np.ix_(there, there)]
        for node in fresh:
            row = {places[other]: score for other, score in edges.get(node, {}).items() if other in places}
            at = np.fromiter(row, np.intp, len(row))
            scores[places[node], at] = scores[at, places[node]] = np.fromiter(row.values(), np.float64, len(row))
        np.fill_diagonal(scores, NEVER)
        self._keep(Kept(places, scores))
        return scores.copy()

    def changed(self, node: N) -> None:
        """Forget what holds a node that is gone, or whose scores with nodes known before are others now."""
        if node in self.of_node:
            self._forget(self.of_node[node])

    def _nearest(self, nodes: Sequence[N]) -> Kept[N] | None:
        """The matrix that holds most of the nodes."""
        found = Counter(id(self.of_node[node]) for node in nodes if node in self.of_node)
        return self.kept[found.most_common(1)[0][0]] if found else None

    def _keep(self, matrix: Kept[N]) -> None:
        for node in matrix.places:
            self.changed(node)
        self.kept[id(matrix)] = matrix
        self.of_node.update(dict.fromkeys(matrix.places, matrix))
        self.entries += matrix.scores.size
        while self.entries > MOST_ENTRIES and len(self.kept) > 1:
            self._forget(next(iter(self.kept.values())))

    def _forget(self, matrix: Kept[N]) -> None:
        del self.kept[id(matrix)]
        self.entries -= matrix.scores.size
        for node in matrix.places:
            if self.of_node.get(node) is matrix:
                del self.of_node[node]
