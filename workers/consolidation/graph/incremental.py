"""A graph that is clustered anew only where it changed."""

from collections.abc import Callable, Hashable, Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from workers.consolidation.graph.agglomeration import Linkage, agglomerate
from workers.consolidation.graph.components import Piece, Search, floors_from

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
        owner: What a node belongs to; two of one owner never join.
        leads: Whether a node joins before those that do not lead (`clustering.py`).
        edges: Symmetric; negative where facts exclude that the two are one.
        clusters: Node -> the cluster it is in, in order.
        pieces: Node -> the piece it is in.
    """

    linkage: Linkage
    limit: int
    order: Callable[[N], Any]
    digest: Callable[[N], str]
    owner: Callable[[N], Hashable]
    leads: Callable[[N], bool]
    edges: dict[N, dict[N, float]] = field(default_factory=dict)
    clusters: dict[N, tuple[N, ...]] = field(default_factory=dict)
    pieces: dict[N, Piece[N]] = field(default_factory=dict)
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
        changed: set[N] = set(added)
        for node in removed:
            changed |= self._take_out(node, gone)
        for one, two in parted:
            changed |= self._part(one, two)
        for node, edges in added.items():
            changed.update(self._put_in(node, edges))
        return self._recluster(self._found({node for node in changed if node in self.edges}), gone)

    def _take_out(self, node: N, gone: set[tuple[N, ...]]) -> AbstractSet[N]:
        """Return the nodes whose piece may have changed."""
        near = self.edges.pop(node)
        for other in near:
            del self.edges[other][node]
        gone.add(self.clusters.pop(node))
        return self.pieces.pop(node).nodes | {other for other, score in near.items() if score > self.floors[0]}

    def _part(self, one: N, two: N) -> AbstractSet[N]:
        """The same."""
        del self.edges[one][two], self.edges[two][one]
        return self.pieces[one].nodes | self.pieces[two].nodes if one in self.pieces and two in self.pieces else set()

    def _put_in(self, node: N, edges: Mapping[N, float]) -> Iterable[N]:
        """The same: weak edges reach no other piece."""
        self.edges.setdefault(node, {}).update(edges)
        for other, score in edges.items():
            self.edges.setdefault(other, {})[node] = score
        return [other for other, score in edges.items() if score > self.floors[0]]

    def _found(self, changed: set[N]) -> list[Piece[N]]:
        """The pieces of the changed nodes, and those of all that a piece before held and one now does not."""
        search = Search(self.edges, self.floors, self.limit, self.digest)
        done: set[N] = set()
        found: list[Piece[N]] = []
        todo = list(changed)
        while todo:
            node = todo.pop()
            if node in done:
                continue
            piece = search.piece_of(node)
            done |= piece.nodes
            before = {id(old): old for member in piece.nodes if (old := self.pieces.get(member))}.values()
            for old in before:
                todo.extend(other for other in old.nodes - piece.nodes if other in self.edges)
            self.pieces.update(dict.fromkeys(piece.nodes, piece))
            found.append(piece)
        return found

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
        return [tuple(cluster) for cluster in agglomerate(ordered, self.edges, self.linkage, self.owner, self.leads)]
