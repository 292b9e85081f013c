"""A graph that is clustered anew only where it changed."""

from bisect import bisect_left
from collections.abc import Callable, Hashable, Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from math import inf
from typing import Any, Generic, TypeVar

from workers.consolidation.graph.clustering import Linkage, agglomerate
from workers.consolidation.graph.matrices import Matrices
from workers.consolidation.graph.pieces import Piece, Search, floors_from

N = TypeVar("N", bound=Hashable)


def distinct(nodes: Iterable[N], clusters: Mapping[N, tuple[N, ...]]) -> Iterable[tuple[N, ...]]:
    """The clusters that nodes are in, each once if all its nodes hold one tuple: told apart without hashing them, which takes as long as they are large."""
    return {id(found): found for node in nodes if (found := clusters.get(node)) is not None}.values()


@dataclass(slots=True)
class Layer(Generic[N]):
    """Nodes, scored edges and the clusters they fall into.

    Attributes:
        linkage: When clusters join.
        limit: Most nodes clustered as one.
        order: Sort key of a node: content first, so that ties do not hang on arrival.
        digest: Hexadecimal digest of a node's content.
        norm: Mean score that a node is expected to have with its like (`clustering.py`).
        edges: Symmetric; `-inf` keeps two nodes apart.
        clusters: Node -> the cluster it is in, in order.
        pieces: Node -> the piece it is in.
    """

    linkage: Linkage
    limit: int
    order: Callable[[N], Any]
    digest: Callable[[N], str]
    norm: Callable[[N], float] | None = None
    edges: dict[N, dict[N, float]] = field(default_factory=dict)
    clusters: dict[N, tuple[N, ...]] = field(default_factory=dict)
    pieces: dict[N, Piece[N]] = field(default_factory=dict)
    matrices: Matrices[N] = field(default_factory=Matrices)

    floors: tuple[float, ...] = field(init=False)

    def __post_init__(self) -> None:
        self.floors = floors_from(self.linkage.floor)

    def change(
        self, removed: Iterable[N], added: Mapping[N, Mapping[N, float]], parted: Iterable[tuple[N, N]] = ()
    ) -> tuple[set[tuple[N, ...]], set[tuple[N, ...]]]:
        """Take nodes out, cut edges, put nodes and edges in, and return the clusters that are gone and those that are new.

        `added` may name nodes that are there already: these get further edges. `parted` names edges that are there.
        """
        gone: set[tuple[N, ...]] = set()
        lost: set[N] = set()
        removed, parted = list(removed), list(parted)
        for node in (*removed, *(one for one, _ in parted), *(node for node in added if node in self.edges)):
            self.matrices.changed(node)
        for node in removed:
            lost |= self._take_out(node, gone)
        for one, two in parted:
            lost |= self._part(one, two)
        met = {other for node, edges in added.items() for other in self._put_in(node, edges)}
        lost = {node for node in lost if node in self.edges}
        pieces = self._grown(added) if self.pieces and not lost else None
        if pieces is None:
            pieces = self._searched(lost | added.keys() | met, lost | added.keys(), only_grown=not lost)
        return self._recluster(pieces, gone)

    def _take_out(self, node: N, gone: set[tuple[N, ...]]) -> set[N]:
        """Return the nodes whose piece may have changed."""
        neighbours = self.edges.pop(node, {})
        for other in neighbours:
            del self.edges[other][node]
        gone.add(self.clusters.pop(node))
        return {other for other, score in neighbours.items() if score > self.floors[0]} | self.pieces.pop(node).nodes

    def _part(self, one: N, two: N) -> set[N]:
        """The same."""
        score = self.edges[one].pop(two)
        del self.edges[two][one]
        return {one, two} if score > self.floors[0] or self.pieces[one] is self.pieces[two] else set()

    def _put_in(self, node: N, edges: Mapping[N, float]) -> list[N]:
        """The same: a further edge changes nothing for a node whose piece is held together by stronger ones."""
        self.edges.setdefault(node, {}).update(edges)
        for other, score in edges.items():
            self.edges.setdefault(other, {})[node] = score
        return [
            o for o, score in edges.items() if score > (self.pieces[o].floor if o in self.pieces else self.floors[0])
        ]

    def _grown(self, nodes: Iterable[N]) -> list[Piece[N]] | None:
        """The pieces that new nodes are in, put together of those that they meet; None where any has to be searched for.

        Holds where nothing was taken away: a component grows by the components that a node joins. New nodes among those that it meets join in their turn.
        """
        grown: dict[N, Piece[N]] = {}
        for node in nodes:
            near = [other for other, score in self.edges[node].items() if score > self.floors[0]]
            pieces = [grown.get(other) or self.pieces.get(other) for other in near]
            met = {id(piece): piece for piece in pieces if piece is not None}.values()
            joined = frozenset((node,)).union(*(piece.nodes for piece in met))
            if len(joined) > self.limit or any(piece.floor > self.floors[0] for piece in met):
                return None
            grown.update(dict.fromkeys(joined, Piece(joined, self.floors[0])))
        self.pieces.update(grown)
        return list({id(piece): piece for piece in grown.values()}.values())

    def _searched(self, touched: set[N], changed: AbstractSet[N], *, only_grown: bool) -> list[Piece[N]]:
        """Search for the pieces of all touched nodes and return those to cluster.

        A piece that took nodes from another has the rest of that one looked at too.
        """
        search = Search(self.edges, self.floors, self.limit, self.digest)
        done: set[N] = set()
        found: list[Piece[N]] = []
        todo = list(touched)
        while todo:
            node = todo.pop()
            if node in done:
                continue
            piece = search.piece_of(node, self._least(node) if only_grown else -inf)
            done |= piece.nodes
            before = {id(old): old for member in piece.nodes if (old := self.pieces.get(member))}.values()
            for old in before:
                todo.extend(other for other in old.nodes - piece.nodes if other in self.edges)
            is_same = any(old.nodes == piece.nodes for old in before) and piece.nodes.isdisjoint(changed)
            self.pieces.update(dict.fromkeys(piece.nodes, piece))
            if not is_same:
                found.append(piece)
        return found

    def _least(self, node: N) -> float:
        """A floor below which the node has too many around it, where components have only grown: below the floor of its piece it had them before.

        A new node has those around a neighbour as far down as their edge goes.
        """
        if node in self.pieces:
            return self.pieces[node].floor
        known = ((self.pieces[o].floor, score) for o, score in self.edges[node].items() if o in self.pieces)
        return max((floor if score >= floor else self._step_from(score) for floor, score in known), default=-inf)

    def _step_from(self, score: float) -> float:
        """The lowest floor that an edge of this score does not pass."""
        place = bisect_left(self.floors, score)
        return self.floors[place] if place < len(self.floors) else self.floors[-1]

    def _recluster(
        self, pieces: Iterable[Piece[N]], gone: set[tuple[N, ...]]
    ) -> tuple[set[tuple[N, ...]], set[tuple[N, ...]]]:
        new = {cluster for piece in pieces for cluster in self._clusters_of(piece.nodes)}
        for cluster in new:
            gone.update(distinct(cluster, self.clusters))
        self.clusters.update((member, cluster) for cluster in new for member in cluster)
        return gone - new, new - gone

    def _clusters_of(self, nodes: Iterable[N]) -> list[tuple[N, ...]]:
        ordered = sorted(nodes, key=self.order)
        norms = [self.norm(node) for node in ordered] if self.norm is not None else None
        return [tuple(cluster) for cluster in agglomerate(ordered, self.edges, self.linkage, norms, self.matrices)]
