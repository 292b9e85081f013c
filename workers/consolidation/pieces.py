"""Cutting a graph into pieces that can be clustered at bounded cost.

A piece is a connected component; where that has more than `limit` nodes, the floor for an edge is raised step by step until the pieces fit, and
where even the strongest edges join too many (one text reprinted ten thousand times), edges count only within blocks of a fixed digest of the node.
Which piece a node is in depends on the graph alone, never on its history, and is found by looking at no more than `limit` nodes and their edges a
step.
"""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
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


def piece_of(
    node: N,
    edges: Mapping[N, Mapping[N, float]],
    floors: Sequence[float],
    limit: int,
    digest: Callable[[N], str],
    *,
    least: float = -inf,
) -> Piece[N]:
    """Return the piece that the node is in. `edges` is symmetric; scores at or below the first floor do not connect.

    `least` is a floor below which the node is known to have too many around it.
    """
    for floor in (step for step in floors if step >= least):
        found = _reach(node, edges, limit, floor)
        if found is not None:
            return Piece(found, floor)
    for digits in range(1, DIGITS + 1):
        block = digest(node)[:digits]
        found = _reach(node, edges, limit, floors[-1], lambda other, block=block: digest(other).startswith(block))  # type: ignore[misc]
        if found is not None:
            return Piece(found, floors[-1])
    return Piece(frozenset((node,)), floors[-1])


def _reach(
    node: N,
    edges: Mapping[N, Mapping[N, float]],
    limit: int,
    floor: float,
    belongs: Callable[[N], bool] | None = None,
) -> frozenset[N] | None:
    """The nodes that edges above the floor lead to; None where they are too many."""
    seen, open_nodes = {node}, [node]
    while open_nodes:
        for other, score in edges.get(open_nodes.pop(), {}).items():
            if score > floor and other not in seen and (belongs is None or belongs(other)):
                seen.add(other)
                open_nodes.append(other)
        if len(seen) > limit:
            return None
    return frozenset(seen)
