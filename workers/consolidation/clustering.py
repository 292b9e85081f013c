"""Constrained average-link agglomeration.

Clusters join best pair first while the mean score between their members reaches a threshold; a pair that cannot be one event (`-inf`) keeps the
clusters apart for good. A pair that was never scored counts as 0. Ties go to the pair that stands first, so the order of the nodes decides them:
callers order nodes by content, never by arrival.
"""

from collections.abc import Hashable, Mapping, Sequence
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

N = TypeVar("N", bound=Hashable)

CANNOT = float("-inf")


def agglomerate(nodes: Sequence[N], edges: Mapping[N, Mapping[N, float]], threshold: float) -> list[list[N]]:
    """Return the clusters, each in the order of `nodes`, ordered by their first node."""
    if len(nodes) == 1:
        return [list(nodes)]
    sums = _scores(nodes, edges)
    sizes = np.ones(len(nodes))
    members = [[position] for position in range(len(nodes))]
    _join_while(sums, sizes, members, threshold)
    return [[nodes[position] for position in sorted(group)] for group in members if group]


def _scores(nodes: Sequence[N], edges: Mapping[N, Mapping[N, float]]) -> NDArray[np.float64]:
    places = {node: position for position, node in enumerate(nodes)}
    sums = np.zeros((len(nodes), len(nodes)))
    for node, position in places.items():
        for other, score in edges.get(node, {}).items():
            if (column := places.get(other)) is not None:
                sums[position, column] = score
    np.fill_diagonal(sums, CANNOT)
    return sums


def _join_while(
    sums: NDArray[np.float64], sizes: NDArray[np.float64], members: list[list[int]], threshold: float
) -> None:
    """Keep for each row its best mean; joining two changes only their rows and the rows that pointed at them."""
    means = sums.copy()
    best = means.argmax(axis=1)
    top = means[np.arange(len(best)), best]
    while True:
        first = int(top.argmax())
        if not top[first] >= threshold:
            return
        second = int(best[first])
        first, second = min(first, second), max(first, second)
        members[first] += members[second]
        members[second] = []
        sums[first] += sums[second]
        sums[:, first] = sums[first]
        sizes[first] += sizes[second]
        sums[second, :] = CANNOT
        sums[:, second] = CANNOT
        sums[first, first] = CANNOT
        means[first] = sums[first] / (sizes[first] * sizes)
        means[:, first] = means[first]
        means[second, :] = CANNOT
        means[:, second] = CANNOT
        stale = np.flatnonzero((best == first) | (best == second))
        best[stale] = means[stale].argmax(axis=1)
        better = np.flatnonzero(means[first] > top)
        best[better] = first
        best[first] = int(means[first].argmax())
        top[stale] = means[stale, best[stale]]
        top[better] = means[first][better]
        top[first] = means[first, best[first]]
        top[second] = CANNOT
