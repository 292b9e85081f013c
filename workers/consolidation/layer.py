"""A graph that is clustered anew only where it changed."""

from collections.abc import Callable, Hashable, Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from workers.consolidation.clustering import Linkage, agglomerate
from workers.consolidation.pieces import floors_from, piece_of

N = TypeVar("N", bound=Hashable)


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
    """

    linkage: Linkage
    limit: int
    order: Callable[[N], Any]
    digest: Callable[[N], str]
    norm: Callable[[N], float] | None = None
    edges: dict[N, dict[N, float]] = field(default_factory=dict)
    clusters: dict[N, tuple[N, ...]] = field(default_factory=dict)
    pieces: dict[N, frozenset[N]] = field(default_factory=dict)

    floors: tuple[float, ...] = field(init=False)

    def __post_init__(self) -> None:
        self.floors = floors_from(self.linkage.floor)

    def change(
        self, removed: Iterable[N], added: Mapping[N, Mapping[N, float]]
    ) -> tuple[set[tuple[N, ...]], set[tuple[N, ...]]]:
        """Take nodes out, put nodes with their edges in, and return the clusters that are gone and those that are new."""
        touched: set[N] = set()
        gone: set[tuple[N, ...]] = set()
        for node in removed:
            touched |= self._take_out(node, gone)
        for node, edges in added.items():
            self._put_in(node, edges)
            touched.add(node)
            touched.update(other for other, score in edges.items() if score > self.floors[0])
        touched.difference_update(node for node in removed if node not in self.edges)
        return self._recluster(touched, added.keys(), gone)

    def _take_out(self, node: N, gone: set[tuple[N, ...]]) -> set[N]:
        neighbours = self.edges.pop(node, {})
        for other in neighbours:
            del self.edges[other][node]
        gone.add(self.clusters.pop(node))
        return {*(other for other, score in neighbours.items() if score > self.floors[0]), *self.pieces.pop(node)} - {
            node
        }

    def _put_in(self, node: N, edges: Mapping[N, float]) -> None:
        self.edges.setdefault(node, {}).update(edges)
        for other, score in edges.items():
            self.edges.setdefault(other, {})[node] = score

    def _recluster(
        self, touched: set[N], changed: AbstractSet[N], gone: set[tuple[N, ...]]
    ) -> tuple[set[tuple[N, ...]], set[tuple[N, ...]]]:
        new = self._new_clusters(touched, changed)
        for cluster in new:
            gone.update(self.clusters[member] for member in cluster if member in self.clusters)
        self.clusters.update((member, cluster) for cluster in new for member in cluster)
        return gone - new, new - gone

    def _new_clusters(self, touched: set[N], changed: AbstractSet[N]) -> set[tuple[N, ...]]:
        """Cluster the pieces of all touched nodes; a piece that took nodes from another has that one's rest clustered too."""
        done: set[N] = set()
        new: set[tuple[N, ...]] = set()
        todo = [node for node in touched if node in self.edges]
        while todo:
            node = todo.pop()
            if node in done:
                continue
            piece = piece_of(node, self.edges, self.floors, self.limit, self.digest)
            done |= piece
            for before in {id(found): found for member in piece if (found := self.pieces.get(member))}.values():
                todo.extend(other for other in before if other in self.edges and other not in done)
            if piece.isdisjoint(changed) and self.pieces.get(node) == piece:
                continue
            self.pieces.update(dict.fromkeys(piece, piece))
            new.update(self._clusters_of(piece))
        return new

    def _clusters_of(self, piece: frozenset[N]) -> list[tuple[N, ...]]:
        nodes = sorted(piece, key=self.order)
        norms = [self.norm(node) for node in nodes] if self.norm is not None else None
        return [tuple(cluster) for cluster in agglomerate(nodes, self.edges, self.linkage, norms)]
