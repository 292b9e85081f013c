"""Agglomeration of a large piece on a matrix: the clusters of `clustering.py`, to the last bit of every sum, at a fraction of the time.

Sums are added up in the same order and divided by the same products, so that every link is the same number, and of equal links the pair that stands
first is joined first.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
NEVER = float("-inf")


class Groups:
    """Clusters in the making, each under the position of its first node, with the best link of each and whom it leads to.

    Args:
        sums: Scores of the nodes, symmetric, 0 where two have none, `-inf` of a node with itself; written over.
        threshold: Link from which two clusters join; above 0.
        norms: Norm of each node; written over.
        tightness: Cohesion factor of a cluster, out of its size, the sum of its inner scores and its norm.
    """

    def __init__(
        self, sums: Floats, threshold: float, norms: list[float], tightness: Callable[[int, float, float], float]
    ) -> None:
        size = len(sums)
        self.members = [[position] for position in range(size)]
        self.sums, self.threshold, self.norms, self.tightness = sums, threshold, norms, tightness
        self.inner = [0.0] * size
        self.scale = np.ones(size)
        self.partner: NDArray[Any] = sums.argmax(axis=1)
        self.best: Floats = sums[np.arange(size), self.partner]

    def join_all(self) -> None:
        """Join the two best clusters while any are close enough."""
        while True:
            first = int(self.best.argmax())
            if self.best[first] < self.threshold:
                return
            self._merge(first, int(self.partner[first]))

    def _merge(self, first: int, second: int) -> None:
        sums = self.sums
        one, two = len(self.members[first]), len(self.members[second])
        self.inner[first] += self.inner[second] + float(sums[first, second])
        self.norms[first] = (self.norms[first] * one + self.norms[second] * two) / (one + two)
        self.members[first] += self.members[second]
        self.members[second] = []
        sums[first] += sums[second]
        sums[:, first] = sums[first]
        sums[:, second] = NEVER
        self.best[second] = NEVER
        self.partner[second] = -1
        self.scale[first] = (one + two) * self.tightness(one + two, self.inner[first], self.norms[first])
        self._relink(first, second)

    def _relink(self, first: int, second: int) -> None:
        """Find the best links again that the joining of two clusters has changed."""
        best, partner = self.best, self.partner
        links = self.sums[first] / (self.scale[first] * self.scale)
        met = (partner == first) | (partner == second)
        nearer = (links > best) | ((links == best) & ((partner > first) | met))
        nearer &= links >= self.threshold
        met &= ~nearer
        partner[nearer] = first
        best[nearer] = links[nearer]
        met[first] = True
        (again,) = met.nonzero()
        rows = self.sums[again] / (self.scale[again, None] * self.scale)
        partner[again] = rows.argmax(axis=1)
        best[again] = rows[np.arange(len(again)), partner[again]]
