"""The windowed aggregator of one shard: article versions in, event records out."""

from collections.abc import Iterable
from dataclasses import replace

from schemas import ArticleMentions, EventRecord, Tick, encode
from schemas.event import ChangeKind, Relation
from workers.consolidation.clock import Clock, event_time, is_late, on_article, on_tick
from workers.consolidation.copies import originals
from workers.consolidation.corpus import Cluster, Corpus, Moved
from workers.consolidation.elections import Elections
from workers.consolidation.explain import Explanation, explain
from workers.consolidation.identity import name_clusters, new_id
from workers.consolidation.ledger import Ledger, Written
from workers.consolidation.moments import moment
from workers.consolidation.record import Material, build
from workers.consolidation.scoring import Models, load_models
from workers.consolidation.settings import ConsolidationSettings
from workers.consolidation.state import Changes, StoredEvent
from workers.consolidation.windows import Activity, Deadlines


class Consolidator:
    """One shard's events: a pure function of the set of article versions seen, told as it changes.

    Synchronous and deterministic; time comes in with the messages.

    Attributes:
        articles: The versions that hold, cancelled ones too: they keep older versions from coming back.
        ledger: What has been told.
        corpus: The graph.
        elections: Which event is the main one of which story.
    """

    def __init__(self, settings: ConsolidationSettings, models: Models | None = None) -> None:
        self.settings = settings
        self.clock = Clock()
        self.articles: dict[str, ArticleMentions] = {}
        self.ledger = Ledger(settings)
        self.corpus = Corpus(models or load_models(), settings.piece_limit)
        self.elections = Elections(self.corpus)
        self._kept = Deadlines(settings.gap.total_seconds() + settings.retention.total_seconds())

    @classmethod
    def restore(
        cls,
        settings: ConsolidationSettings,
        articles: Iterable[ArticleMentions],
        events: Iterable[StoredEvent],
        clock: Clock,
        models: Models | None = None,
    ) -> "Consolidator":
        """Rebuild a shard from its rows, which a crash may have left at different points; then `pending` tells what is untold."""
        restored = cls(settings, models)
        restored.ledger.load(events)
        restored.ledger.born = max(restored.ledger.born, clock.born)
        restored.clock = clock
        for mentions in sorted(articles, key=lambda item: item.article.id):
            restored.elections.after(restored._take(mentions))
        restored.ledger.untold = restored._awaiting()
        return restored

    def apply(self, mentions: ArticleMentions) -> Changes:
        """Take in one version of one article. A version that is not newer than the one in state changes nothing."""
        known = self.articles.get(mentions.article.id)
        if known is not None and _rank(known) >= _rank(mentions):
            return Changes(clock=self.clock)
        self.clock = on_article(self.clock, mentions.article, self.settings)
        if is_late(self.clock, mentions.article, self.settings):
            return Changes(clock=self.clock, late=True)
        written = Written()
        moved = self._take(mentions)
        touched = self._touched(moved, mentions.article.id)
        if self.ledger.untold and not self._awaiting():
            self._tell_all(written)
        else:
            self._tell(written, moved.clusters_gone, touched)
        self.ledger.close_due(written, self.clock)
        return self._changes(written, articles_put=(mentions,))

    def tick(self, tick: Tick) -> Changes:
        """Move the clock: windows whose time has come are closed, state past retention is dropped."""
        self.clock = on_tick(self.clock, tick, self.settings)
        written = Written()
        self.ledger.close_due(written, self.clock)
        expired = self._kept.due(self.clock)
        self._expire(written, expired)
        return self._changes(written, articles_drop=tuple(expired))

    def pending(self) -> Changes:
        """Tell what the rows show to be untold: call once after `restore`.

        Where an event names an article that its table lacks, nothing is told yet: that article is on its way again, and brings the rest with it.
        """
        written = Written()
        if not self._awaiting():
            self._tell_all(written)
        self.ledger.close_due(written, self.clock)
        return self._changes(written)

    def records(self) -> list[EventRecord]:
        """Return the last record of every event that is neither retracted nor merged away, by event id."""
        events = self.ledger.events
        return [events[event_id].record for event_id in sorted(events) if self.ledger.is_live(event_id)]

    def explain(self, event_id: str) -> Explanation:
        """Say why an event is one event. Raises KeyError where no event in state has the id."""
        return explain(event_id, self.ledger, self.corpus)

    def _take(self, mentions: ArticleMentions) -> Moved:
        article = mentions.article
        self.articles[article.id] = mentions
        published = event_time(article, self.settings)
        self._kept.set(article.id, Activity(published, moment(article.received_at) if published is None else None))
        return self.corpus.change(article.id, mentions if article.status == "usable" else None)

    def _tell_all(self, written: Written) -> None:
        """Hold everything told against everything known, as after a crash."""
        clusters = {cluster for cluster in self.corpus.clusters.values() if not self._is_shrunk(cluster)}
        gone = [
            row.members for row in self.ledger.events.values() if any(n not in self.corpus.chains for n in row.members)
        ]
        self._tell(written, gone, clusters)
        self.ledger.untold.clear()

    def _touched(self, moved: Moved, article_id: str) -> set[Cluster]:
        """Clusters whose records may have changed: new ones, those of the article, those whose standing in a story or whose relations did."""
        clusters = moved.clusters | self.elections.after(moved) | self.corpus.clusters_of(article_id)
        if article_id in self.corpus.profiles and (elected := self.elections.of_article(article_id)) is not None:
            clusters.add(elected)
        return clusters | self._children(clusters)

    def _children(self, clusters: Iterable[Cluster]) -> set[Cluster]:
        """The clusters with a chain that is part of one of `clusters`: their relations name it."""
        parts = [(article_id, index) for cluster in clusters for article_id, index in cluster]
        return {self.corpus.clusters[node] for part in parts for node in self.corpus.parts_of(part)}

    def _tell(self, written: Written, gone: Iterable[Cluster], touched: set[Cluster]) -> None:
        before, clusters = self._concerned(gone, touched)
        naming = name_clusters(clusters, before)
        names = dict(naming.kept)
        taken = set(names.values())
        for cluster in naming.new:
            names[cluster] = new_id(
                cluster, self._version(cluster), lambda found: found in self.ledger.events or found in taken
            )
            taken.add(names[cluster])
        self._announce(names)
        told = {node for row in before.values() for node in row.members}
        for cluster in sorted(names):
            split = cluster not in naming.kept and not told.isdisjoint(cluster)
            change: ChangeKind = "updated" if cluster in naming.kept else "split" if split else "created"
            self._write(written, cluster, names[cluster], change)
        for event_id, heir in sorted(naming.merged.items()):
            self.ledger.end(written, event_id, "merged", names[heir])
        for event_id in naming.retracted:
            self.ledger.end(written, event_id, "retracted", None)

    def _announce(self, names: dict[Cluster, str]) -> None:
        """Let relations see the new ids before any record is built."""
        for cluster, event_id in names.items():
            self.ledger.event_of.update(dict.fromkeys(cluster, event_id))

    def _concerned(self, gone: Iterable[Cluster], touched: set[Cluster]) -> tuple[dict[str, StoredEvent], set[Cluster]]:
        """The events that told any touched chain, and all clusters that now hold what they told."""
        event_of, now = self.ledger.event_of, self.corpus.clusters
        ids = {event_of[node] for cluster in gone for node in cluster if node in event_of}
        clusters: set[Cluster] = set()
        todo = set(touched)
        seen: set[str] = set()
        while todo or ids > seen:
            clusters |= todo
            ids.update(event_of[node] for cluster in todo for node in cluster if node in event_of)
            members = [node for event_id in ids - seen for node in self.ledger.events[event_id].members]
            seen |= ids
            todo = {now[node] for node in members if node in now} - clusters
        return {event_id: self.ledger.events[event_id] for event_id in sorted(ids)}, clusters

    def _write(self, written: Written, cluster: Cluster, event_id: str, change: ChangeKind) -> None:
        stored = self.ledger.events.get(event_id)
        version = stored.record.version + 1 if stored is not None else 1
        material = self._material(cluster)
        record = build(
            material, event_id=event_id, version=version, change=change, relations=self._relations(cluster, event_id)
        )
        self.ledger.write(written, record, cluster, self._activity(material))

    def _material(self, cluster: Cluster) -> Material:
        main = self.elections.main_articles(cluster)
        profiles = [self.corpus.profiles[article_id] for article_id in {node[0] for node in cluster} | main]
        profiles.sort(key=lambda profile: profile.order)
        chains = tuple(self.corpus.chains[node] for node in cluster)
        return Material(chains, tuple(profiles), main, originals(profiles, self.corpus.copies))

    def _relations(self, cluster: Cluster, event_id: str) -> tuple[Relation, ...]:
        found: set[Relation] = set()
        for node in cluster:
            chain = self.corpus.chains[node].chain
            whole = self.ledger.event_of.get((node[0], chain.part_of)) if chain.part_of is not None else None
            if whole is not None and whole != event_id:
                found.add(Relation("part_of", whole))
            elected = self.elections.of_article(node[0]) if chain.main else None
            if elected is not None and elected != cluster:
                found.add(Relation("same_story", self.ledger.event_of[elected[0]]))
        return tuple(sorted(found, key=lambda relation: (relation.kind, relation.event_id)))

    def _activity(self, material: Material) -> Activity:
        """Latest publication of the dated articles and latest arrival of the undated ones."""
        published: list[float] = []
        arrived: list[float] = []
        for profile in material.articles:
            article = profile.mentions.article
            when = event_time(article, self.settings)
            came = moment(article.received_at) if when is None else None
            published += [] if when is None else [when]
            arrived += [] if came is None else [came]
        return Activity(max(published, default=None), max(arrived, default=None))

    def _expire(self, written: Written, expired: Iterable[str]) -> None:
        """Drop articles past retention. What was told of them stays told; an event goes with the last of its articles."""
        touched: set[str] = set()
        for article_id in expired:
            nodes = (
                [chain.node for chain in self.corpus.profiles[article_id].chains]
                if article_id in self.corpus.profiles
                else []
            )
            elected = self.elections.of_article(article_id) if nodes else None
            nodes += elected[:1] if elected is not None else ()
            touched.update(self.ledger.event_of[node] for node in nodes if node in self.ledger.event_of)
            del self.articles[article_id]
            self.elections.after(self.corpus.change(article_id, None))
        apart: set[Cluster] = set()
        for event_id in sorted(touched):
            left = tuple(node for node in self.ledger.events[event_id].members if node in self.corpus.chains)
            self.ledger.shrink(written, event_id, left)
            if left and set(self.corpus.clusters[left[0]]) != set(left):
                apart.update(self.corpus.clusters[node] for node in left)
        if apart:
            self._tell(written, (), apart)
        for event_id in self.ledger.retention.due(self.clock):
            if not self.ledger.events[event_id].members:
                self.ledger.drop(written, event_id)

    def _awaiting(self) -> set[str]:
        return {
            event_id
            for event_id, row in self.ledger.events.items()
            if not row.shrunk and any(line.id not in self.articles for line in row.record.articles) and row.members
        }

    def _is_shrunk(self, cluster: Cluster) -> bool:
        """Whether the event was told with articles that have left retention since: it is told again when something else changes."""
        event_id = self.ledger.event_of.get(cluster[0])
        row = self.ledger.events.get(event_id) if event_id is not None else None
        return row is not None and row.shrunk and set(row.members) == set(cluster)

    def _version(self, cluster: Cluster) -> int:
        return self.articles[cluster[0][0]].article.version

    def _changes(
        self,
        written: Written,
        articles_put: tuple[ArticleMentions, ...] = (),
        articles_drop: tuple[str, ...] = (),
    ) -> Changes:
        self.clock = replace(self.clock, born=self.ledger.born) if self.clock.born != self.ledger.born else self.clock
        return Changes(
            clock=self.clock,
            records=tuple(written.records),
            retired=(*articles_drop, *written.dropped),
            articles_put=articles_put,
            articles_drop=articles_drop,
            events_put=tuple(written.put.values()),
            events_drop=tuple(written.dropped),
        )


def _rank(mentions: ArticleMentions) -> tuple[int, bool, bytes]:
    """Which of two versions holds: the higher, of equal ones the cancelled, else the one whose bytes come last; arrival has no say."""
    article = mentions.article
    bare = replace(mentions, article=replace(article, received_at=None))
    return article.version, article.status == "canceled", encode(bare)
