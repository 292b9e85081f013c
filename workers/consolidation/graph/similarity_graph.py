"""The articles in state, compared pair by pair: a graph of the events that they tell, and the clusters that these fall into."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from operator import itemgetter

from schemas import ArticleMentions, Decision
from workers.consolidation.graph.agglomeration import EXCLUDED
from workers.consolidation.graph.incremental import Layer, distinct
from workers.consolidation.graph.precedence import precedents
from workers.consolidation.graph.scoring import Model, Models
from workers.consolidation.pairs.candidates import Index, Pair, comparable
from workers.consolidation.pairs.compatibility import cannot_be_one
from workers.consolidation.pairs.copies import are_copies
from workers.consolidation.pairs.features import chain_features, main_features
from workers.consolidation.pairs.profiles import ArticleProfile, ChainProfile, profile
from workers.consolidation.rows.state import Node
from workers.consolidation.rulings.enforcement import settle
from workers.consolidation.rulings.rulings import Rulings
from workers.consolidation.time.settings import ConsolidationSettings

FLOOR = 0.15
"""Score up to which two chains are not linked."""

Cluster = tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Derived:
    """What a change of the set of articles or decisions did to the clusters.

    Attributes:
        gone: Clusters that are no more.
        new: Clusters that were not there before.
        touched: Clusters that stand, of which the record may read otherwise: those of the article and of others that copy it, those with a link that came
            or went, and those of which decisions ask something else.
    """

    gone: set[Cluster]
    new: set[Cluster]
    touched: set[Cluster]


@dataclass(slots=True)
class _Links:
    """What one change does to the edges, and which articles have a copy more or less."""

    chains: dict[Node, dict[Node, float]] = field(default_factory=dict)
    parted: list[tuple[Node, Node]] = field(default_factory=list)
    recopied: set[str] = field(default_factory=set)


@dataclass(slots=True)
class Corpus:
    """Profiles, index and graph.

    Attributes:
        clusters: Chain -> the event it is in: a cluster of the graph, as the decisions in force settle it.
        rulings: The decisions, and what they ask.
        precedents: Article -> its chains that tell what its main event follows, where there are any.
    """

    models: Models
    settings: ConsolidationSettings
    profiles: dict[str, ArticleProfile] = field(default_factory=dict)
    chains: dict[Node, ChainProfile] = field(default_factory=dict)
    clusters: dict[Node, Cluster] = field(default_factory=dict)
    index: Index = field(init=False)
    copies: dict[str, set[str]] = field(default_factory=dict)
    near: dict[str, set[str]] = field(default_factory=dict)
    rulings: Rulings = field(default_factory=Rulings)
    precedents: dict[str, tuple[Node, ...]] = field(default_factory=dict)
    events: Layer[Node] = field(init=False)

    def __post_init__(self) -> None:
        self.index = Index(self.settings.neighbours)
        self.events = Layer(
            self.models.linkage,
            self.settings.piece_limit,
            order=lambda node: self.chains[node].order,
            digest=lambda node: sha256(repr(self.chains[node].order).encode()).hexdigest(),
            owner=itemgetter(0),
            leads=lambda node: self.chains[node].chain.main,
        )

    def change(self, article_id: str, mentions: ArticleMentions | None) -> Derived:
        """Put an article in, replace it, or (None) take it out."""
        links, unsettled = _Links(), set[Pair]()
        removed = self.profiles.get(article_id)
        nodes = [chain.node for chain in removed.chains] if removed is not None else []
        met = {other for node in nodes for other in self.events.edges[node]}
        if removed is not None:
            unsettled |= self._remove(removed, links)
        if mentions is not None:
            unsettled |= self._add(profile(mentions), links)
        self._settle(unsettled, links)
        raw = self.events.change(nodes, links.chains, links.parted)
        bound = self.rulings.renew(self.profiles) if article_id in self.rulings.naming else frozenset[Node]()
        met.update(links.chains, *links.chains.values(), *links.parted, bound)
        met.update(chain.node for other in (article_id, *links.recopied) for chain in self._chains_of(other))
        return self._settled(*raw, bound, met)

    def load(self, articles: Iterable[ArticleMentions]) -> None:
        """Put all articles in at once, in a corpus that has none."""
        links = _Links()
        for mentions in articles:
            self._enter(profile(mentions), links)
        for article_id, found in self.profiles.items():
            for other in self.index.near(article_id, earlier=True):
                self._compare(found, self.profiles[other], links)
        self._settled(*self.events.change((), links.chains), frozenset(), set())

    def decide(self, decision: Decision) -> Derived:
        """Take in a decision."""
        self.rulings.put(decision)
        bound = self.rulings.renew(self.profiles)
        return self._settled(set(), set(), bound, set(bound))

    def clusters_of(self, article_id: str) -> set[Cluster]:
        """Return the clusters that an article's chains are in; none where it is not in state."""
        return set(distinct([chain.node for chain in self._chains_of(article_id)], self.clusters))

    def parts_of(self, node: Node) -> tuple[Node, ...]:
        """Return the chains of the same article that are part of the given one."""
        found = self.profiles.get(node[0])
        return found.parts.get(node[1], ()) if found is not None else ()

    def compared(self, one: ChainProfile, two: ChainProfile) -> tuple[Model, Sequence[float]]:
        """Return the model for two chains, given in order of content, and their features."""
        articles = self.profiles[one.node[0]], self.profiles[two.node[0]]
        mains = main_features(*articles)
        if one is articles[0].main and two is articles[1].main:
            return self.models.main, mains
        return self.models.other, chain_features(one, two, self.models.main.odds(mains))

    def _settled(
        self, raw_gone: set[Cluster], raw_new: set[Cluster], bound: frozenset[Node], met: set[Node]
    ) -> Derived:
        """Settle the new clusters by the decisions, and say what has changed; `met` are the chains of which the record may read otherwise."""
        raw = self.events.clusters
        constraints = self.rulings.constraints
        todo = raw_new | {raw[node] for node in bound if node in raw}
        if constraints:  # how a decision cuts a cluster hangs on its links
            todo |= {raw[node] for node in met if node in raw}
        before = set(distinct([node for cluster in (*raw_gone, *todo) for node in cluster], self.clusters))
        if bound or constraints:
            self._widen(todo, before)
        after = todo
        if constraints:
            after = settle(todo, constraints, self.events.edges, lambda node: self.chains[node].order)
        for cluster in before:
            for node in cluster:
                self.clusters.pop(node, None)
        for cluster in after:
            self.clusters.update(dict.fromkeys(cluster, cluster))
        new = after - before
        return Derived(before - after, new, set(distinct(met, self.clusters)) - new)

    def _widen(self, todo: set[Cluster], before: set[Cluster]) -> None:
        """Add to the raw clusters and the final ones before all that decisions have tied or now tie to them."""
        raw, groups = self.events.clusters, self.rulings.constraints.groups
        fresh = todo | before
        while fresh:
            nodes = {node for cluster in fresh for node in cluster}
            nodes |= {other for node in nodes for other in groups.get(node, ())}
            held = {self.clusters[node] for node in nodes if node in self.clusters}
            found = {raw[node] for node in nodes if node in raw}
            fresh = (held - before) | (found - todo)
            before |= held
            todo |= found

    def _chains_of(self, article_id: str) -> tuple[ChainProfile, ...]:
        found = self.profiles.get(article_id)
        return found.chains if found is not None else ()

    def _remove(self, gone: ArticleProfile, links: _Links) -> set[Pair]:
        """Take an article out of all but the graph; return the pairs of others that may have to be compared now."""
        del self.profiles[gone.id]
        for other in self.copies.pop(gone.id, set()):
            self.copies[other].discard(gone.id)
            links.recopied.add(other)
        for other in self.near.pop(gone.id, set()):
            self.near[other].discard(gone.id)
        self.precedents.pop(gone.id, None)
        for chain in gone.chains:
            del self.chains[chain.node]
        return self.index.remove(gone.id)

    def _add(self, added: ArticleProfile, links: _Links) -> set[Pair]:
        """Enter an article and compare it; return the pairs of others that may have to be parted now."""
        unsettled = self._enter(added, links)
        for other in self.index.near(added.id):
            self._compare(added, self.profiles[other], links)
        return unsettled

    def _enter(self, added: ArticleProfile, links: _Links) -> set[Pair]:
        self.profiles[added.id] = added
        self.chains.update((chain.node, chain) for chain in added.chains)
        if before := precedents(added):
            self.precedents[added.id] = before
        links.chains.update((chain.node, {}) for chain in added.chains)
        return self.index.add(added)

    def _settle(self, unsettled: set[Pair], links: _Links) -> None:
        """Compare the pairs that have come near each other, and part those that no longer are."""
        for one, two in unsettled:
            were_near = two in self.near.get(one, ())
            if self.index.are_near(one, two) == were_near:
                continue
            if were_near:
                self._part(self.profiles[one], self.profiles[two], links)
            else:
                self._compare(self.profiles[one], self.profiles[two], links)

    def _part(self, one: ArticleProfile, two: ArticleProfile, links: _Links) -> None:
        self.near[one.id].discard(two.id)
        self.near[two.id].discard(one.id)
        edges = self.events.edges
        links.parted.extend((chain.node, o) for chain in one.chains for o in edges[chain.node] if o[0] == two.id)
        if two.id in self.copies.get(one.id, ()):
            self.copies[one.id].discard(two.id)
            self.copies[two.id].discard(one.id)
            links.recopied.update((one.id, two.id))

    def _compare(self, one: ArticleProfile, two: ArticleProfile, links: _Links) -> None:
        """Link the events of two articles, if they have anything to do with each other."""
        one, two = (one, two) if one.order <= two.order else (two, one)
        odds = self.models.main.odds(main_features(one, two))
        if self.models.score(odds) <= FLOOR:
            return
        self.near.setdefault(one.id, set()).add(two.id)
        self.near.setdefault(two.id, set()).add(one.id)
        if are_copies(one, two):
            self.copies.setdefault(one.id, set()).add(two.id)
            self.copies.setdefault(two.id, set()).add(one.id)
            links.recopied.update((one.id, two.id))
        for first, second, score in self._scored(one, two, odds):
            links.chains.setdefault(first.node, {})[second.node] = score

    def _scored(
        self, one: ArticleProfile, two: ArticleProfile, mains: float
    ) -> Iterator[tuple[ChainProfile, ChainProfile, float]]:
        """The pairs of their chains that are linked or must not be; the article that stands first by content comes first."""
        for first, second in comparable(one, two):
            both_main = first is one.main and second is two.main
            odds = mains if both_main else self.models.other.odds(chain_features(first, second, mains))
            score = self.models.score(odds)
            if score > FLOOR:
                yield first, second, EXCLUDED if cannot_be_one(first, second) else score
