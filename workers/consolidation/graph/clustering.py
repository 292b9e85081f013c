"""Constrained agglomeration by average link.

Two clusters join, the pair with the most to spare first, while the mean score between them reaches a threshold, which falls as pairs add up: that ten articles
are somewhat like five is more evidence than that one is like another. Two nodes of one owner (two events of one article) never join. A pair that facts
exclude counts against (`EXCLUDED`): two such nodes never join, and two clusters do only where most of their pairs speak for it, as where one report of
many has its date wrong. A pair that was never scored counts as 0. Ties go to the pair that stands first, so the order of the nodes decides them: callers
order nodes by content, never by arrival.
"""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
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
    nodes: Sequence[N], edges: Mapping[N, Mapping[N, float]], linkage: Linkage, owner: Callable[[N], Hashable]
) -> list[list[N]]:
    """Return the clusters, each in the order of `nodes`, ordered by their first node."""
    place = {node: position for position, node in enumerate(nodes)}
    sums = [{place[o]: score for o, score in edges.get(node, {}).items() if o in place} for node in nodes]
    members = _joined(sums, linkage, [{owner(node)} for node in nodes])
    return [[nodes[position] for position in sorted(group)] for group in members if group]


def _joined(sums: list[dict[int, float]], linkage: Linkage, owners: list[set[Hashable]]) -> list[list[int]]:
    """Join by position; `sums` holds the sum of the scores between each two clusters and is written over.

    An entry of the heap holds the sizes that its two clusters had, and is out of date where one has grown since.
    """
    members = [[position] for position in range(len(sums))]
    heap = [
        (-spare, one, two, 1, 1)
        for one, row in enumerate(sums)
        for two, score in row.items()
        if one < two and (spare := linkage.to_spare(score, 1)) >= 0.0
    ]
    heapify(heap)
    while heap:
        _, one, two, size, other_size = heappop(heap)
        if (len(members[one]), len(members[two])) == (size, other_size) and owners[one].isdisjoint(owners[two]):
            owners[one] |= owners[two]
            _merge(sums, members, one, two)
            for other, score in sums[one].items():
                spare = linkage.to_spare(score, len(members[one]) * len(members[other]))
                if spare >= -MARGIN:
                    first, second = min(one, other), max(one, other)
                    heappush(heap, (-spare, first, second, len(members[first]), len(members[second])))
    return members


def _merge(sums: list[dict[int, float]], members: list[list[int]], one: int, two: int) -> None:
    """Put the second cluster into the first."""
    members[one] += members[two]
    members[two] = []
    del sums[one][two], sums[two][one]
    for other, score in sums[two].items():
        del sums[other][two]
        sums[one][other] = sums[other][one] = sums[one].get(other, 0.0) + score
    sums[two] = {}
