"""The windowed aggregator of one shard: article versions in, event records out."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Literal

from schemas import ArticleMentions, EventRecord, Tick, encode
from schemas.event import ChangeKind, Relation
from workers.consolidation.clock import Clock, is_late, on_article, on_tick
from workers.consolidation.copies import originals
from workers.consolidation.corpus import Cluster, Corpus, Moved
from workers.consolidation.election import elect
from workers.consolidation.identity import name_clusters, new_id
from workers.consolidation.moments import moment, published_moment
from workers.consolidation.record import Material, build
from workers.consolidation.scoring import Models, load_models
from workers.consolidation.settings import ConsolidationSettings
from workers.consolidation.state import Changes, Node, StoredEvent

LIVE = frozenset({"open", "closed"})
HISTORY = 50
"""Most lines of an event's history: the first, and the latest."""


@dataclass(slots=True)
class _Written:
    """Rows and records of the operation under way."""

    records: list[EventRecord] = field(default_factory=list)
    events: dict[str, StoredEvent] = field(default_factory=dict)


class Consolidator:
    """One shard's events: a pure function of the set of article versions seen, told as it changes.

    Synchronous and deterministic; time comes in with the messages.
    """

    def __init__(self, settings: ConsolidationSettings, models: Models | None = None) -> None:
        self.settings = settings
        self.clock = Clock()
        self.articles: dict[str, ArticleMentions] = {}
        self.events: dict[str, StoredEvent] = {}
        self._corpus = Corpus(models or load_models(), settings.piece_limit)
        self._event_of: dict[Node, str] = {}
        self._elected: dict[tuple[str, ...], Cluster | None] = {}
        self._electing: dict[Cluster, set[tuple[str, ...]]] = {}

    @classmethod
    def restore(
        cls,
        settings: ConsolidationSettings,
        articles: Iterable[ArticleMentions],
        events: Iterable[StoredEvent],
        clock: Clock,
        models: Models | None = None,
    ) -> "Consolidator":
        """Rebuild a shard from its rows. What the rows show to be untold, `pending` tells."""
        restored = cls(settings, models)
        restored.clock = clock
        restored.events = {event.record.event_id: event for event in events}
        for event_id, event in restored.events.items():
            if event.record.status in LIVE:
                restored._event_of.update(dict.fromkeys(event.members, event_id))
        for mentions in sorted(articles, key=lambda item: item.article.id):
            restored.articles[mentions.article.id] = mentions
            if _is_usable(mentions):
                restored._elect_anew(restored._corpus.change(mentions.article.id, mentions))
        return restored

    def apply(self, mentions: ArticleMentions) -> Changes:
        """Take in one version of one article. A version that is not newer than the one in state changes nothing."""
        known = self.articles.get(mentions.article.id)
        if known is not None and _rank(known) >= _rank(mentions):
            return Changes(clock=self.clock)
        self.clock = on_article(self.clock, mentions.article, self.settings)
        if is_late(self.clock, mentions.article, self.settings):
            return Changes(clock=self.clock, late=True)
        self.articles[mentions.article.id] = mentions
        moved = self._corpus.change(mentions.article.id, mentions if _is_usable(mentions) else None)
        written = self._told(moved, mentions.article.id)
        self._close_due(written)
        return self._changes(written, articles_put=(mentions,))

    def tick(self, tick: Tick) -> Changes:
        """Move the clock: windows whose time has come are closed, state past retention is dropped."""
        self.clock = on_tick(self.clock, tick, self.settings)
        written = _Written()
        self._close_due(written)
        return self._retire(written)

    def pending(self) -> Changes:
        """Tell what the rows show to be untold: after a crash between writing an article and telling its events."""
        every = set(self._corpus.events.clusters.values())
        awaited = {
            event_id
            for event_id, event in self.events.items()
            if event.record.status in LIVE and any(article_id not in self.articles for article_id, _ in event.members)
        }
        clusters = {c for c in every if not any(self._event_of.get(node) in awaited for node in c)}
        known = {node for cluster in clusters for node in cluster}
        gone = {
            event.members
            for event_id, event in self.events.items()
            if event.record.status in LIVE and event_id not in awaited and not known.issuperset(event.members)
        }
        written = self._tell(gone, clusters)
        self._close_due(written)
        return self._changes(written)

    def records(self) -> list[EventRecord]:
        """Return the last record of every event that is neither retracted nor merged away, by event id."""
        return [event.record for _, event in sorted(self.events.items()) if event.record.status in LIVE]

    def _told(self, moved: Moved, article_id: str) -> _Written:
        changed = self._elect_anew(moved)
        profile = self._corpus.profiles.get(article_id)
        own = {self._corpus.events.clusters[chain.node] for chain in profile.chains} if profile is not None else set()
        clusters = moved.clusters | changed | own
        clusters |= self._children(clusters)
        return self._tell(moved.clusters_gone, clusters)

    def _elect_anew(self, moved: Moved) -> set[Cluster]:
        """Elect the main events of all stories that a change has touched; return the clusters whose records hang on it."""
        touched: set[Cluster] = set()
        for story in moved.stories_gone:
            touched |= self._forget_election(story)
        stories = set(moved.stories)
        for cluster in moved.clusters:
            stories.update(self._corpus.story_of(node[0]) for node in cluster)
        for cluster in moved.clusters_gone:
            for node in cluster:
                if node[0] in self._corpus.profiles:
                    stories.add(self._corpus.story_of(node[0]))
        for story in stories:
            touched |= self._forget_election(story)
            touched |= self._hold_election(story)
        return {cluster for cluster in touched if self._is_current(cluster)}

    def _forget_election(self, story: tuple[str, ...]) -> set[Cluster]:
        cluster = self._elected.pop(story, None)
        if cluster is None:
            return set()
        self._electing[cluster].discard(story)
        if not self._electing[cluster]:
            del self._electing[cluster]
        return {cluster}

    def _hold_election(self, story: tuple[str, ...]) -> set[Cluster]:
        profiles = [self._corpus.profiles[article_id] for article_id in story]
        clusters = self._corpus.events.clusters
        elected = elect(profiles, clusters, originals(profiles, self._corpus.copies))
        self._elected[story] = elected
        if elected is not None:
            self._electing.setdefault(elected, set()).add(story)
        return {clusters[profile.main.node] for profile in profiles if profile.main is not None}

    def _children(self, clusters: set[Cluster]) -> set[Cluster]:
        """The clusters with a chain that is part of one in `clusters`: their relations name it."""
        found: set[Cluster] = set()
        for cluster in clusters:
            for article_id, index in cluster:
                for chain in self._corpus.profiles[article_id].chains:
                    if chain.chain.part_of == index:
                        found.add(self._corpus.events.clusters[chain.node])
        return found

    def _is_current(self, cluster: Cluster) -> bool:
        return self._corpus.events.clusters.get(cluster[0]) == cluster

    def _tell(self, gone: Iterable[Cluster], clusters: set[Cluster]) -> _Written:
        written = _Written()
        before, clusters = self._concerned(gone, clusters)
        naming = name_clusters(clusters, before)
        names = dict(naming.kept)
        for cluster in naming.new:
            version = self.articles[cluster[0][0]].article.version
            names[cluster] = new_id(cluster, version, lambda found: found in self.events or found in names.values())
        for event in before.values():
            for node in event.members:
                self._event_of.pop(node, None)
        for cluster, event_id in names.items():
            self._event_of.update(dict.fromkeys(cluster, event_id))
        split = {
            cluster
            for cluster in naming.new
            if any(node in event.members for event in before.values() for node in cluster)
        }
        for cluster in sorted(names):
            change: ChangeKind = "split" if cluster in split else "created" if cluster in naming.new else "updated"
            self._write(written, cluster, names[cluster], change)
        for event_id, heir in sorted(naming.merged.items()):
            self._end(written, event_id, "merged", names[heir])
        for event_id in naming.retracted:
            self._end(written, event_id, "retracted", None)
        return written

    def _concerned(
        self, gone: Iterable[Cluster], clusters: set[Cluster]
    ) -> tuple[dict[str, StoredEvent], set[Cluster]]:
        """The events told before of any touched chain, and all clusters that now hold what they told."""
        ids = {self._event_of[node] for cluster in gone for node in cluster if node in self._event_of}
        held = set(clusters)
        todo = list(clusters)
        seen: set[str] = set()
        while todo or ids - seen:
            for event_id in ids - seen:
                seen.add(event_id)
                now = {self._corpus.events.clusters.get(node) for node in self.events[event_id].members} - {None}
                todo += [cluster for cluster in now if cluster is not None and cluster not in held]
            for cluster in todo:
                held.add(cluster)
                ids.update(self._event_of[node] for node in cluster if node in self._event_of)
            todo = []
        return {event_id: self.events[event_id] for event_id in sorted(ids)}, held

    def _write(self, written: _Written, cluster: Cluster, event_id: str, change: ChangeKind) -> None:
        stored = self.events.get(event_id)
        version = stored.record.version if stored is not None else 0
        record = build(
            self._material(cluster),
            event_id=event_id,
            version=version + 1,
            change=change,
            relations=self._relations(cluster, event_id),
        )
        published, arrived = self._activity(record)
        born = stored.born if stored is not None else self.clock.born
        if stored is None:
            self.clock = replace(self.clock, born=self.clock.born + 1)
        if stored is not None and _same_content(stored.record, record):
            if stored.members == cluster and (stored.published, stored.arrived) == (published, arrived):
                return
            row = replace(stored, members=cluster, published=published, arrived=arrived)
            self.events[event_id] = written.events[event_id] = row
            return
        if stored is not None and stored.record.status == "closed":
            record = replace(record, change="reopened")
        history = _longer(
            stored.history if stored is not None else (), _line(record, stored.record if stored else None)
        )
        row = StoredEvent(record, cluster, born, published, arrived, history)
        self.events[event_id] = written.events[event_id] = row
        written.records.append(record)

    def _end(self, written: _Written, event_id: str, status: Literal["merged", "retracted"], into: str | None) -> None:
        stored = self.events[event_id]
        record = replace(
            stored.record, version=stored.record.version + 1, status=status, merged_into=into, change=status
        )
        row = replace(stored, record=record, members=(), history=_longer(stored.history, _line(record, stored.record)))
        self.events[event_id] = written.events[event_id] = row
        written.records.append(record)

    def _material(self, cluster: Cluster) -> Material:
        own = {node[0] for node in cluster}
        stories = self._electing.get(cluster, set())
        main = frozenset(article_id for story in stories for article_id in story)
        profiles = [self._corpus.profiles[article_id] for article_id in own | main]
        profiles.sort(key=lambda profile: profile.order)
        chains = tuple(self._corpus.chains[node] for node in cluster)
        return Material(chains, tuple(profiles), main, originals(profiles, self._corpus.copies))

    def _relations(self, cluster: Cluster, event_id: str) -> tuple[Relation, ...]:
        found: set[tuple[str, str]] = set()
        for article_id, index in cluster:
            parent = self._corpus.chains[article_id, index].chain.part_of
            if parent is not None and (other := self._event_of.get((article_id, parent))) not in {None, event_id}:
                found.add(("part_of", str(other)))
            elected = self._elected.get(self._corpus.story_of(article_id))
            if self._corpus.chains[article_id, index].chain.main and elected is not None and elected != cluster:
                found.add(("same_story", self._event_of[elected[0]]))
        return tuple(Relation(kind, other) for kind, other in sorted(found))  # type: ignore[arg-type]

    def _activity(self, record: EventRecord) -> tuple[float | None, float | None]:
        """Latest publication of the dated articles and latest arrival of the undated ones."""
        published: float | None = None
        arrived: float | None = None
        for line in record.articles:
            article = self.articles[line.id].article
            when = published_moment(article.published)
            if when is not None:
                published = when if published is None else max(published, when)
            elif (came := moment(article.received_at)) is not None:
                arrived = came if arrived is None else max(arrived, came)
        return published, arrived

    def _close_due(self, written: _Written) -> None:
        for event_id, stored in self.events.items():
            if stored.record.status == "open" and self._is_due(stored):
                record = replace(stored.record, version=stored.record.version + 1, status="closed", change="closed")
                row = replace(stored, record=record, history=_longer(stored.history, _line(record, stored.record)))
                written.events[event_id] = row
                written.records.append(record)
        self.events.update(written.events)

    def _is_due(self, stored: StoredEvent) -> bool:
        if self.clock.ended:
            return True
        return self._passed(stored, self.settings.gap.total_seconds())

    def _passed(self, stored: StoredEvent, seconds: float) -> bool:
        """Whether so much time has passed since the event's last activity; never where it has none."""
        if stored.published is None and stored.arrived is None:
            return False
        watermark, arrival = self.clock.watermark, self.clock.arrival
        if stored.published is not None and (watermark is None or watermark < stored.published + seconds):
            return False
        return stored.arrived is None or (arrival is not None and arrival >= stored.arrived + seconds)

    def _retire(self, written: _Written) -> Changes:
        return self._changes(written)

    def _changes(self, written: _Written, articles_put: tuple[ArticleMentions, ...] = ()) -> Changes:
        return Changes(
            clock=self.clock,
            records=tuple(written.records),
            articles_put=articles_put,
            events_put=tuple(written.events.values()),
        )


def _is_usable(mentions: ArticleMentions) -> bool:
    return mentions.article.status == "usable"


def _rank(mentions: ArticleMentions) -> tuple[int, bool, bytes]:
    """Which of two versions holds: the higher, of equal ones the cancelled, else the one whose bytes come last; arrival has no say."""
    article = mentions.article
    return (
        article.version,
        article.status == "canceled",
        encode(replace(mentions, article=replace(article, received_at=None))),
    )


def _same_content(told: EventRecord, record: EventRecord) -> bool:
    return replace(record, version=told.version, status=told.status, change=told.change) == told


def _longer(history: tuple[str, ...], line: str) -> tuple[str, ...]:
    grown = (*history, line)
    return grown if len(grown) <= HISTORY else (grown[0], *grown[-HISTORY + 1 :])


def _line(record: EventRecord, before: EventRecord | None) -> str:
    """What changed with this version, in words."""
    if record.merged_into is not None:
        return f"{record.version}: merged into {record.merged_into}"
    if before is None or record.change in {"closed", "retracted"}:
        return f"{record.version}: {record.change}"
    names = ("type", "title", "modality", "who", "where", "when", "what", "articles", "mentions", "relations")
    changed = [name for name in names if getattr(record, name) != getattr(before, name)]
    return f"{record.version}: {record.change} ({', '.join(changed) or 'evidence'})"
