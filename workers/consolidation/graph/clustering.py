"""Constrained agglomeration by average link.

Two clusters join, best pair first, while the mean score between them reaches a threshold. A pair that cannot be one event (`-inf`) keeps the clusters
apart for good, and so does a node of each with one owner (two events of one article); a pair that was never scored counts as 0. Ties go to the pair that stands first, so the order of the nodes decides them: callers order
nodes by content, never by arrival.
"""

from collections.abc import Callable, Hashable, Mapping, Sequence
from heapq import heapify, heappop, heappush
from typing import TypeVar

N = TypeVar("N", bound=Hashable)

CANNOT = float("-inf")
MARGIN = 1e-9
"""Takes up rounding in a mean."""


def agglomerate(
    nodes: Sequence[N], edges: Mapping[N, Mapping[N, float]], threshold: float, owner: Callable[[N], Hashable]
) -> list[list[N]]:
    """Return the clusters, each in the order of `nodes`, ordered by their first node."""
    place = {node: position for position, node in enumerate(nodes)}
    sums = [{place[o]: score for o, score in edges.get(node, {}).items() if o in place} for node in nodes]
    members = _joined(sums, threshold, [{owner(node)} for node in nodes])
    return [[nodes[position] for position in sorted(group)] for group in members if group]


def _joined(sums: list[dict[int, float]], threshold: float, owners: list[set[Hashable]]) -> list[list[int]]:
    """Join by position; `sums` holds the sum of the scores between each two clusters and is written over.

    An entry of the heap holds the sizes that its two clusters had, and is out of date where one has grown since.
    """
    members = [[position] for position in range(len(sums))]
    heap = [(-score, one, two, 1, 1) for one, row in enumerate(sums) for two, score in row.items() if one < two]
    heap = [entry for entry in heap if -entry[0] >= threshold]
    heapify(heap)
    while heap:
        _, one, two, size, other_size = heappop(heap)
        if (len(members[one]), len(members[two])) == (size, other_size) and owners[one].isdisjoint(owners[two]):
            owners[one] |= owners[two]
            _merge(sums, members, one, two)
            for other, score in sums[one].items():
                mean = score / (len(members[one]) * len(members[other]))
                if mean >= threshold - MARGIN:
                    first, second = min(one, other), max(one, other)
                    heappush(heap, (-mean, first, second, len(members[first]), len(members[second])))
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
