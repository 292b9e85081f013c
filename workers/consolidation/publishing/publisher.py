"""From clusters that a change has touched to the versions of records that tell it: the one place that compares what is with what was published."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from operator import attrgetter

from schemas import ArticleMentions
from schemas.event import ChangeKind, Relation
from workers.consolidation.graph.incremental import distinct
from workers.consolidation.graph.similarity_graph import Cluster, Corpus
from workers.consolidation.pairs.copies import originals
from workers.consolidation.publishing.identity import name_clusters, new_id
from workers.consolidation.publishing.published_events import Ledger, Written
from workers.consolidation.publishing.relations import naming, relations
from workers.consolidation.records.record import Material, build
from workers.consolidation.rows.state import StoredEvent
from workers.consolidation.time.windows import Activity


@dataclass(slots=True)
class Teller:
    """Names clusters, builds their records and writes them down in the ledger."""

    articles: Mapping[str, ArticleMentions]
    activity: Mapping[str, Activity]
    corpus: Corpus
    ledger: Ledger

    def tell(self, written: Written, gone: Iterable[Cluster], touched: set[Cluster]) -> None:
        """Tell what has become of the clusters that are gone and of those that a change has touched."""
        before, clusters = self._concerned(gone, touched)
        names = name_clusters(clusters, before)
        event_of = self.ledger.event_of
        told = {node for row in before.values() for node in row.members}
        ids = dict(names.kept)
        for cluster in names.new:
            ids[cluster] = self._new_id(cluster, written.salt, set(ids.values()))
        renamed = [cluster for cluster, name in ids.items() if any(event_of.get(node) != name for node in cluster)]
        for cluster, event_id in ids.items():
            event_of.update(dict.fromkeys(cluster, event_id))
        for cluster in {other for named in renamed for other in naming(named, self.corpus)} - ids.keys():
            if cluster[0] in event_of:
                ids[cluster] = event_of[cluster[0]]
        fresh: dict[Cluster, ChangeKind] = {c: "created" if told.isdisjoint(c) else "split" for c in names.new}
        for cluster in sorted(ids):
            self._write(written, cluster, ids[cluster], fresh.get(cluster, "updated"))
        for event_id, heir in sorted(names.merged.items()):
            self.ledger.end(written, event_id, "merged", ids[heir])
        for event_id in names.retracted:
            self.ledger.end(written, event_id, "retracted", None)

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
            todo = set(distinct(members, now)) - clusters
        return {event_id: self.ledger.events[event_id] for event_id in sorted(ids)}, clusters

    def _new_id(self, cluster: Cluster, salt: str, taken: set[str]) -> str:
        version = f"{self.articles[cluster[0][0]].article.version}{salt}"
        return new_id(cluster, version, lambda found: found in self.ledger.events or found in taken)

    def _write(self, written: Written, cluster: Cluster, event_id: str, change: ChangeKind) -> None:
        material = self._material(cluster)
        related = self._relations(cluster, event_id, material.originals)
        record = build(material, event_id=event_id, version=1, change=change, relations=related)
        self.ledger.write(written, record, cluster, self._activity(material))

    def _relations(self, cluster: Cluster, event_id: str, original: Mapping[str, str]) -> tuple[Relation, ...]:
        event_of = self.ledger.event_of
        named = [(kind, event_of.get(other[0])) for kind, other in relations(cluster, self.corpus, original)]
        found = {Relation(kind, other) for kind, other in named if other is not None and other != event_id}
        return tuple(sorted(found, key=lambda relation: (relation.kind, relation.event_id)))

    def _material(self, cluster: Cluster) -> Material:
        chains = tuple([self.corpus.chains[node] for node in cluster])
        profiles = [self.corpus.profiles[article_id] for article_id in dict.fromkeys(node[0] for node in cluster)]
        profiles.sort(key=attrgetter("order"))
        main = frozenset(chain.node[0] for chain in chains if chain.chain.main)
        copied = originals(profiles, self.corpus.copies)
        return Material(chains, tuple(profiles), main, copied, self.corpus.rulings.lines(cluster))

    def _activity(self, material: Material) -> Activity:
        """Latest publication of the dated articles and latest arrival of the undated ones."""
        own = [self.activity[profile.id] for profile in material.articles]
        published = [one.published for one in own if one.published is not None]
        arrived = [one.arrived for one in own if one.arrived is not None]
        return Activity(max(published, default=None), max(arrived, default=None))
