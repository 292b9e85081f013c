"""Constrained agglomeration by average link, measured against how close the clusters are in themselves.

Two clusters join, best pair first, while

    mean score between them * norm / sqrt(cohesion of the one * cohesion of the other)

reaches a threshold, where a cluster's cohesion is the mean score of its own pairs, drawn towards its norm as if `weight` more pairs had it. Articles on
one of two similar affairs are closer to each other than to those on the other, so two tight clusters ask for more than two loose ones. With weight
infinite it is plain average link. A pair that cannot be one event (`-inf`) keeps the clusters apart for good; a pair that was never scored counts
as 0. Ties go to the pair that stands first, so the order of the nodes decides them: callers order nodes by content, never by arrival.
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from math import sqrt
from typing import TypeVar

from workers.consolidation.graph.matrices import Matrices
from workers.consolidation.graph.matrix import Groups

N = TypeVar("N", bound=Hashable)

CANNOT = float("-inf")
LOOSE_FLOOR = 0.2
MARGIN = 1e-9
"""Takes up rounding in a mean."""
LEAST = 1_500
DENSE = 20
"""Scores in a piece, each counted from both ends, and per node, from which a matrix is faster."""


@dataclass(frozen=True, slots=True)
class Linkage:
    """When clusters join: the threshold, and for how many pairs the norm speaks in a cluster's cohesion."""

    threshold: float
    weight: float = float("inf")

    def tightness(self, size: int, inner: float, norm: float) -> float:
        """Return the root of a cluster's cohesion over its norm, out of the sum of its inner scores."""
        if self.weight == float("inf"):
            return 1.0
        pairs, weight = size * (size - 1) / 2, self.weight
        return sqrt((inner + weight * norm) / ((pairs + weight) * norm))

    @property
    def floor(self) -> float:
        """Scores up to this join nothing by themselves: a mean reaches the threshold only where one score does, unless cohesion helps."""
        return LOOSE_FLOOR if self.weight < float("inf") else self.threshold - MARGIN


def agglomerate(
    nodes: Sequence[N],
    edges: Mapping[N, Mapping[N, float]],
    linkage: Linkage,
    norms: Sequence[float] | None = None,
    matrices: Matrices[N] | None = None,
) -> list[list[N]]:
    """Return the clusters, each in the order of `nodes`, ordered by their first node.

    `norms` gives for each node the mean score that it is expected to have with its like; a cluster's norm is the mean of them. None means 1 each.
    `matrices` remembers the scores of large pieces.
    """
    if len(nodes) == 1:
        return [list(nodes)]
    if len(nodes) == 2:  # noqa: PLR2004 - most pieces
        first, second = nodes
        together = edges.get(first, {}).get(second, CANNOT) >= linkage.threshold
        return [[first, second]] if together else [[first], [second]]
    own = [1.0] * len(nodes) if norms is None else list(norms)
    groups: _Groups | Groups
    if linkage.threshold > 0.0 and _is_dense(nodes, edges):
        scores = (matrices if matrices is not None else Matrices[N]()).of(nodes, edges)
        groups = Groups(scores, linkage.threshold, own, linkage.tightness)
    else:
        within = _scores(nodes, edges)
        if _are_all_close(within, linkage, own):
            return [list(nodes)]
        groups = _Groups(within, linkage, own)
    groups.join_all()
    return [[nodes[position] for position in sorted(group)] for group in groups.members if group]


def _is_dense(nodes: Sequence[N], edges: Mapping[N, Mapping[N, float]]) -> bool:
    return sum([len(edges.get(node, ())) for node in nodes]) >= max(LEAST, DENSE * len(nodes))


def _scores(nodes: Sequence[N], edges: Mapping[N, Mapping[N, float]]) -> list[dict[int, float]]:
    """The scores within the piece, by position: for each node those that it has with others."""
    place = {node: position for position, node in enumerate(nodes)}.get
    return [{p: s for other, s in edges.get(node, {}).items() if (p := place(other)) is not None} for node in nodes]


def _are_all_close(scores: Sequence[Mapping[int, float]], linkage: Linkage, norms: Sequence[float]) -> bool:
    """Whether all join, whichever first: no mean is lower than the lowest score, and no cohesion higher than the highest, or the norm where that is more."""
    others = len(scores) - 1
    if any(len(row) < others for row in scores):
        return False
    lowest = min([min(row.values()) for row in scores])
    if lowest < linkage.threshold + MARGIN:
        return False
    if linkage.weight == float("inf"):
        return True
    highest = max([max(row.values()) for row in scores])
    return lowest >= linkage.threshold * max(1.0, highest / min(norms)) + MARGIN


class _Groups:
    """Clusters in the making, each under the position of its first node: sums of scores between them, and a heap with the best link of each.

    An entry of the heap may be out of date, never too low: of the two clusters of a link that has changed, the one that grew has a new entry.
    """

    def __init__(self, sums: list[dict[int, float]], linkage: Linkage, norms: list[float]) -> None:
        self.linkage = linkage
        self.members = [[position] for position in range(len(sums))]
        self.sums = sums
        self.norms = norms
        self.inner = [0.0] * len(sums)
        self.scale = [1.0] * len(sums)
        """Size times the root of the cohesion over the norm: what a sum is divided by."""
        self.heap: list[tuple[float, int, int, int, int]] = []
        for position in range(len(sums)):
            self._push(position)

    def join_all(self) -> None:
        """Join the two best clusters while any are close enough."""
        while self.heap:
            cost, first, second, group, size = heappop(self.heap)
            if size != len(self.members[group]):
                continue
            if second in self.sums[first] and -cost == self._link(first, second):
                self._merge(first, second)
            else:
                self._push(group)

    def _link(self, first: int, second: int) -> float:
        return self.sums[first][second] / (self.scale[first] * self.scale[second])

    def _merge(self, first: int, second: int) -> None:
        sums = self.sums
        one, two = len(self.members[first]), len(self.members[second])
        self.inner[first] += self.inner[second] + sums[first].pop(second)
        self.norms[first] = (self.norms[first] * one + self.norms[second] * two) / (one + two)
        self.members[first] += self.members[second]
        self.members[second] = []
        del sums[second][first]
        for other, score in sums[second].items():
            del sums[other][second]
            sums[first][other] = sums[other][first] = sums[first].get(other, 0.0) + score
        sums[second] = {}
        self.scale[first] = (one + two) * self.linkage.tightness(one + two, self.inner[first], self.norms[first])
        self._push(first)

    def _push(self, group: int) -> None:
        """Enter the best link of a cluster, if any is close enough; the pair that stands first wins a tie."""
        best, top = -1, self.linkage.threshold
        own, scale = self.scale[group], self.scale
        for other, score in self.sums[group].items():
            link = score / (own * scale[other])
            if link > top or (link == top and (other < best or best < 0)):
                best, top = other, link
        if best >= 0:
            heappush(self.heap, (-top, min(group, best), max(group, best), group, len(self.members[group])))
