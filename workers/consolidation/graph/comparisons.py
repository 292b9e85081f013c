"""The articles in state, and the edges between their chains that follow from comparing them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from schemas import ArticleMentions
from workers.consolidation.graph.agglomeration import EXCLUDED
from workers.consolidation.graph.scoring import Model, Models
from workers.consolidation.pairs.article_profile import ArticleProfile
from workers.consolidation.pairs.candidates import ArticlePair, Index, comparable
from workers.consolidation.pairs.chain_profile import ChainProfile
from workers.consolidation.pairs.compatibility import exclusion_reason
from workers.consolidation.pairs.copies import are_copies
from workers.consolidation.pairs.features import chain_features, main_features
from workers.consolidation.pairs.profiles import Profiles
from workers.consolidation.rows.packing import Outline, PackedArticles
from workers.consolidation.rows.state import Node

LINK_FLOOR = 0.15
"""Score up to which two chains get no edge."""


@dataclass(slots=True)
class EdgeChanges:
    """What one change of the articles does to the edges.

    Attributes:
        added: Chain -> edges to add, empty for a new chain without edges.
        parted: Edges to remove.
        copies_changed: Ids of articles with a copy more or less.
    """

    added: dict[Node, dict[Node, float]] = field(default_factory=dict)
    parted: list[tuple[Node, Node]] = field(default_factory=list)
    copies_changed: set[str] = field(default_factory=set)


@dataclass(slots=True)
class Comparisons:
    """Profiles of the articles in state, and which of them are linked or copies.

    Attributes:
        models: How pairs are scored.
        index: Which articles are compared.
        edges: The edges of the graph, read only.
        articles: Article id -> profile.
        copies: Article id -> articles with nearly the same text.
        linked: Article id -> compared articles whose main events score above the floor.
    """

    models: Models
    index: Index
    edges: Mapping[Node, Mapping[Node, float]]
    articles: Profiles = field(default_factory=Profiles)
    copies: dict[str, set[str]] = field(default_factory=dict)
    linked: dict[str, set[str]] = field(default_factory=dict)

    def replace(self, article_id: str, mentions: ArticleMentions | None) -> EdgeChanges:
        """Add or replace an article, or (None) remove it."""
        changes, unsettled = EdgeChanges(), set[ArticlePair]()
        if article_id in self.articles:
            unsettled |= self._remove(article_id, changes)
        if mentions is not None:
            unsettled |= self._add(mentions, changes)
        self._settle(unsettled, changes)
        return changes

    def load(self, packed: PackedArticles, outlines: Iterable[Outline]) -> EdgeChanges:
        """Take over all articles at once, given their outlines too."""
        changes = EdgeChanges()
        self.articles = Profiles(packed)
        for outline in outlines:
            nodes = ((outline.article.id, chain.index) for chain in outline.chains)
            changes.added.update((node, {}) for node in nodes)
            self.index.enter(outline)
        for article_id in self.index.in_order():
            self.index.post(article_id)
            for other in self.index.near(article_id, earlier=True):
                self._compare(self.articles[article_id], self.articles[other], changes)
        return changes

    def nodes_of(self, article_id: str) -> list[Node]:
        """Return the chains of an article; none if it is not in state."""
        article = self.articles.get(article_id)
        return [chain.node for chain in article.chains] if article is not None else []

    def model_and_features(
        self, first: ChainProfile, second: ChainProfile
    ) -> tuple[Model, Sequence[float]]:
        """Return the model for two chains, given in order of content, and their features."""
        mains = main_features(self.articles[first.node[0]], self.articles[second.node[0]])
        if first.chain.main and second.chain.main:
            return self.models.main, mains
        return self.models.other, chain_features(first, second, self.models.main.odds(mains))

    def _remove(self, article_id: str, changes: EdgeChanges) -> set[ArticlePair]:
        """Remove an article; return the pairs of others that may have to be compared now."""
        self.articles.remove(article_id)
        for other in self.copies.pop(article_id, set()):
            self.copies[other].discard(article_id)
            changes.copies_changed.add(other)
        for other in self.linked.pop(article_id, set()):
            self.linked[other].discard(article_id)
        return self.index.remove(article_id)

    def _add(self, mentions: ArticleMentions, changes: EdgeChanges) -> set[ArticlePair]:
        """Add and compare an article; return the pairs of others that may have to be parted now."""
        article = self.articles.add(mentions)
        changes.added.update((chain.node, {}) for chain in article.chains)
        unsettled = self.index.add(mentions)
        for other in self.index.near(article.id):
            self._compare(article, self.articles[other], changes)
        return unsettled

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
            others = [other for other in self.edges[chain.node] if other[0] == second.id]
            changes.parted.extend((chain.node, other) for other in others)
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
            changes.added.setdefault(node, {})[other] = score

    def _scored(
        self, article: ArticleProfile, other: ArticleProfile, main_odds: float
    ) -> Iterator[tuple[Node, Node, float]]:
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
