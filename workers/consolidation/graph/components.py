"""Cutting a graph into pieces that can be clustered at bounded cost.

A piece is a connected component; where that has more than `limit` nodes, the floor for an edge is raised step by step until the pieces fit, and
where even the strongest edges join too many (one text reprinted ten thousand times), edges count only within blocks of a fixed digest of the node.
Which piece a node is in depends on the graph alone, never on its history, and is found by looking at no more than `limit` nodes and their edges a
step.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import inf
from typing import Generic, TypeVar

N = TypeVar("N", bound=Hashable)

FLOORS = (*(step / 1000 for step in range(200, 951, 25)), 0.97)
"""Steps of the score that an edge needs: small ones, so that a component which is a little too large loses its weakest joints alone."""
DIGITS = 8
"""Most hexadecimal digits of the digest that divide blocks; 16**8 blocks leave none with many different nodes."""


@dataclass(frozen=True, slots=True)
class Piece(Generic[N]):
    """Nodes that are clustered as one, and the floor that the edges which hold them together pass."""

    nodes: frozenset[N]
    floor: float


def floors_from(lowest: float) -> tuple[float, ...]:
    """Return the lowest floor and the steps above it."""
    return lowest, *(step for step in FLOORS if step > lowest)


@dataclass(frozen=True, slots=True)
class Search(Generic[N]):
    """Looks for pieces in a graph that stays as it is meanwhile.

    Attributes:
        edges: Symmetric; scores at or below the first floor do not connect.
        floors: From the lowest.
        digest: Hexadecimal digest of a node's content.
        least: Floors below which nodes are known to have too many around them: what one search finds out holds for all that it saw.
    """

    edges: Mapping[N, Mapping[N, float]]
    floors: Sequence[float]
    limit: int
    digest: Callable[[N], str]
    least: dict[N, float] = field(default_factory=dict)

    def piece_of(self, node: N, least: float = -inf) -> Piece[N]:
        """Return the piece that the node is in; it is known to have too many around it below `least`."""
        least = max(least, self.least.get(node, -inf))
        for place, floor in enumerate(self.floors):
            if floor >= least:
                found = self._reach(node, floor)
                if len(found) <= self.limit:
                    return Piece(frozenset(found), floor)
                self._note(found, self.floors[min(place + 1, len(self.floors) - 1)])
        return self._in_block(node)

    def _in_block(self, node: N) -> Piece[N]:
        for digits in range(1, DIGITS + 1):
            block = self.digest(node)[:digits]
            found = self._reach(node, self.floors[-1], lambda other, block=block: self.digest(other).startswith(block))  # type: ignore[misc]
            if len(found) <= self.limit:
                return Piece(frozenset(found), self.floors[-1])
        return Piece(frozenset((node,)), self.floors[-1])

    def _note(self, nodes: Iterable[N], least: float) -> None:
        for node in nodes:
            if self.least.get(node, -inf) < least:
                self.least[node] = least

    def _reach(self, node: N, floor: float, belongs: Callable[[N], bool] | None = None) -> set[N]:
        """The nodes that edges above the floor lead to; where they are more than the limit, only some more than that."""
        seen, open_nodes = {node}, [node]
        while open_nodes and len(seen) <= self.limit:
            near = self.edges.get(open_nodes.pop(), {})
            fresh = [other for other, score in near.items() if score > floor and other not in seen]
            if belongs is not None:
                fresh = [other for other in fresh if belongs(other)]
            seen.update(fresh)
            open_nodes += fresh
        return seen
