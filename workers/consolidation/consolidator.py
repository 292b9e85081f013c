"""The consolidator of one shard: article versions and decisions in, versions of events out."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from schemas import ArticleMentions, ArticleRef, Decision, EventRecord, Tick, encode
from workers.consolidation.explain import Explanation, explain
from workers.consolidation.graph.incremental import distinct
from workers.consolidation.graph.scoring import Models, load_models
from workers.consolidation.graph.similarity_graph import GraphDelta, SimilarityGraph
from workers.consolidation.publishing.published_events import LIVE, Changeset, PublishedEvents
from workers.consolidation.publishing.publisher import Publisher
from workers.consolidation.rows.packing import Outline, PackedArticles
from workers.consolidation.rows.rules import rules_fingerprint
from workers.consolidation.rows.state import Changes, Cluster, Node, StoredEvent
from workers.consolidation.rulings.rulings import articles_of
from workers.consolidation.time.clock import (
    Clock,
    is_late,
    on_article,
    on_drop,
    on_tick,
    with_arrival,
)
from workers.consolidation.time.settings import ConsolidationSettings
from workers.consolidation.time.timestamps import timestamp
from workers.consolidation.time.windows import Activity, Deadlines


class Consolidator:
    """The events of one shard: a pure function of the article versions and decisions so far.

    Synchronous and deterministic; time comes in with the messages.

    Attributes:
        clock: The clock of the shard.
        published: The events as they were published.
        graph: The chains in state and their clusters.
        rules: Fingerprint of the program and the weights.
    """

    def __init__(self, settings: ConsolidationSettings, models: Models | None = None) -> None:
        self.settings = settings
        self.clock = Clock()
        self.published = PublishedEvents(settings)
        self.graph = SimilarityGraph(models or load_models(), settings)
        self.rules = rules_fingerprint(settings, self.graph.models)
        self._arrivals: dict[str, Activity] = {}
        self._retention = Deadlines(settings.retention.total_seconds(), self._arrivals.get)
        self._publisher = Publisher(self.graph, self.published)

    @classmethod
    def restore(
        cls,
        settings: ConsolidationSettings,
        articles: PackedArticles,
        events: Iterable[StoredEvent],
        clock: Clock,
        *,
        decisions: Iterable[Decision] = (),
        models: Models | None = None,
    ) -> "Consolidator":
        """Rebuild a shard from the rows of its last operation; the articles become its own.

        Call `pending` next: it publishes the events that other rules have changed.
        """
        restored = cls(settings, models)
        restored.clock = clock
        restored.graph.load(articles, restored._usable(articles))
        restored.published.load(events, restored.graph.clusters)
        restored.published.born = max(restored.published.born, clock.born)
        for decision in sorted(decisions, key=lambda item: item.id):
            restored.graph.decide(decision)
        return restored

    def take(self, message: ArticleMentions | Tick | Decision) -> Changes:
        """Process one message of the shard."""
        if isinstance(message, Tick):
            return self.tick(message)
        return self.decide(message) if isinstance(message, Decision) else self.apply(message)

    def apply(self, mentions: ArticleMentions) -> Changes:
        """Process a version of an article; no change if the version in state is as new."""
        known = self.articles.get(mentions.article.id)
        if known is not None and _rank(known) >= _rank(mentions):
            return Changes(clock=self.clock)
        self.clock = on_article(self.clock, mentions.article, self.settings)
        article = with_arrival(self.clock, mentions.article)
        mentions = replace(mentions, article=article)
        is_new = known is None and bool(mentions.chains)
        late = is_new and is_late(self.clock, article, self.settings)
        salt = f"/{article.received_at}" if late else ""
        changeset = Changeset(_cause(mentions), self.clock.arrival, salt)
        self._note_arrival(article)
        self._publish(changeset, self.graph.change(article.id, mentions))
        return replace(self._drop_expired(changeset), articles_put=(mentions,), late=late)

    def decide(self, decision: Decision) -> Changes:
        """Process a version of a decision; no change if the version in state is as new."""
        if not self.graph.rulings.is_newer(decision):
            return Changes(clock=self.clock)
        cause = f"decision {decision.id} of {decision.author}: {decision.reason}"
        changeset = Changeset(cause, self.clock.arrival)
        self._publish(changeset, self.graph.decide(decision))
        return replace(self._changes(changeset), decisions_put=(decision,))

    def tick(self, tick: Tick) -> Changes:
        """Move the clock: close the windows that are due, drop the state past retention."""
        self.clock = on_tick(self.clock, tick, self.settings)
        return self._drop_expired(Changeset(at=self.clock.arrival))

    def pending(self) -> Changes:
        """Publish every event that differs from its row, if other rules wrote the rows.

        Call once after `restore`.
        """
        changeset = Changeset(at=self.clock.arrival)
        if self.clock.rules != self.rules:
            self._publish_all(changeset)
        return self._changes(changeset)

    @property
    def articles(self) -> Mapping[str, ArticleMentions]:
        """The latest versions, cancelled ones included: they keep older versions out."""
        return self.graph.comparisons.packed

    @property
    def open_windows(self) -> int:
        """The number of events whose window is open."""
        return len(self.published.open)

    def records(self) -> list[EventRecord]:
        """Return the last record of every live event, by event id."""
        rows = sorted(self.published.rows.items())
        return [self.published.record(name) for name, row in rows if row.stored.status in LIVE]

    def explain(self, event_id: str) -> Explanation:
        """Explain why an event is one event. Raises KeyError if no event has the id."""
        return explain(event_id, self.published, self.graph)

    def _usable(self, articles: PackedArticles) -> Iterator[Outline]:
        """Yield the outlines of the articles that are not cancelled; note when all arrived."""
        for outline in articles.outlines():
            self._note_arrival(outline.article)
            if outline.article.status == "usable":
                yield outline

    def _note_arrival(self, article: ArticleRef) -> None:
        arrival = Activity(arrived=timestamp(article.received_at))
        if self._arrivals.get(article.id) != arrival:
            self._arrivals[article.id] = arrival
            self._retention.push(article.id, arrival)

    def _publish(self, changeset: Changeset, delta: GraphDelta) -> None:
        self._publisher.publish(changeset, delta.removed, delta.added | delta.affected)

    def _publish_all(self, changeset: Changeset) -> None:
        """Compare every published event with every cluster.

        An event whose articles have left retention in part since its version keeps their values
        until something else changes it.
        """
        rows_of = {cluster: self._row_of(cluster) for cluster in self.graph.clusters.values()}
        clusters = {cluster for cluster, row in rows_of.items() if row is None or not row.shrunk}
        chains = self.graph.edges
        rows = self.published.rows.values()
        removed = [row.members for row in rows if any(node not in chains for node in row.members)]
        self._publisher.publish(changeset, removed, clusters)

    def _row_of(self, cluster: Cluster) -> StoredEvent | None:
        """Return the row of the event with just these chains; None if none was published."""
        event_id = self.published.event_of.get(cluster[0])
        row = self.published.rows.get(event_id) if event_id is not None else None
        return row if row is not None and set(row.members) == set(cluster) else None

    def _drop_expired(self, changeset: Changeset) -> Changes:
        """Drop the state past retention; return all changes of the operation.

        Articles call this as well as ticks, since no tick comes while there is a backlog.
        """
        expired = self._retention.due(self.clock)
        self._drop_articles(changeset, expired)
        decisions = self._drop_decisions(expired)
        changes = self._changes(changeset)
        return replace(changes, articles_drop=tuple(expired), decisions_drop=decisions)

    def _drop_articles(self, changeset: Changeset, expired: Iterable[str]) -> None:
        """Drop articles past retention; an event is dropped with the last of its articles.

        An event that keeps other articles has no new version, unless its chains have joined others
        or come apart.
        """
        event_of, rows = self.published.event_of, self.published.rows
        touched: set[str] = set()
        renewed: set[Node] = set()
        for article_id in expired:
            nodes = self.graph.comparisons.nodes_of(article_id)
            touched.update(event_of[node] for node in nodes if node in event_of)
            del self._arrivals[article_id]
            dropped = self.articles[article_id]
            if dropped.chains:
                self.clock = on_drop(self.clock, dropped.article, self.settings)
            renewed.update(*self.graph.change(article_id, None).added)
        for event_id in sorted(touched):
            members = tuple(node for node in rows[event_id].members if node in self.graph.edges)
            self.published.shrink(changeset, event_id, members)
        changed = {c for c in distinct(renewed, self.graph.clusters) if self._row_of(c) is None}
        if changed:
            self._publisher.publish(changeset, (), changed)
        for event_id in self.published.retention.due(self.clock):
            if not rows[event_id].members:
                self.published.drop(changeset, event_id)

    def _drop_decisions(self, expired: Iterable[str]) -> tuple[str, ...]:
        """Drop the decisions whose last article has left retention; return their ids.

        A decision whose articles have never come waits for them, however old it is.
        """
        rulings = self.graph.rulings
        naming = {item for article_id in expired for item in rulings.naming.get(article_id, ())}
        known, decisions = self.articles.keys(), rulings.decisions
        dropped = [item for item in naming if known.isdisjoint(articles_of(decisions[item]))]
        for decision_id in dropped:
            rulings.drop(decision_id)
        return tuple(sorted(dropped))

    def _changes(self, changeset: Changeset) -> Changes:
        self.published.close_due(changeset, self.clock)
        self.clock = replace(self.clock, born=self.published.born, rules=self.rules)
        return Changes(
            clock=self.clock,
            records=tuple(changeset.records.values()),
            events_put=tuple(changeset.events_put.values()),
            events_drop=tuple(changeset.events_drop),
        )


def _cause(mentions: ArticleMentions) -> str:
    """Return the article and its version in words, for the history."""
    article = mentions.article
    version = f", version {article.version}" if article.version > 1 else ""
    return f"article {article.id}{version}{' (canceled)' if article.status == 'canceled' else ''}"


def _rank(mentions: ArticleMentions) -> tuple[int, bool, bytes]:
    """Return the sort key of versions: the greatest is in force, whenever it arrived.

    The higher version wins; of equal versions the cancelled one, else the one with greater bytes.
    """
    article = mentions.article
    bare = replace(mentions, article=replace(article, received_at=None))
    return article.version, article.status == "canceled", encode(bare)
