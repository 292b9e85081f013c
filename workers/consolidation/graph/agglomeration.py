"""Constrained agglomerative clustering by average link.

Two clusters join while the mean score between them reaches a threshold; the pair of clusters with
the largest surplus joins first. The threshold falls with the number of pairs: that ten articles are
somewhat like five is more evidence than that one article is like another. Two nodes of one owner
(two events of one article) never join. A pair that facts exclude has a negative score (`EXCLUDED`):
two such nodes never join, and two clusters join only if most of their pairs support it, for example
if one report of many has a wrong date. A pair without a score counts as 0. On a tie the first pair
wins, so the result depends on the order of the nodes: callers order nodes by content, never by
arrival.
"""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from math import sqrt
from typing import TypeVar

N = TypeVar("N", bound=Hashable)

EXCLUDED = -0.5
"""Score of a pair that facts exclude."""
MARGIN = 1e-9
"""Tolerance for rounding in a mean."""


@dataclass(frozen=True, slots=True)
class Linkage:
    """When clusters join.

    Attributes:
        threshold: Mean score at which two single nodes join.
        ease: How much the threshold falls, at most, as the number of pairs grows.
    """

    threshold: float
    ease: float = 0.0

    @property
    def floor(self) -> float:
        """The score up to which a pair joins nothing: no mean exceeds its greatest score."""
        return self.threshold - self.ease - MARGIN

    def surplus(self, total: float, pairs: int) -> float:
        """Return how far the mean of so many pairs is above the threshold; negative if below."""
        return total / pairs - self.threshold + self.ease * (1.0 - 1.0 / sqrt(pairs))


def agglomerate(
    nodes: Sequence[N],
    edges: Mapping[N, Mapping[N, float]],
    linkage: Linkage,
    owner: Callable[[N], Hashable],
    leads: Callable[[N], bool],
) -> list[tuple[N, ...]]:
    """Return the clusters, each in the order of `nodes`, ordered by their first node.

    Leading nodes (main events) join each other first. Then the other nodes join them and each
    other; in this step two clusters with leading nodes never join.
    """
    position = {node: index for index, node in enumerate(nodes)}
    scores = [edges.get(node, {}).items() for node in nodes]
    sums = [{position[o]: score for o, score in row if o in position} for row in scores]
    owners: list[set[Hashable]] = [{owner(node)} for node in nodes]
    groups = _Groups(linkage, sums, owners, [leads(node) for node in nodes])
    groups.join_all(leading=True)
    groups.join_all(leading=False)
    members = [sorted(members) for members in groups.members if members]
    return [tuple([nodes[index] for index in indices]) for indices in members]


class _Groups:
    """Clusters while they grow, each under the position of its first node.

    `sums` holds the sum of the scores between each two clusters and is modified in place.
    """

    def __init__(
        self,
        linkage: Linkage,
        sums: list[dict[int, float]],
        owners: list[set[Hashable]],
        leading: list[bool],
    ) -> None:
        self.linkage, self.sums, self.owners, self.leading = linkage, sums, owners, leading
        self.members = [[index] for index in range(len(sums))]
        self.heap: list[tuple[float, int, int, int, int]] = []

    def join_all(self, *, leading: bool) -> None:
        """Join the best two clusters until none are close enough.

        With `leading`, only clusters that both lead join; without, only pairs in which at most one
        leads. An entry of the heap has the sizes of its two clusters, and is obsolete if one of
        them has grown since.
        """
        for first, row in enumerate(self.sums):
            for second in row:
                if first < second:
                    self._push(first, second, leading=leading)
        while self.heap:
            _, first, second, *sizes = heappop(self.heap)
            grown = [len(self.members[first]), len(self.members[second])] != sizes
            if not grown and self.owners[first].isdisjoint(self.owners[second]):
                self._merge(first, second)
                for other in self.sums[first]:
                    self._push(min(first, other), max(first, other), leading=leading)

    def _push(self, first: int, second: int, *, leading: bool) -> None:
        if (self.leading[first] and self.leading[second]) == leading:
            sizes = len(self.members[first]), len(self.members[second])
            surplus = self.linkage.surplus(self.sums[first][second], sizes[0] * sizes[1])
            if surplus >= -MARGIN:
                heappush(self.heap, (-surplus, first, second, *sizes))

    def _merge(self, first: int, second: int) -> None:
        """Merge the second cluster into the first."""
        sums = self.sums
        self.owners[first] |= self.owners[second]
        self.leading[first] |= self.leading[second]
        self.members[first] += self.members[second]
        self.members[second] = []
        del sums[first][second], sums[second][first]
        for other, score in sums[second].items():
            del sums[other][second]
            sums[first][other] = sums[other][first] = sums[first].get(other, 0.0) + score
        sums[second] = {}
