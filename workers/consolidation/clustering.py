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
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

N = TypeVar("N", bound=Hashable)
Floats = NDArray[np.float64]

CANNOT = float("-inf")
LOOSE_FLOOR = 0.2
MARGIN = 1e-9
"""Takes up rounding in a mean."""


@dataclass(frozen=True, slots=True)
class Linkage:
    """When clusters join: the threshold, and for how many pairs the norm speaks in a cluster's cohesion."""

    threshold: float
    weight: float = float("inf")

    @property
    def floor(self) -> float:
        """Scores up to this join nothing by themselves: a mean reaches the threshold only where one score does, unless cohesion helps."""
        return LOOSE_FLOOR if self.weight < float("inf") else self.threshold - MARGIN


def agglomerate(
    nodes: Sequence[N], edges: Mapping[N, Mapping[N, float]], linkage: Linkage, norms: Sequence[float] | None = None
) -> list[list[N]]:
    """Return the clusters, each in the order of `nodes`, ordered by their first node.

    `norms` gives for each node the mean score that it is expected to have with its like; a cluster's norm is the mean of them. None means 1 each.
    """
    if len(nodes) == 1:
        return [list(nodes)]
    groups = _Groups(_scores(nodes, edges), linkage, np.ones(len(nodes)) if norms is None else np.array(norms))
    while groups.join_best():
        pass
    return [[nodes[position] for position in sorted(group)] for group in groups.members if group]


def _scores(nodes: Sequence[N], edges: Mapping[N, Mapping[N, float]]) -> Floats:
    places = {node: position for position, node in enumerate(nodes)}
    sums = np.zeros((len(nodes), len(nodes)))
    for node, position in places.items():
        for other, score in edges.get(node, {}).items():
            column = places.get(other)
            if column is not None:
                sums[position, column] = score
    np.fill_diagonal(sums, CANNOT)
    return sums


class _Groups:
    """Clusters in the making: sums of scores between them, and for each its best partner."""

    def __init__(self, sums: Floats, linkage: Linkage, norms: Floats) -> None:
        count = len(sums)
        self.linkage = linkage
        self.members = [[position] for position in range(count)]
        self.sums = sums
        self.sizes = np.ones(count)
        self.norms = norms
        self.inner = np.zeros(count)
        self.scale = np.ones(count)
        """Size times the root of the cohesion over the norm: what a sum is divided by."""
        self.links = sums.copy()
        self.best = self.links.argmax(axis=1)
        self.top = self.links[np.arange(count), self.best]

    def join_best(self) -> bool:
        """Join the two best clusters; say whether any were close enough."""
        row = int(self.top.argmax())
        if not self.top[row] >= self.linkage.threshold:
            return False
        first, second = sorted((row, int(self.best[row])))
        self._merge(first, second)
        self._refresh(first, second)
        return True

    def _merge(self, first: int, second: int) -> None:
        self.members[first] += self.members[second]
        self.members[second] = []
        self.inner[first] += self.inner[second] + self.sums[first, second]
        both = self.sizes[first] + self.sizes[second]
        self.norms[first] = (self.norms[first] * self.sizes[first] + self.norms[second] * self.sizes[second]) / both
        self.sizes[first] = both
        self.sums[first] += self.sums[second]
        self.sums[:, first] = self.sums[first]
        self.sums[second, :] = self.sums[:, second] = CANNOT
        self.sums[first, first] = CANNOT
        self.scale[first] = self.sizes[first] * self._tightness(first)

    def _tightness(self, group: int) -> float:
        if self.linkage.weight == float("inf"):
            return 1.0
        pairs = self.sizes[group] * (self.sizes[group] - 1) / 2
        norm, weight = self.norms[group], self.linkage.weight
        return float(np.sqrt((self.inner[group] + weight * norm) / ((pairs + weight) * norm)))

    def _refresh(self, first: int, second: int) -> None:
        """Only the two rows changed, and the rows that pointed at them."""
        row = self.sums[first] / (self.scale[first] * self.scale)
        self.links[first] = self.links[:, first] = row
        self.links[second, :] = self.links[:, second] = CANNOT
        stale = np.flatnonzero((self.best == first) | (self.best == second))
        self.best[stale] = self.links[stale].argmax(axis=1)
        self.top[stale] = self.links[stale, self.best[stale]]
        better = np.flatnonzero(row > self.top)
        self.best[better], self.top[better] = first, row[better]
        self.top[second] = CANNOT
