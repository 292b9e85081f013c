"""The articles in state, compared pair by pair: two layers of one graph, articles in stories and chains in events."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256

from schemas import ArticleMentions, Decision
from workers.consolidation.graph.clustering import CANNOT
from workers.consolidation.graph.layer import Layer, distinct
from workers.consolidation.graph.precedence import precedents
from workers.consolidation.graph.refinement import loosen, refine
from workers.consolidation.graph.scoring import Models
from workers.consolidation.pairs.candidates import Index, Pair
from workers.consolidation.pairs.comparison import comparable
from workers.consolidation.pairs.compat import cannot_be_one, stories_apart
from workers.consolidation.pairs.copies import are_copies
from workers.consolidation.pairs.features import chain_features, story_features
from workers.consolidation.pairs.profiles import ArticleProfile, ChainProfile, profile
from workers.consolidation.rulings.rulings import Rulings
from workers.consolidation.rulings.settlement import settle
from workers.consolidation.settings import ConsolidationSettings
from workers.consolidation.state import Node

STORY_FLOOR = 0.03
"""Score of one story below which two articles are not linked at all."""
CHAIN_FLOOR = 0.1
"""The same for two chains."""
APART = -0.3
"""Score of two articles whose main events exclude each other. The main events never join; the stories may where everything else speaks for it,
as the date of a main event is the fact that is misread most."""

Cluster = tuple[Node, ...]
Story = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Moved:
    """What a change of the set of articles or decisions did: stories and clusters that are gone and that are new.

    Attributes:
        article_id: The article that was put in, replaced or taken out; None where it was a decision.
        bound: Chains of which decisions ask something else than before.
        recopied: Other articles that were found to copy each other, or no more, as they came near or were pushed apart.
    """

    article_id: str | None
    stories_gone: set[Story]
    stories: set[Story]
    clusters_gone: set[Cluster]
    clusters: set[Cluster]
    bound: frozenset[Node] = frozenset()
    recopied: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Links:
    """What one change does to the edges of the two layers."""

    stories: dict[str, dict[str, float]] = field(default_factory=dict)
    chains: dict[Node, dict[Node, float]] = field(default_factory=dict)
    parted: list[Pair] = field(default_factory=list)
    parted_chains: list[tuple[Node, Node]] = field(default_factory=list)
    recopied: set[str] = field(default_factory=set)


@dataclass(slots=True)
class Corpus:
    """Profiles, index and the two layers.

    Attributes:
        clusters: Chain -> the event it is in: a cluster of the layer of chains, cut by story, as the decisions in force settle it.
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
    rulings: Rulings = field(default_factory=Rulings)
    precedents: dict[str, tuple[Node, ...]] = field(default_factory=dict)
    stories: Layer[str] = field(init=False)
    events: Layer[Node] = field(init=False)

    def __post_init__(self) -> None:
        self.index = Index(self.settings.neighbours)
        self.stories = Layer(
            self.models.stories,
            self.settings.story_limit,
            order=lambda key: self.profiles[key].order,
            digest=lambda key: self.profiles[key].order[0],
            norm=lambda key: self.models.brief_norm if self.profiles[key].short else self.models.norm,
        )
        self.events = Layer(
            self.models.events,
            self.settings.piece_limit,
            order=lambda node: self.chains[node].order,
            digest=lambda node: sha256(repr(self.chains[node].order).encode()).hexdigest(),
        )

    def change(self, article_id: str, mentions: ArticleMentions | None) -> Moved:
        """Put an article in, replace it, or (None) take it out."""
        links, unsettled = Links(), set[Pair]()
        removed = self.profiles.get(article_id)
        if removed is not None:
            unsettled |= self._remove(removed)
        if mentions is not None:
            unsettled |= self._add(profile(mentions), links)
        self._settle(unsettled, links)
        gone, stories = self.stories.change([removed.id] if removed else [], links.stories, links.parted)
        raw_gone, raw = self.events.change(
            [chain.node for chain in removed.chains] if removed else [], links.chains, links.parted_chains
        )
        bound = self.rulings.renew(self.profiles) if article_id in self.rulings.naming else frozenset()
        relinked = distinct((*links.chains, *(one for one, _ in links.parted_chains)), self.events.clusters)
        clusters = self._refine(raw_gone, raw.union(relinked), _changed_company(gone, stories), bound)
        return Moved(article_id, gone, stories, *clusters, bound, frozenset(links.recopied))

    def load(self, articles: Iterable[ArticleMentions]) -> Moved:
        """Put all articles in at once, in a corpus that has none."""
        links = Links()
        for mentions in articles:
            self._enter(profile(mentions), links)
        for article_id, found in self.profiles.items():
            for other in self.index.near(article_id, earlier=True):
                self._compare(found, self.profiles[other], links)
        gone, stories = self.stories.change((), links.stories)
        raw_gone, raw = self.events.change((), links.chains)
        return Moved(None, gone, stories, *self._refine(raw_gone, raw, (), frozenset()))

    def decide(self, decision: Decision) -> Moved:
        """Take in a decision."""
        self.rulings.put(decision)
        bound = self.rulings.renew(self.profiles)
        return Moved(None, set(), set(), *self._refine(set(), set(), set(), bound), bound)

    def story_of(self, article_id: str) -> Story:
        """Return the story that an article in state is in."""
        return self.stories.clusters[article_id]

    def clusters_of(self, article_id: str | None) -> set[Cluster]:
        """Return the clusters that an article's chains are in; none where it is not in state."""
        found = self.profiles.get(article_id) if article_id is not None else None
        return set(distinct([chain.node for chain in found.chains], self.clusters)) if found is not None else set()

    def parts_of(self, node: Node) -> tuple[Node, ...]:
        """Return the chains of the same article that are part of the given one."""
        found = self.profiles.get(node[0])
        return found.parts.get(node[1], ()) if found is not None else ()

    def is_current(self, cluster: Cluster) -> bool:
        """Return whether the cluster is one of those that the chains fall into now."""
        return self.clusters.get(cluster[0]) == cluster

    def _refine(
        self, gone: set[Cluster], new: set[Cluster], company: Iterable[str], bound: frozenset[Node]
    ) -> tuple[set[Cluster], set[Cluster]]:
        """Look again at the new clusters, those with links that changed and those of articles that changed company, and settle them by the decisions.

        Returns the final clusters that are gone and new.
        """
        raw = self.events.clusters
        todo = new | {raw[chain.node] for article in company for chain in self.profiles[article].chains}
        todo.update(raw[node] for node in bound if node in raw)
        before = set(distinct([node for cluster in (*gone, *todo) for node in cluster], self.clusters))
        if bound or self.rulings.constraints:
            self._widen(todo, before)
        after = {part for cluster in todo for part in self._parts(cluster)}
        if self.rulings.constraints:
            after = settle(after, self.rulings.constraints, self.events.edges, lambda node: self.chains[node].order)
        for cluster in before:
            for node in cluster:
                self.clusters.pop(node, None)
        for cluster in after:
            self.clusters.update(dict.fromkeys(cluster, cluster))
        return before - after, after - before

    def _parts(self, cluster: Cluster) -> Iterator[Cluster]:
        for part in loosen(cluster, self.story_of, self.events.edges, self.models.events):
            yield from refine(part, self.story_of, self._is_main)

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

    def _is_main(self, node: Node) -> bool:
        return self.chains[node].chain.main

    def _remove(self, gone: ArticleProfile) -> set[Pair]:
        """Take an article out of all but the layers; return the pairs of others that may have to be compared now."""
        del self.profiles[gone.id]
        for other in self.copies.pop(gone.id, set()):
            self.copies[other].discard(gone.id)
        self.precedents.pop(gone.id, None)
        for chain in gone.chains:
            del self.chains[chain.node]
        return self.index.remove(gone.id)

    def _add(self, added: ArticleProfile, links: Links) -> set[Pair]:
        """Enter an article and compare it; return the pairs of others that may have to be parted now."""
        unsettled = self._enter(added, links)
        for other in self.index.near(added.id):
            self._compare(added, self.profiles[other], links)
        return unsettled

    def _enter(self, added: ArticleProfile, links: Links) -> set[Pair]:
        self.profiles[added.id] = added
        self.chains.update((chain.node, chain) for chain in added.chains)
        if before := precedents(added):
            self.precedents[added.id] = before
        links.stories[added.id] = {}
        links.chains.update((chain.node, {}) for chain in added.chains)
        return self.index.add(added)

    def _settle(self, unsettled: set[Pair], links: Links) -> None:
        """Compare the pairs that have come near each other, and part those that no longer are."""
        for one, two in unsettled:
            are_linked = two in self.stories.edges[one]
            if self.index.are_near(one, two) != are_linked:
                first, second = self.profiles[one], self.profiles[two]
                were_copies = two in self.copies.get(one, ())
                if are_linked:
                    self._part(first, second, links)
                else:
                    self._compare(first, second, links)
                if were_copies or two in self.copies.get(one, ()):
                    links.recopied.update((one, two))

    def _part(self, one: ArticleProfile, two: ArticleProfile, links: Links) -> None:
        links.parted.append((one.id, two.id))
        edges = self.events.edges
        links.parted_chains.extend((c.node, o) for c in one.chains for o in edges[c.node] if o[0] == two.id)
        self.copies.get(one.id, set()).discard(two.id)
        self.copies.get(two.id, set()).discard(one.id)

    def _compare(self, one: ArticleProfile, two: ArticleProfile, links: Links) -> None:
        """Link two articles and their chains, if they have anything to do with each other."""
        score = self.story_score(one, two)
        if score < STORY_FLOOR:
            return
        links.stories.setdefault(one.id, {})[two.id] = APART if stories_apart(one, two) else score
        if are_copies(one, two):
            self.copies.setdefault(one.id, set()).add(two.id)
            self.copies.setdefault(two.id, set()).add(one.id)
        for first, second, link in self._links(one, two, score):
            links.chains.setdefault(first.node, {})[second.node] = link

    def story_score(self, one: ArticleProfile, two: ArticleProfile) -> float:
        """Return how well two articles go together as one story."""
        model = self.models.brief if one.short and two.short else self.models.story
        return model.score(story_features(*((one, two) if one.order <= two.order else (two, one))))

    def chain_score(self, one: ChainProfile, two: ChainProfile, story: float) -> float:
        """Return how well two chains go together as one event, given the score of their articles."""
        first, second = (one, two) if one.order <= two.order else (two, one)
        return self.models.chain.score(chain_features(first, second, story))

    def _links(
        self, one: ArticleProfile, two: ArticleProfile, story: float
    ) -> Iterator[tuple[ChainProfile, ChainProfile, float]]:
        for first, second in comparable(one, two, story):
            score = self.chain_score(first, second, story)
            if score >= CHAIN_FLOOR:
                yield first, second, CANNOT if cannot_be_one(first, second) else score


def _changed_company(gone: Iterable[Story], new: Iterable[Story]) -> Iterator[str]:
    """Articles of the new stories, but for those that each has from one old story: among these nothing has changed."""
    before = {article: story for story in gone for article in story}
    claimed: set[Story] = set()
    for story in new:
        shares = Counter(before[article] for article in story if article in before)
        kept = next((old for old, _ in shares.most_common() if old not in claimed), None)
        claimed.update((kept,) if kept is not None else ())
        yield from (article for article in story if kept is None or before.get(article) != kept)
