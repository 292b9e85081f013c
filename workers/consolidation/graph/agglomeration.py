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

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import numpy.typing as npt

N = TypeVar("N", bound=Hashable)
Floats = npt.NDArray[np.float64]

EXCLUDED = -0.5
"""Score of a pair that facts exclude."""
NEVER = -np.inf
"""Sum of the scores of two clusters that must not join. Any sum that it goes into is the same, so
what bars one part of a cluster bars the whole."""
MARGIN = 1e-9
"""Tolerance for rounding in a mean."""


@dataclass(frozen=True, slots=True)
class Linkage:
    """When clusters join.

    Attributes:
        threshold: Mean score at which two single nodes join.
        ease: How much the threshold falls, at most, as the number of pairs grows; less than the
            threshold, so that a pair without a score joins nothing.
    """

    threshold: float
    ease: float = 0.0

    @property
    def floor(self) -> float:
        """The score up to which a pair joins nothing: no mean exceeds its greatest score."""
        return self.threshold - self.ease - MARGIN

    def surplus(self, totals: Floats, pairs: Floats) -> Floats:
        """Return how far means of so many pairs are above the threshold; negative if below."""
        return totals / pairs - self.threshold + self.ease * (1.0 - 1.0 / np.sqrt(pairs))


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
    leading = np.array([leads(node) for node in nodes], dtype=bool)
    owners = _numbered(map(owner, nodes))
    sums = _sums(nodes, edges)
    sums[owners == owners[:, None]] = NEVER
    groups = _Groups(linkage, sums)
    groups.join_all(np.where(leading, 0.0, NEVER))
    sums[leading & leading[:, None]] = NEVER
    groups.join_all(np.zeros(len(nodes)))
    return [tuple([nodes[at] for at in sorted(members)]) for members in groups.members if members]


def _sums(nodes: Sequence[N], edges: Mapping[N, Mapping[N, float]]) -> Floats:
    """Return the score of each two nodes, of shape (nodes, nodes)."""
    position = {node: at for at, node in enumerate(nodes)}
    sums = np.zeros((len(nodes), len(nodes)))
    for node, at in position.items():
        near = [(position[o], score) for o, score in edges.get(node, {}).items() if o in position]
        if near:
            others, scores = zip(*near, strict=True)
            sums[at, list(others)] = scores
    return sums


def _numbered(values: Iterable[Hashable]) -> npt.NDArray[np.int64]:
    """Return a number for each value, the same for equal ones."""
    numbers: dict[Hashable, int] = {}
    return np.array([numbers.setdefault(value, len(numbers)) for value in values])


class _Groups:
    """Clusters while they grow, each under the position of its first node.

    `sums` holds the sum of the scores between each two clusters and is modified in place. A cluster
    that has joined another has no members, and never joins again.
    """

    def __init__(self, linkage: Linkage, sums: Floats) -> None:
        self.linkage, self.sums = linkage, sums
        self.members = [[at] for at in range(len(sums))]
        self.sizes = np.ones(len(sums))

    def join_all(self, among: Floats) -> None:
        """Join the best two clusters until none are close enough.

        Only clusters for which `among` has 0 join; for the others it has `NEVER`.
        """
        pairs = np.multiply.outer(self.sizes, self.sizes)
        surplus = self.linkage.surplus(self.sums, pairs) + among + among[:, None]
        for _ in range(1, len(surplus)):
            first, second = divmod(int(surplus.argmax()), len(surplus))
            if surplus[first, second] < -MARGIN:
                return
            self._merge(first, second)
            pairs = self.sizes * self.sizes[first]
            row = self.linkage.surplus(self.sums[first], pairs) + among
            surplus[first] = surplus[:, first] = row
            surplus[second] = surplus[:, second] = NEVER

    def _merge(self, first: int, second: int) -> None:
        """Merge the second cluster into the first."""
        sums = self.sums
        self.members[first] += self.members[second]
        self.members[second] = []
        self.sizes[first] += self.sizes[second]
        sums[first] += sums[second]
        sums[:, first] = sums[first]
        sums[second] = sums[:, second] = NEVER
