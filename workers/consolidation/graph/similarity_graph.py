"""The similarity graph of a shard: chains, scored edges, and clusters under the decisions."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from operator import itemgetter

from schemas import ArticleMentions, Decision
from workers.consolidation.graph.comparisons import Comparisons
from workers.consolidation.graph.incremental import IncrementalClustering, distinct
from workers.consolidation.graph.scoring import Models
from workers.consolidation.pairs.article_profile import ArticleProfile
from workers.consolidation.pairs.candidates import Index
from workers.consolidation.pairs.chain_profile import ChainProfile
from workers.consolidation.rows.state import Cluster, Node
from workers.consolidation.rulings.enforcement import enforce
from workers.consolidation.rulings.rulings import Rulings
from workers.consolidation.time.settings import ConsolidationSettings


@dataclass(frozen=True, slots=True)
class GraphDelta:
    """What a change of articles or decisions did to the clusters.

    Attributes:
        removed: Clusters that no longer exist.
        added: Clusters that did not exist before.
        affected: Unchanged clusters whose record may change: clusters of the article and of its
            copies, clusters with an edge more or less, and clusters under other decisions.
    """

    removed: set[Cluster]
    added: set[Cluster]
    affected: set[Cluster]


@dataclass(slots=True)
class SimilarityGraph:
    """The chains of a shard and their clusters.

    Attributes:
        clusters: Chain -> its event: a cluster of `clustering`, changed by the decisions in force.
        rulings: The decisions, and their constraints on chains.
        clustering: The edges, and the clusters without decisions.
        comparisons: The articles and chains in state.
    """

    models: Models
    settings: ConsolidationSettings
    clusters: dict[Node, Cluster] = field(default_factory=dict)
    rulings: Rulings = field(default_factory=Rulings)
    clustering: IncrementalClustering[Node] = field(init=False)
    comparisons: Comparisons = field(init=False)

    def __post_init__(self) -> None:
        self.clustering = IncrementalClustering(
            self.models.linkage,
            self.settings.component_limit,
            order=lambda node: self.chains[node].order,
            digest=lambda node: sha256(repr(self.chains[node].order).encode()).hexdigest(),
            owner=itemgetter(0),
            leads=lambda node: self.chains[node].chain.main,
        )
        index = Index(self.settings.neighbours)
        self.comparisons = Comparisons(self.models, index, self.clustering.edges)

    @property
    def articles(self) -> Mapping[str, ArticleProfile]:
        """Article id -> profile."""
        return self.comparisons.articles

    @property
    def chains(self) -> Mapping[Node, ChainProfile]:
        """Chain -> profile."""
        return self.comparisons.chains

    @property
    def copies(self) -> Mapping[str, set[str]]:
        """Article id -> articles with nearly the same text."""
        return self.comparisons.copies

    @property
    def precedents(self) -> Mapping[str, tuple[Node, ...]]:
        """Article id -> the chains that its main event follows, if there are any."""
        return self.comparisons.precedents

    @property
    def edges(self) -> Mapping[Node, Mapping[Node, float]]:
        """Chain -> other chains with the score of the edge; symmetric."""
        return self.clustering.edges

    def change(self, article_id: str, mentions: ArticleMentions | None) -> GraphDelta:
        """Add or replace an article, or (None) remove it."""
        nodes = [chain.node for chain in self.comparisons.chains_of(article_id)]
        touched = {other for node in nodes for other in self.edges[node]}
        edge_changes = self.comparisons.replace(article_id, mentions)
        raw = self.clustering.change(nodes, edge_changes.added, edge_changes.parted)
        constrained = frozenset[Node]()
        if article_id in self.rulings.naming:
            constrained = self.rulings.renew(self.articles)
        touched.update(edge_changes.added, *edge_changes.added.values(), *edge_changes.parted)
        touched.update(constrained)
        for other_id in (article_id, *edge_changes.copies_changed):
            touched.update(chain.node for chain in self.comparisons.chains_of(other_id))
        return self._apply_rulings(*raw, constrained, touched)

    def load(self, articles: Iterable[ArticleMentions]) -> None:
        """Add all articles at once; the graph must be empty."""
        raw = self.clustering.change((), self.comparisons.load(articles).added)
        self._apply_rulings(*raw, frozenset(), set())

    def decide(self, decision: Decision) -> GraphDelta:
        """Add a decision."""
        self.rulings.put(decision)
        constrained = self.rulings.renew(self.articles)
        return self._apply_rulings(set(), set(), constrained, set(constrained))

    def parts_of(self, node: Node) -> tuple[Node, ...]:
        """Return the chains of the same article that are part of the given one."""
        article = self.articles.get(node[0])
        return article.parts.get(node[1], ()) if article is not None else ()

    def _apply_rulings(
        self,
        raw_removed: set[Cluster],
        raw_added: set[Cluster],
        constrained: frozenset[Node],
        touched: set[Node],
    ) -> GraphDelta:
        """Bring changed clusters into line with the decisions, and return the difference.

        Args:
            raw_removed: Clusters of `clustering` that no longer exist.
            raw_added: New clusters of `clustering`.
            constrained: Chains whose constraints have changed.
            touched: Chains whose record may change.
        """
        raw = self.clustering.clusters
        constraints = self.rulings.constraints
        todo = raw_added | {raw[node] for node in constrained if node in raw}
        if constraints:  # how a decision divides a cluster depends on its edges
            todo |= {raw[node] for node in touched if node in raw}
        changed = [node for cluster in (*raw_removed, *todo) for node in cluster]
        before = set(distinct(changed, self.clusters))
        if constrained or constraints:
            self._widen(todo, before)
        after = todo
        if constraints:
            order = self.clustering.order
            after = enforce(todo, constraints, self.edges, order)
        for cluster in before:
            for node in cluster:
                self.clusters.pop(node, None)
        for cluster in after:
            self.clusters.update(dict.fromkeys(cluster, cluster))
        added = after - before
        return GraphDelta(before - after, added, set(distinct(touched, self.clusters)) - added)

    def _widen(self, todo: set[Cluster], before: set[Cluster]) -> None:
        """Add all clusters that decisions tie to the given ones, or did before this change.

        Args:
            todo: Clusters of `clustering`, extended in place.
            before: Clusters under the decisions before this change, extended in place.
        """
        raw, must_link = self.clustering.clusters, self.rulings.constraints.must_link
        new = todo | before
        while new:
            nodes = {node for cluster in new for node in cluster}
            nodes |= {other for node in nodes for other in must_link.get(node, ())}
            clusters = {self.clusters[node] for node in nodes if node in self.clusters}
            raw_clusters = {raw[node] for node in nodes if node in raw}
            new = (clusters - before) | (raw_clusters - todo)
            before |= clusters
            todo |= raw_clusters
