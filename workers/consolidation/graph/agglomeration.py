"""Constrained agglomeration by average link.

Two clusters join, the pair with the most to spare first, while the mean score between them reaches a threshold, which falls as pairs add up: that ten articles
are somewhat like five is more evidence than that one is like another. Two nodes of one owner (two events of one article) never join. A pair that facts
exclude counts against (`EXCLUDED`): two such nodes never join, and two clusters do only where most of their pairs speak for it, as where one report of
many has its date wrong. A pair that was never scored counts as 0. Ties go to the pair that stands first, so the order of the nodes decides them: callers
order nodes by content, never by arrival.
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
"""Takes up rounding in a mean."""


@dataclass(frozen=True, slots=True)
class Linkage:
    """When clusters join: the mean score that one pair needs, and by how much less is enough where pairs are many."""

    threshold: float
    ease: float = 0.0

    @property
    def floor(self) -> float:
        """A score up to which a pair joins nothing: a mean reaches what is needed only where one score does."""
        return self.threshold - self.ease - MARGIN

    def to_spare(self, total: float, pairs: int) -> float:
        """Return how far the mean of so many pairs lies above what they need; negative where it lies below."""
        return total / pairs - self.threshold + self.ease * (1.0 - 1.0 / sqrt(pairs))


def agglomerate(
    nodes: Sequence[N],
    edges: Mapping[N, Mapping[N, float]],
    linkage: Linkage,
    owner: Callable[[N], Hashable],
    leads: Callable[[N], bool],
) -> list[list[N]]:
    """Return the clusters, each in the order of `nodes`, ordered by their first node.

    The nodes that lead (main events) join among themselves first; then the others join them and each other, and bring no two clusters of leading ones together.
    """
    place = {node: position for position, node in enumerate(nodes)}
    sums = [{place[o]: score for o, score in edges.get(node, {}).items() if o in place} for node in nodes]
    groups = _Groups(linkage, sums, [{owner(node)} for node in nodes], [leads(node) for node in nodes])
    groups.join_all(leading=True)
    groups.join_all(leading=False)
    return [[nodes[position] for position in sorted(group)] for group in groups.members if group]


class _Groups:
    """Clusters in the making, each under the position of its first node; `sums` holds the sum of the scores between each two and is written over."""

    def __init__(
        self, linkage: Linkage, sums: list[dict[int, float]], owners: list[set[Hashable]], lead: list[bool]
    ) -> None:
        self.linkage, self.sums, self.owners, self.lead = linkage, sums, owners, lead
        self.members = [[position] for position in range(len(sums))]
        self.heap: list[tuple[float, int, int, int, int]] = []

    def join_all(self, *, leading: bool) -> None:
        """Join the two best clusters while any are close enough: those that both lead, or those of which one does not.

        An entry of the heap holds the sizes that its two clusters had, and is out of date where one has grown since.
        """
        for one, row in enumerate(self.sums):
            for two in row:
                if one < two:
                    self._push(one, two, leading=leading)
        while self.heap:
            _, one, two, size, other_size = heappop(self.heap)
            grown = (len(self.members[one]), len(self.members[two])) != (size, other_size)
            if not grown and self.owners[one].isdisjoint(self.owners[two]):
                self._merge(one, two)
                for other in self.sums[one]:
                    self._push(min(one, other), max(one, other), leading=leading)

    def _push(self, one: int, two: int, *, leading: bool) -> None:
        if (self.lead[one] and self.lead[two]) == leading:
            sizes = len(self.members[one]), len(self.members[two])
            spare = self.linkage.to_spare(self.sums[one][two], sizes[0] * sizes[1])
            if spare >= -MARGIN:
                heappush(self.heap, (-spare, one, two, *sizes))

    def _merge(self, one: int, two: int) -> None:
        """Put the second cluster into the first."""
        sums = self.sums
        self.owners[one] |= self.owners[two]
        self.lead[one] |= self.lead[two]
        self.members[one] += self.members[two]
        self.members[two] = []
        del sums[one][two], sums[two][one]
        for other, score in sums[two].items():
            del sums[other][two]
            sums[one][other] = sums[other][one] = sums[one].get(other, 0.0) + score
        sums[two] = {}
