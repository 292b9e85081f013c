"""A graph that is clustered anew only where it changed."""

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from workers.consolidation.clustering import agglomerate
from workers.consolidation.pieces import piece_of

N = TypeVar("N", bound=Hashable)


@dataclass(slots=True)
class Layer(Generic[N]):
    """Nodes, scored edges and the clusters they fall into.

    Attributes:
        threshold: Mean score at which clusters still join.
        limit: Most nodes clustered as one.
        order: Sort key of a node: content first, so that ties do not hang on arrival.
        digest: Hexadecimal digest of a node's content.
        edges: Symmetric; `-inf` keeps two nodes apart.
        clusters: Node -> the cluster it is in, in order.
    """

    threshold: float
    limit: int
    order: Callable[[N], Any]
    digest: Callable[[N], str]
    edges: dict[N, dict[N, float]] = field(default_factory=dict)
    clusters: dict[N, tuple[N, ...]] = field(default_factory=dict)
    pieces: dict[N, frozenset[N]] = field(default_factory=dict)

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
            touched.update(edges)
        touched.difference_update(node for node in removed if node not in self.edges)
        return self._recluster(touched, gone)

    def _take_out(self, node: N, gone: set[tuple[N, ...]]) -> set[N]:
        neighbours = self.edges.pop(node, {})
        for other in neighbours:
            del self.edges[other][node]
        gone.add(self.clusters.pop(node))
        return {*neighbours, *self.pieces.pop(node)} - {node}

    def _put_in(self, node: N, edges: Mapping[N, float]) -> None:
        self.edges.setdefault(node, {}).update(edges)
        for other, score in edges.items():
            self.edges.setdefault(other, {})[node] = score

    def _recluster(self, touched: set[N], gone: set[tuple[N, ...]]) -> tuple[set[tuple[N, ...]], set[tuple[N, ...]]]:
        new = self._new_clusters(touched)
        for cluster in new:
            gone.update(self.clusters[member] for member in cluster if member in self.clusters)
        self.clusters.update((member, cluster) for cluster in new for member in cluster)
        return gone - new, new - gone

    def _new_clusters(self, touched: set[N]) -> set[tuple[N, ...]]:
        """Cluster the pieces of all touched nodes; a piece that took nodes from another has that one's rest clustered too."""
        done: set[N] = set()
        new: set[tuple[N, ...]] = set()
        todo = [member for node in touched for member in self.pieces.get(node, (node,)) if member in self.edges]
        while todo:
            node = todo.pop()
            if node in done:
                continue
            piece = piece_of(node, self.edges, self.limit, self.digest)
            done |= piece
            for member in piece:
                before = self.pieces.get(member)
                if before is not None and before != piece:
                    todo.extend(other for other in before if other in self.edges)
                self.pieces[member] = piece
            new.update(map(tuple, agglomerate(sorted(piece, key=self.order), self.edges, self.threshold)))
        return new
