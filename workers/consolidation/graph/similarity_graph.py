"""The similarity graph of a shard: chains, scored edges, and clusters under the decisions."""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from operator import itemgetter

from schemas import ArticleMentions, Decision
from workers.consolidation.graph.comparisons import Comparisons, Edge
from workers.consolidation.graph.incremental import IncrementalClustering, distinct
from workers.consolidation.graph.scoring import Models
from workers.consolidation.pairs.candidates import Index
from workers.consolidation.pairs.chain_profile import ChainProfile, Order
from workers.consolidation.rows.packing import Outline, PackedArticles
from workers.consolidation.rows.state import Cluster, Node
from workers.consolidation.rulings.enforcement import enforce
from workers.consolidation.rulings.rulings import Rulings
from workers.consolidation.time.settings import ConsolidationSettings

SAME_STORY = 0.45
"""Least score of two main events whose articles are of one story."""


@dataclass(frozen=True, slots=True)
class GraphDelta:
    """What a change of articles or decisions did to the clusters.

    Attributes:
        removed: Clusters that no longer exist.
        added: Clusters that did not exist before.
        affected: Unchanged clusters whose record may change: clusters of the article and of its
            copies, clusters with a story link more or less (their relations may change), and
            clusters under other decisions.
    """

    removed: set[Cluster]
    added: set[Cluster]
    affected: set[Cluster]


class SimilarityGraph:
    """The chains of a shard and their clusters.

    Attributes:
        edges: Chain -> other chains with the score of the edge; symmetric.
        clusters: Chain -> its event: a cluster of `clustering`, changed by the decisions in force.
        rulings: The decisions, and their constraints on chains.
        clustering: The clusters without decisions.
        comparisons: The articles and chains in state.
        articles: Article id -> profile.
    """

    def __init__(self, models: Models, settings: ConsolidationSettings) -> None:
        self.models = models
        self.edges: dict[Node, dict[Node, float]] = {}
        self.clusters: dict[Node, Cluster] = {}
        self.rulings = Rulings()
        self.clustering = IncrementalClustering(
            models.linkage,
            settings.component_limit,
            order=self._order,
            digest=lambda node: sha256(repr(self._order(node)).encode()).hexdigest(),
            owner=itemgetter(0),
            leads=self.is_main,
            edges=self.edges,
        )
        self.comparisons = Comparisons(models, Index(settings.neighbours), self.edges)
        self.articles = self.comparisons.articles

    def chain(self, node: Node) -> ChainProfile:
        """Return the profile of a chain. Raises KeyError if it is not in state."""
        return self.articles[node[0]].by_index[node[1]]

    def is_main(self, node: Node) -> bool:
        """Return whether a chain is the main event of its article."""
        return self.comparisons.index.entry(node[0]).main == node[1]

    def change(self, article_id: str, mentions: ArticleMentions | None) -> GraphDelta:
        """Add or replace an article, or (None) remove it."""
        changes = self.comparisons.replace(article_id, mentions)
        changed = self.clustering.change(changes.nodes, changes.edges)
        constrained = set[Node]()
        if article_id in self.rulings.naming:
            constrained = self.rulings.renew(self.comparisons.article)
        if self.rulings.constraints:  # how a decision divides a cluster depends on its edges
            changed |= self._in_state(changes.nodes, changes.edges)
        strong = [edge for edge in changes.edges if edge[2] >= SAME_STORY]
        affected = constrained.union(filter(self.is_main, self._in_state((), strong)))
        for other_id in (article_id, *changes.copies_changed):
            affected.update(self.comparisons.nodes_of(other_id))
        return self._apply_rulings(changed | constrained, affected)

    def load(self, packed: PackedArticles, outlines: Iterable[Outline]) -> None:
        """Take over all articles at once, given the outlines of those that are usable.

        The graph must be empty.
        """
        changes = self.comparisons.load(packed, outlines)
        self._apply_rulings(self.clustering.change(changes.nodes, changes.edges), set())

    def decide(self, decision: Decision) -> GraphDelta:
        """Add a decision."""
        self.rulings.put(decision)
        constrained = self.rulings.renew(self.comparisons.article)
        return self._apply_rulings(constrained, constrained)

    def story_links(self, node: Node) -> Iterable[tuple[Node, float]]:
        """Return the main events that are of one story with a main event, and their scores."""
        if not self.is_main(node):
            return ()
        strong = (item for item in self.edges[node].items() if item[1] >= SAME_STORY)
        return (item for item in strong if self.is_main(item[0]))

    def _in_state(self, nodes: Iterable[Node], edges: Iterable[Edge]) -> set[Node]:
        """Return the nodes, and those of the edges, that have not been removed."""
        return set(nodes).union(*[edge[:2] for edge in edges]) & self.edges.keys()

    def _order(self, node: Node) -> Order:
        """Return the sort key of a chain, as its profile has it."""
        _, digest, article_id = self.comparisons.index.entry(node[0]).order
        return digest, node[1], article_id

    def _apply_rulings(self, changed: set[Node], affected: set[Node]) -> GraphDelta:
        """Bring clusters into line with the decisions, and return the difference.

        Args:
            changed: Chains whose cluster in `clustering`, or whose constraints, have changed.
            affected: Chains whose record may change.
        """
        constraints = self.rulings.constraints
        changed = self._tied(changed)
        before = set(distinct(changed, self.clusters))
        after = set(distinct(changed, self.clustering.clusters))
        if constraints:
            after = enforce(after, constraints, self.edges, self.clustering.order)
        for cluster in before:
            for node in cluster:
                self.clusters.pop(node, None)
        for cluster in after:
            self.clusters.update(dict.fromkeys(cluster, cluster))
        added = after - before
        return GraphDelta(before - after, added, set(distinct(affected, self.clusters)) - added)

    def _tied(self, nodes: set[Node]) -> set[Node]:
        """Return the chains with all that clusters and decisions tie to them, now or before."""
        raw, group_of = self.clustering.clusters, self.rulings.constraints.group_of
        tied, new = set[Node](), nodes
        while new:
            tied |= new
            clusters = *distinct(new, self.clusters), *distinct(new, raw), *distinct(new, group_of)
            new = set[Node]().union(*clusters) - tied
        return tied
