"""The windowed aggregator of one shard: article versions in, event records out."""

from collections.abc import Iterable
from dataclasses import replace

from schemas import ArticleMentions, Decision, EventRecord, Tick, encode
from workers.consolidation.explain import Explanation, explain
from workers.consolidation.graph.scoring import Models, load_models
from workers.consolidation.graph.similarity_graph import Cluster, Corpus, Derived
from workers.consolidation.publishing.published_events import Ledger, Written
from workers.consolidation.publishing.publisher import Teller
from workers.consolidation.rows.rules import rules_fingerprint
from workers.consolidation.rows.state import Changes, StoredEvent
from workers.consolidation.rulings.rulings import articles_of
from workers.consolidation.time.clock import Clock, event_time, is_late, on_article, on_drop, on_tick, with_arrival
from workers.consolidation.time.settings import ConsolidationSettings
from workers.consolidation.time.timestamps import timestamp
from workers.consolidation.time.windows import Activity, Deadlines


class Consolidator:
    """One shard's events: a pure function of the set of article versions seen, told as it changes.

    Synchronous and deterministic; time comes in with the messages.

    Attributes:
        articles: The versions that hold, cancelled ones too: they keep older versions from coming back.
        ledger: What has been told.
        corpus: The graph.
        rules: Fingerprint of the program and the weights.
    """

    def __init__(self, settings: ConsolidationSettings, models: Models | None = None) -> None:
        self.settings = settings
        self.clock = Clock()
        self.articles: dict[str, ArticleMentions] = {}
        self.ledger = Ledger(settings)
        self.corpus = Corpus(models or load_models(), settings)
        self.rules = rules_fingerprint(settings, self.corpus.models)
        self._kept = Deadlines(settings.retention.total_seconds())
        self._activity: dict[str, Activity] = {}
        self.teller = Teller(self.articles, self._activity, self.corpus, self.ledger)

    @classmethod
    def restore(
        cls,
        settings: ConsolidationSettings,
        articles: Iterable[ArticleMentions],
        events: Iterable[StoredEvent],
        clock: Clock,
        *,
        decisions: Iterable[Decision] = (),
        models: Models | None = None,
    ) -> "Consolidator":
        """Rebuild a shard from the rows that its last operation left; then `pending` publishes what other rules make of them."""
        restored = cls(settings, models)
        restored.ledger.load(events)
        restored.ledger.born = max(restored.ledger.born, clock.born)
        restored.clock = clock
        known = sorted(articles, key=lambda item: item.article.id)
        for mentions in known:
            restored._keep(mentions)
        usable = [mentions for mentions in known if mentions.article.status == "usable"]
        restored.corpus.load(usable)
        for decision in sorted(decisions, key=lambda item: item.id):
            restored.corpus.decide(decision)
        return restored

    def take(self, message: ArticleMentions | Tick | Decision) -> Changes:
        """Work on one message of the shard, whatever it is."""
        if isinstance(message, Tick):
            return self.tick(message)
        return self.decide(message) if isinstance(message, Decision) else self.apply(message)

    def apply(self, mentions: ArticleMentions) -> Changes:
        """Take in one version of one article. A version that is not newer than the one in state changes nothing."""
        known = self.articles.get(mentions.article.id)
        if known is not None and _rank(known) >= _rank(mentions):
            return Changes(clock=self.clock)
        self.clock = on_article(self.clock, mentions.article, self.settings)
        mentions = replace(mentions, article=with_arrival(self.clock, mentions.article))
        late = known is None and bool(mentions.chains) and is_late(self.clock, mentions.article, self.settings)
        written = self._written(cause=_named(mentions), salt=f"/{mentions.article.received_at}" if late else "")
        self._tell_derived(written, self._take(mentions))
        return replace(self._expired(written, articles_put=(mentions,)), late=late)

    def decide(self, decision: Decision) -> Changes:
        """Take in one version of a decision. A version that is not newer than the one in state changes nothing."""
        if not self.corpus.rulings.is_newer(decision):
            return Changes(clock=self.clock)
        written = self._written(cause=f"decision {decision.id} of {decision.author}: {decision.reason}")
        self._tell_derived(written, self.corpus.decide(decision))
        return self._changes(written, decisions_put=(decision,))

    def tick(self, tick: Tick) -> Changes:
        """Move the clock: windows whose time has come are closed, state past retention is dropped."""
        self.clock = on_tick(self.clock, tick, self.settings)
        return self._expired(self._written())

    def pending(self) -> Changes:
        """Publish every event that differs from its row, where other rules wrote the rows: call once after `restore`."""
        written = self._written()
        if self.clock.rules != self.rules:
            self._tell_all(written)
        return self._changes(written)

    def records(self) -> list[EventRecord]:
        """Return the last record of every event that is neither retracted nor merged away, by event id."""
        events = self.ledger.events
        return [events[event_id].record for event_id in sorted(events) if self.ledger.is_live(event_id)]

    def explain(self, event_id: str) -> Explanation:
        """Say why an event is one event. Raises KeyError where no event in state has the id."""
        return explain(event_id, self.ledger, self.corpus)

    def _take(self, mentions: ArticleMentions) -> Derived:
        self._keep(mentions)
        return self.corpus.change(mentions.article.id, mentions if mentions.article.status == "usable" else None)

    def _keep(self, mentions: ArticleMentions) -> None:
        article = mentions.article
        published, arrived = event_time(article, self.settings), timestamp(article.received_at)
        self.articles[article.id] = mentions
        self._activity[article.id] = Activity(published, arrived if published is None else None)
        self._kept.set(article.id, Activity(arrived=arrived))

    def _written(self, cause: str = "", salt: str = "") -> Written:
        return Written(cause, self.clock.arrival, salt)

    def _expired(self, written: Written, articles_put: tuple[ArticleMentions, ...] = ()) -> Changes:
        """Drop what is past retention and return all that changed. Articles do it as well as ticks, which do not come while there is a backlog."""
        expired = self._kept.due(self.clock)
        self._expire(written, expired)
        forgotten = self._forget_decisions(expired)
        return self._changes(written, articles_put=articles_put, articles_drop=tuple(expired), decisions_drop=forgotten)

    def _forget_decisions(self, expired: Iterable[str]) -> tuple[str, ...]:
        """Drop the decisions of which the last article has left retention. One whose articles have never come waits for them, however old it is."""
        rulings = self.corpus.rulings
        concerned = sorted({decision for article_id in expired for decision in rulings.naming.get(article_id, ())})
        gone = tuple(d for d in concerned if articles_of(rulings.decisions[d]).isdisjoint(self.articles))
        for decision_id in gone:
            rulings.drop(decision_id)
        return gone

    def _tell_derived(self, written: Written, derived: Derived) -> None:
        self.teller.tell(written, derived.gone, derived.new | derived.touched)

    def _tell_all(self, written: Written) -> None:
        """Compare every published event with every cluster."""
        clusters = {cluster for cluster in self.corpus.clusters.values() if not self._is_shrunk(cluster)}
        gone = [
            row.members for row in self.ledger.events.values() if any(n not in self.corpus.chains for n in row.members)
        ]
        self.teller.tell(written, gone, clusters)

    def _expire(self, written: Written, expired: Iterable[str]) -> None:
        """Drop articles past retention. What was told of them stays told; an event goes with the last of its articles."""
        touched: set[str] = set()
        for article_id in expired:
            profile = self.corpus.profiles.get(article_id)
            nodes = [chain.node for chain in profile.chains] if profile is not None else []
            touched.update(self.ledger.event_of[node] for node in nodes if node in self.ledger.event_of)
            self._activity.pop(article_id)
            dropped = self.articles.pop(article_id)
            if dropped.chains:
                self.clock = on_drop(self.clock, dropped.article, self.settings)
            self.corpus.change(article_id, None)
        apart: set[Cluster] = set()
        for event_id in sorted(touched):
            left = tuple(node for node in self.ledger.events[event_id].members if node in self.corpus.chains)
            self.ledger.shrink(written, event_id, left)
            if left and set(self.corpus.clusters[left[0]]) != set(left):
                apart.update(self.corpus.clusters[node] for node in left)
        if apart:
            self.teller.tell(written, (), apart)
        for event_id in self.ledger.retention.due(self.clock):
            if not self.ledger.events[event_id].members:
                self.ledger.drop(written, event_id)

    def _is_shrunk(self, cluster: Cluster) -> bool:
        """Whether the event was told with articles that have left retention since: it is told again when something else changes."""
        event_id = self.ledger.event_of.get(cluster[0])
        row = self.ledger.events.get(event_id) if event_id is not None else None
        return row is not None and row.shrunk and set(row.members) == set(cluster)

    def _changes(
        self,
        written: Written,
        articles_put: tuple[ArticleMentions, ...] = (),
        articles_drop: tuple[str, ...] = (),
        decisions_put: tuple[Decision, ...] = (),
        decisions_drop: tuple[str, ...] = (),
    ) -> Changes:
        self.ledger.close_due(written, self.clock)
        self.clock = replace(self.clock, born=self.ledger.born, rules=self.rules)
        return Changes(
            clock=self.clock,
            records=tuple(written.records.values()),
            articles_put=articles_put,
            articles_drop=articles_drop,
            events_put=tuple(written.put.values()),
            events_drop=tuple(written.dropped),
            decisions_put=decisions_put,
            decisions_drop=decisions_drop,
        )


def _named(mentions: ArticleMentions) -> str:
    article = mentions.article
    version = f", version {article.version}" if article.version > 1 else ""
    return f"article {article.id}{version}{' (canceled)' if article.status == 'canceled' else ''}"


def _rank(mentions: ArticleMentions) -> tuple[int, bool, bytes]:
    """Which of two versions holds: the higher, of equal ones the cancelled, else the one whose bytes come last; arrival has no say."""
    article = mentions.article
    bare = replace(mentions, article=replace(article, received_at=None))
    return article.version, article.status == "canceled", encode(bare)
