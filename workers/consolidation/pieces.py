"""Cutting a graph into pieces that can be clustered at bounded cost.

A piece is a connected component; where that has more than `limit` nodes, the floor for an edge is raised step by step until the pieces fit, and
where even the strongest edges join too many (one text reprinted ten thousand times), edges count only within blocks of a fixed digest of the node.
Which piece a node is in depends on the graph alone, never on its history, and is found by looking at no more than `limit` nodes a step.
"""

from collections.abc import Callable, Hashable, Mapping
from typing import TypeVar

N = TypeVar("N", bound=Hashable)

FLOORS = (0.0, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.99)
"""Steps of the score that an edge needs."""
DIGITS = 8
"""Most hexadecimal digits of the digest that divide blocks; 16**8 blocks leave none with two different nodes in practice."""


def piece_of(node: N, edges: Mapping[N, Mapping[N, float]], limit: int, digest: Callable[[N], str]) -> frozenset[N]:
    """Return the piece that the node is in. `edges` is symmetric; scores at or below 0 do not connect."""
    for floor in FLOORS:
        found = _reach(node, edges, limit, lambda _, score, floor=floor: score > floor)  # type: ignore[misc]
        if found is not None:
            return found
    for digits in range(1, DIGITS + 1):
        block = digest(node)[:digits]
        found = _reach(
            node,
            edges,
            limit,
            lambda other, score, block=block: score > FLOORS[-1] and digest(other).startswith(block),  # type: ignore[misc]
        )
        if found is not None:
            return found
    return frozenset((node,))


def _reach(
    node: N, edges: Mapping[N, Mapping[N, float]], limit: int, connects: Callable[[N, float], bool]
) -> frozenset[N] | None:
    seen, open_nodes = {node}, [node]
    while open_nodes:
        for other, score in edges.get(open_nodes.pop(), {}).items():
            if other not in seen and connects(other, score):
                seen.add(other)
                open_nodes.append(other)
                if len(seen) > limit:
                    return None
    return frozenset(seen)
