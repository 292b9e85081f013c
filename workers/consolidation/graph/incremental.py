"""Incremental clustering: a change of the graph renews only the clusters of changed components."""

from collections.abc import Callable, Hashable, Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from workers.consolidation.graph.agglomeration import Linkage, agglomerate
from workers.consolidation.graph.components import Search, floors_from

N = TypeVar("N", bound=Hashable)


def distinct(nodes: Iterable[N], clusters: Mapping[N, tuple[N, ...]]) -> Iterable[tuple[N, ...]]:
    """Return the clusters of the nodes, each once.

    All nodes of a cluster hold the same tuple, so clusters are compared by identity: a hash takes
    time in proportion to the size of a cluster.
    """
    found = {id(cluster): cluster for node in nodes if (cluster := clusters.get(node)) is not None}
    return found.values()


@dataclass(slots=True)
class IncrementalClustering(Generic[N]):
    """Nodes, scored edges, and the clusters of the nodes.

    Attributes:
        linkage: When clusters join.
        limit: Most nodes of a bounded component.
        order: Sort key of a node: content first, so that arrival decides no tie.
        digest: Hexadecimal digest of the content of a node.
        owner: What a node belongs to; two nodes of one owner never join.
        leads: Whether a node joins before those that do not lead (`agglomeration.py`).
        edges: Symmetric; negative where facts exclude the pair.
        clusters: Node -> its cluster, in order.
        components: Node -> its bounded component.
    """

    linkage: Linkage
    limit: int
    order: Callable[[N], Any]
    digest: Callable[[N], str]
    owner: Callable[[N], Hashable]
    leads: Callable[[N], bool]
    edges: dict[N, dict[N, float]] = field(default_factory=dict)
    clusters: dict[N, tuple[N, ...]] = field(default_factory=dict)
    components: dict[N, tuple[N, ...]] = field(default_factory=dict)
    floors: tuple[float, ...] = field(init=False)

    def __post_init__(self) -> None:
        self.floors = floors_from(self.linkage.floor)

    def change(
        self,
        removed: Iterable[N],
        added: Mapping[N, Mapping[N, float]],
        parted: Iterable[tuple[N, N]] = (),
    ) -> tuple[set[tuple[N, ...]], set[tuple[N, ...]]]:
        """Change the graph; return the clusters that are gone and the new ones.

        Args:
            removed: Nodes to remove, with their edges.
            added: Edges to add by node; a node that is in the graph already gets further edges.
            parted: Edges to remove, all of them in the graph.
        """
        gone: set[tuple[N, ...]] = set()
        changed: set[N] = set(added)
        for node in removed:
            changed |= self._remove(node, gone)
        for first, second in parted:
            changed |= self._part(first, second)
        for node, edges in added.items():
            changed.update(self._add(node, edges))
        components = self._changed_components({node for node in changed if node in self.edges})
        return self._recluster(components, gone)

    def _remove(self, node: N, gone: set[tuple[N, ...]]) -> AbstractSet[N]:
        """Remove a node; return the nodes whose component may have changed."""
        near = self.edges.pop(node)
        for other in near:
            del self.edges[other][node]
        gone.add(self.clusters.pop(node))
        connected = {other for other, score in near.items() if score > self.floors[0]}
        return connected.union(self.components.pop(node))

    def _part(self, first: N, second: N) -> AbstractSet[N]:
        """Remove an edge; return the nodes whose component may have changed."""
        del self.edges[first][second], self.edges[second][first]
        if first not in self.components or second not in self.components:
            return set()
        return {*self.components[first], *self.components[second]}

    def _add(self, node: N, edges: Mapping[N, float]) -> Iterable[N]:
        """Add a node or edges of it; return the other nodes whose component may have changed.

        An edge at or below the lowest floor connects no components.
        """
        self.edges.setdefault(node, {}).update(edges)
        for other, score in edges.items():
            self.edges.setdefault(other, {})[node] = score
        return [other for other, score in edges.items() if score > self.floors[0]]

    def _changed_components(self, changed: Iterable[N]) -> list[set[N]]:
        """Return the components of the changed nodes, and of all nodes that left one of these."""
        search = Search(self.edges, self.floors, self.limit, self.digest)
        done: set[N] = set()
        components: list[set[N]] = []
        todo = list(changed)
        while todo:
            node = todo.pop()
            if node not in done:
                nodes = search.component_of(node)
                done |= nodes
                components.append(nodes)
                for old in distinct(nodes, self.components):
                    todo.extend(other for other in old if other not in done and other in self.edges)
        return components

    def _recluster(
        self, components: Iterable[set[N]], gone: set[tuple[N, ...]]
    ) -> tuple[set[tuple[N, ...]], set[tuple[N, ...]]]:
        new: set[tuple[N, ...]] = set()
        for nodes in components:
            clusters = self._clusters_of(nodes) if len(nodes) > 1 else [tuple(nodes)]
            component = clusters[0] if len(clusters) == 1 else tuple(nodes)
            self.components.update(dict.fromkeys(nodes, component))
            new.update(clusters)
        for cluster in new:
            gone.update(distinct(cluster, self.clusters))
        self.clusters.update((member, cluster) for cluster in new for member in cluster)
        return gone - new, new - gone

    def _clusters_of(self, nodes: Iterable[N]) -> list[tuple[N, ...]]:
        ordered = sorted(nodes, key=self.order)
        clusters = agglomerate(ordered, self.edges, self.linkage, self.owner, self.leads)
        return [tuple(cluster) for cluster in clusters]
