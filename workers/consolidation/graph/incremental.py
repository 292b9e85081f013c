"""Incremental clustering: a change of the graph renews only the clusters of changed components."""

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from workers.consolidation.graph.agglomeration import Linkage, agglomerate
from workers.consolidation.graph.components import Search, floors_from

N = TypeVar("N", bound=Hashable)
C = TypeVar("C")


def distinct(nodes: Iterable[N], clusters: Mapping[N, C]) -> Iterable[C]:
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
        edges: Symmetric; negative where facts exclude the pair. `change` follows their changes.
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

    def change(self, nodes: Iterable[N], edges: Iterable[tuple[N, N, float]]) -> set[N]:
        """Renew the clusters after a change of `edges`; return the nodes of those gone or new.

        An edge at or below the lowest floor connects no components: it counts only within one, and
        one of its nodes stands for both.

        Args:
            nodes: Nodes that were added or removed.
            edges: Edges that were added or removed.
        """
        gone: set[tuple[N, ...]] = set()
        changed = set(nodes)
        for node in nodes:
            if node not in self.edges:
                gone.add(self.clusters.pop(node))
                changed.update(self.components.pop(node))
        for first, second, score in edges:
            changed.update((first, second) if score > self.linkage.floor else (first,))
        components = self._changed_components({node for node in changed if node in self.edges})
        return self._recluster(components, gone)

    def _changed_components(self, changed: Iterable[N]) -> list[set[N]]:
        """Return the components of the changed nodes, and of all nodes that left one of these."""
        search = Search(self.edges, floors_from(self.linkage.floor), self.limit, self.digest)
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

    def _recluster(self, components: Iterable[set[N]], gone: set[tuple[N, ...]]) -> set[N]:
        new: set[tuple[N, ...]] = set()
        for nodes in components:
            clusters = self._clusters_of(nodes) if len(nodes) > 1 else [tuple(nodes)]
            component = clusters[0] if len(clusters) == 1 else tuple(nodes)
            self.components.update(dict.fromkeys(nodes, component))
            new.update(clusters)
        for cluster in new:
            gone.update(distinct(cluster, self.clusters))
        self.clusters.update((member, cluster) for cluster in new for member in cluster)
        return set[N]().union(*(gone ^ new))

    def _clusters_of(self, nodes: Iterable[N]) -> list[tuple[N, ...]]:
        ordered = sorted(nodes, key=self.order)
        return agglomerate(ordered, self.edges, self.linkage, self.owner, self.leads)
