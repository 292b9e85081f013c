"""The articles in state, and the edges between their chains that follow from comparing them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from schemas import ArticleMentions
from workers.consolidation.graph.agglomeration import EXCLUDED
from workers.consolidation.graph.scoring import Model, Models
from workers.consolidation.pairs.article_profile import ArticleProfile, article_profile
from workers.consolidation.pairs.candidates import ArticlePair, Index, comparable
from workers.consolidation.pairs.chain_profile import ChainProfile
from workers.consolidation.pairs.compatibility import exclusion_reason
from workers.consolidation.pairs.copies import are_copies
from workers.consolidation.pairs.features import Features, chain_features, main_features
from workers.consolidation.rows.packing import Outline, PackedArticles, Recent
from workers.consolidation.rows.state import Node

LINK_FLOOR = 0.15
"""Score up to which two chains get no edge."""
MOST_PROFILES = 2_048
"""Most profiles in memory, 30 to 80 KiB each. An article is compared with articles published near
it, and these are mostly those used last."""

Edge = tuple[Node, Node, float]
"""Two chains, in order of content if the edge is new, and their score."""


@dataclass(slots=True)
class EdgeChanges:
    """What one change of the articles has done to the graph.

    Attributes:
        nodes: Chains that were added or removed.
        edges: Edges that were added or removed.
        copies_changed: Ids of articles with a copy more or less.
    """

    nodes: set[Node] = field(default_factory=set)
    edges: list[Edge] = field(default_factory=list)
    copies_changed: set[str] = field(default_factory=set)


@dataclass(slots=True)
class Comparisons:
    """The articles in state, the edges between their chains, and which are linked or copies.

    Two look-ups of an article may give two profiles, which are equal in content: compare nodes and
    ids, never profiles.

    Attributes:
        models: How pairs are scored.
        index: Which articles are compared.
        edges: Chain -> other chains with the score of the edge; symmetric.
        packed: The latest versions, cancelled ones included: they keep older versions out.
        articles: Article id -> profile, built from the packed article if it is not in use.
        copies: Article id -> articles with nearly the same text.
        linked: Article id -> compared articles whose main events score above the floor.
    """

    models: Models
    index: Index
    edges: dict[Node, dict[Node, float]]
    packed: PackedArticles = field(default_factory=PackedArticles)
    articles: Recent[str, ArticleProfile] = field(init=False)
    copies: dict[str, set[str]] = field(default_factory=dict)
    linked: dict[str, set[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.articles = Recent(lambda item: article_profile(self.packed[item]), MOST_PROFILES)

    def replace(self, article_id: str, mentions: ArticleMentions | None) -> EdgeChanges:
        """Add or replace an article, or (None) remove it. A cancelled one has no chains."""
        changes, unsettled = EdgeChanges(), set[ArticlePair]()
        if article_id in self.index.numbers:
            unsettled |= self._remove(article_id, changes)
        if mentions is None:
            del self.packed[article_id]
        else:
            self.packed[article_id] = mentions
        if mentions is not None and mentions.article.status == "usable":
            unsettled |= self._add(mentions, changes)
        self._settle(unsettled, changes)
        return changes

    def load(self, packed: PackedArticles, outlines: Iterable[Outline]) -> EdgeChanges:
        """Take over all articles at once, given the outlines of those that are usable."""
        changes = EdgeChanges()
        self.packed = packed
        for outline in outlines:
            nodes = ((outline.article.id, chain.index) for chain in outline.chains)
            self._add_nodes(nodes, changes)
            self.index.enter(outline)
        for article_id in self.index.in_order():
            self.index.post(article_id)
            for other in self.index.near(article_id, earlier=True):
                self._compare(self.articles[article_id], self.articles[other], changes)
        return changes

    def article(self, article_id: str) -> ArticleProfile | None:
        """Return the profile of an article; None if it is not in state or cancelled."""
        return self.articles[article_id] if article_id in self.index.numbers else None

    def nodes_of(self, article_id: str) -> list[Node]:
        """Return the chains of an article; none if it is not in state."""
        article = self.article(article_id)
        return [chain.node for chain in article.chains] if article is not None else []

    def model_and_features(
        self, first: ChainProfile, second: ChainProfile
    ) -> tuple[Model, Features]:
        """Return the model for two chains, given in order of content, and their features."""
        mains = main_features(self.articles[first.node[0]], self.articles[second.node[0]])
        if first.chain.main and second.chain.main:
            return self.models.main, mains
        return self.models.other, chain_features(first, second, self.models.main.odds(mains))

    def _remove(self, article_id: str, changes: EdgeChanges) -> set[ArticlePair]:
        """Remove an article; return the pairs of others that may have to be compared now."""
        for node in self.nodes_of(article_id):
            changes.nodes.add(node)
            for other_node in list(self.edges[node]):
                self._remove_edge(node, other_node, changes)
            del self.edges[node]
        self.articles.drop(article_id)
        for other in self.copies.pop(article_id, set()):
            self.copies[other].discard(article_id)
            changes.copies_changed.add(other)
        for other in self.linked.pop(article_id, set()):
            self.linked[other].discard(article_id)
        return self.index.remove(article_id)

    def _add(self, mentions: ArticleMentions, changes: EdgeChanges) -> set[ArticlePair]:
        """Add and compare an article; return the pairs of others that may have to be parted now."""
        article = article_profile(mentions)
        self.articles.put(article.id, article)
        self._add_nodes((chain.node for chain in article.chains), changes)
        unsettled = self.index.add(mentions)
        for other in self.index.near(article.id):
            self._compare(article, self.articles[other], changes)
        return unsettled

    def _add_nodes(self, nodes: Iterable[Node], changes: EdgeChanges) -> None:
        for node in nodes:
            self.edges[node] = {}
            changes.nodes.add(node)

    def _remove_edge(self, node: Node, other: Node, changes: EdgeChanges) -> None:
        changes.edges.append((node, other, self.edges[node].pop(other)))
        del self.edges[other][node]

    def _settle(self, unsettled: set[ArticlePair], changes: EdgeChanges) -> None:
        """Compare the pairs that are near each other now, and part those that no longer are."""
        for first, second in unsettled:
            were_linked = second in self.linked.get(first, ())
            if self.index.are_near(first, second) == were_linked:
                continue
            if were_linked:
                self._part(self.articles[first], self.articles[second], changes)
            else:
                self._compare(self.articles[first], self.articles[second], changes)

    def _part(self, first: ArticleProfile, second: ArticleProfile, changes: EdgeChanges) -> None:
        self.linked[first.id].discard(second.id)
        self.linked[second.id].discard(first.id)
        for chain in first.chains:
            for other in [other for other in self.edges[chain.node] if other[0] == second.id]:
                self._remove_edge(chain.node, other, changes)
        if second.id in self.copies.get(first.id, ()):
            self.copies[first.id].discard(second.id)
            self.copies[second.id].discard(first.id)
            changes.copies_changed.update((first.id, second.id))

    def _compare(self, first: ArticleProfile, second: ArticleProfile, changes: EdgeChanges) -> None:
        """Link the chains of two articles, unless their main events score at or below the floor."""
        first, second = (first, second) if first.order <= second.order else (second, first)
        odds = self.models.main.odds(main_features(first, second))
        if self.models.score(odds) <= LINK_FLOOR:
            return
        self.linked.setdefault(first.id, set()).add(second.id)
        self.linked.setdefault(second.id, set()).add(first.id)
        if are_copies(first, second):
            self.copies.setdefault(first.id, set()).add(second.id)
            self.copies.setdefault(second.id, set()).add(first.id)
            changes.copies_changed.update((first.id, second.id))
        for node, other, score in self._scored(first, second, odds):
            self.edges[node][other] = self.edges[other][node] = score
            changes.edges.append((node, other, score))

    def _scored(
        self, article: ArticleProfile, other: ArticleProfile, main_odds: float
    ) -> Iterator[Edge]:
        """Yield the edges between the chains of two articles, given in order of content."""
        for first, second in comparable(article, other):
            if first is article.main and second is other.main:
                odds = main_odds
            else:
                odds = self.models.other.odds(chain_features(first, second, main_odds))
            score = self.models.score(odds)
            if score > LINK_FLOOR:
                reason = exclusion_reason(first, second, article.names, other.names)
                yield first.node, second.node, score if reason is None else EXCLUDED
