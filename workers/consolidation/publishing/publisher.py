"""From changed clusters to new versions of records: compares clusters with published events."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from operator import attrgetter

from schemas.event import ChangeKind, Relation
from workers.consolidation.graph.incremental import distinct
from workers.consolidation.graph.similarity_graph import SimilarityGraph
from workers.consolidation.pairs.copies import originals
from workers.consolidation.publishing.identity import assign_ids, new_id
from workers.consolidation.publishing.published_events import Changeset, PublishedEvents
from workers.consolidation.publishing.relations import referrers, relations_of
from workers.consolidation.records.record import RecordInput, build
from workers.consolidation.rows.state import Cluster, StoredEvent
from workers.consolidation.time.clock import event_time
from workers.consolidation.time.timestamps import timestamp
from workers.consolidation.time.windows import Activity


@dataclass(slots=True)
class Publisher:
    """Assigns event ids to clusters, builds their records and writes them as published events."""

    graph: SimilarityGraph
    published: PublishedEvents

    def publish(
        self, changeset: Changeset, removed: Iterable[Cluster], changed: set[Cluster]
    ) -> None:
        """Publish the events of removed and changed clusters, and of clusters that name them."""
        before, clusters = self._affected(removed, changed)
        assignment = assign_ids(clusters, before)
        event_of = self.published.event_of
        ids = dict(assignment.kept)
        for cluster in assignment.new:
            ids[cluster] = self._new_id(cluster, changeset.salt, set(ids.values()))
        referred = [c for c, name in ids.items() if self._is_renamed(c, name, before.get(name))]
        for cluster, event_id in ids.items():
            event_of.update(dict.fromkeys(cluster, event_id))
        referring = {other for cluster in referred for other in referrers(cluster, self.graph)}
        for cluster in referring - ids.keys():
            if cluster[0] in event_of:
                ids[cluster] = event_of[cluster[0]]
        first_changes = _first_changes(assignment.new, before)
        for cluster in sorted(ids):
            change = first_changes.get(cluster, "updated")
            self._write(changeset, cluster, ids[cluster], change)
        for event_id, heir in sorted(assignment.merged.items()):
            self.published.end(changeset, event_id, "merged", ids[heir])
        for event_id in assignment.retracted:
            self.published.end(changeset, event_id, "retracted", None)

    def _affected(
        self, removed: Iterable[Cluster], changed: set[Cluster]
    ) -> tuple[dict[str, StoredEvent], set[Cluster]]:
        """Return the events published with a changed chain, and all clusters of their members."""
        event_of, now = self.published.event_of, self.graph.clusters
        ids = {event_of[node] for cluster in removed for node in cluster if node in event_of}
        clusters: set[Cluster] = set()
        todo = set(changed)
        seen: set[str] = set()
        while todo or ids > seen:
            clusters |= todo
            ids.update(event_of[node] for cluster in todo for node in cluster if node in event_of)
            rows = [self.published.rows[event_id] for event_id in ids - seen]
            members = [node for row in rows for node in row.members]
            seen |= ids
            todo = set(distinct(members, now)) - clusters
        return {event_id: self.published.rows[event_id] for event_id in sorted(ids)}, clusters

    def _is_renamed(self, cluster: Cluster, event_id: str, before: StoredEvent | None) -> bool:
        """Return whether the relations of other events may name the cluster in another way now.

        They may if it is new, if a chain was published with another event, if its first chain is
        another one (it breaks ties), or if it is some article's main event now and was not, or the
        reverse: only a main event is named by `follows`.
        """
        if before is None or before.members[:1] != cluster[:1]:
            return True
        if {self.published.event_of.get(node, event_id) for node in cluster} != {event_id}:
            return True
        was_main = self.published.record(event_id).level == "main"
        return was_main != any(map(self.graph.is_main, cluster))

    def _new_id(self, cluster: Cluster, salt: str, taken: set[str]) -> str:
        version = f"{self.graph.articles[cluster[0][0]].mentions.article.version}{salt}"
        rows = self.published.rows
        return new_id(cluster, version, lambda event_id: event_id in rows or event_id in taken)

    def _write(
        self, changeset: Changeset, cluster: Cluster, event_id: str, change: ChangeKind
    ) -> None:
        record_input = self._record_input(cluster)
        relations = self._relations(cluster, event_id, record_input.originals)
        record = build(record_input, event_id=event_id, change=change, relations=relations)
        self.published.write(changeset, record, cluster, self._activity(record_input))

    def _relations(
        self, cluster: Cluster, event_id: str, original_of: Mapping[str, str]
    ) -> tuple[Relation, ...]:
        event_of = self.published.event_of
        others = relations_of(cluster, self.graph, original_of)
        named = {(kind, event_of[other[0]]) for kind, other in others if other[0] in event_of}
        return tuple(Relation(kind, other) for kind, other in sorted(named) if other != event_id)

    def _record_input(self, cluster: Cluster) -> RecordInput:
        chains = tuple([self.graph.chain(node) for node in cluster])
        ids = dict.fromkeys(node[0] for node in cluster)
        articles = [self.graph.articles[article_id] for article_id in ids]
        articles.sort(key=attrgetter("order"))
        main = frozenset(chain.node[0] for chain in chains if chain.chain.main)
        original_of = originals(articles, self.graph.comparisons.copies)
        decisions = self.graph.rulings.lines(cluster)
        return RecordInput(chains, tuple(articles), main, original_of, decisions)

    def _activity(self, record_input: RecordInput) -> Activity:
        """Return the latest publication of dated articles and arrival of undated ones."""
        articles = [article.mentions.article for article in record_input.articles]
        times = [event_time(article, self.published.settings) for article in articles]
        arrivals = [timestamp(article.received_at) for article in articles]
        pairs = list(zip(times, arrivals, strict=True))
        published = max((time for time, _ in pairs if time is not None), default=None)
        arrived = (item for time, item in pairs if time is None and item is not None)
        return Activity(published, max(arrived, default=None))


def _first_changes(
    new: Iterable[Cluster], before: Mapping[str, StoredEvent]
) -> dict[Cluster, ChangeKind]:
    """Return how each new event came: split from published ones, or created."""
    members = {node for row in before.values() for node in row.members}
    return {cluster: "created" if members.isdisjoint(cluster) else "split" for cluster in new}
