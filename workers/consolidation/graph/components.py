"""Bounded components: parts of a graph that can be clustered at bounded cost.

A bounded component is a connected component of the graph. If that has more than `limit` nodes, the
floor for an edge rises step by step until the parts fit. If even the strongest edges join too many
nodes (one text reprinted ten thousand times), an edge counts only within a block of nodes whose
digests begin alike. The component of a node depends on the graph alone, never on its history. Each
step looks at no more than `limit` nodes and their edges.
"""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

N = TypeVar("N", bound=Hashable)

FLOORS = (*(step / 1000 for step in range(200, 951, 25)), 0.97)
"""Steps of the floor for an edge: small, so that a component slightly above the limit loses only
its weakest edges."""
DIGITS = 8
"""Most hexadecimal digits of the digest that define a block; none of 16**8 blocks has many
different nodes."""


def floors_from(lowest: float) -> tuple[float, ...]:
    """Return the lowest floor and the steps above it."""
    return lowest, *(step for step in FLOORS if step > lowest)


@dataclass(frozen=True, slots=True)
class Search(Generic[N]):
    """A search for bounded components in a graph that does not change during the search.

    Attributes:
        edges: Symmetric; scores at or below the first floor do not connect.
        floors: In ascending order.
        limit: Most nodes of a component.
        digest: Hexadecimal digest of the content of a node.
        least_fitting: Node -> position of the first floor at which its component is not known to
            exceed the limit. A search from one node sets it for all nodes that the search met.
    """

    edges: Mapping[N, Mapping[N, float]]
    floors: Sequence[float]
    limit: int
    digest: Callable[[N], str]
    least_fitting: dict[N, int] = field(default_factory=dict)

    def component_of(self, node: N) -> set[N]:
        """Return the bounded component of the node: at most as many nodes as the limit."""
        low, high = self.least_fitting.get(node, 0), len(self.floors)
        found: set[N] | None = None
        trial = low  # most components fit as they are
        while low < high:
            nodes = self._reachable(node, self.floors[trial])
            if len(nodes) <= self.limit:
                found, high = nodes, trial
            else:
                low = trial + 1
                for met in nodes:
                    self.least_fitting[met] = max(low, self.least_fitting.get(met, 0))
            trial = (low + high) // 2
        return found if found is not None else self._in_block(node)

    def _in_block(self, node: N) -> set[N]:
        highest = self.floors[-1]
        for digits in range(1, DIGITS + 1):
            nodes = self._reachable(node, highest, self.digest(node)[:digits])
            if len(nodes) <= self.limit:
                return nodes
        return {node}

    def _reachable(self, node: N, floor: float, block: str = "") -> set[N]:
        """Return the nodes that edges above the floor connect with the node, within its block.

        The search stops at more nodes than the limit.
        """
        seen, open_nodes = {node}, [node]
        while open_nodes and len(seen) <= self.limit:
            near = self.edges.get(open_nodes.pop(), {})
            new = [other for other, score in near.items() if score > floor and other not in seen]
            if block:
                new = [other for other in new if self.digest(other).startswith(block)]
            seen.update(new)
            open_nodes += new
        return seen
