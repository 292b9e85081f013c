"""From clusters that a change has touched to the versions of records that tell it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from operator import attrgetter

from schemas import ArticleMentions
from schemas.event import ChangeKind
from workers.consolidation.graph.corpus import Cluster, Corpus
from workers.consolidation.graph.elections import Elections
from workers.consolidation.graph.layer import distinct
from workers.consolidation.graph.relations import Relations
from workers.consolidation.ledger import Ledger, Written
from workers.consolidation.pairs.copies import originals
from workers.consolidation.records.identity import name_clusters, new_id
from workers.consolidation.records.record import Material, build
from workers.consolidation.state import StoredEvent
from workers.consolidation.windows import Activity


@dataclass(slots=True)
class Teller:
    """Names clusters, builds their records and writes them down in the ledger."""

    articles: Mapping[str, ArticleMentions]
    activity: Mapping[str, Activity]
    corpus: Corpus
    elections: Elections
    ledger: Ledger
    relations: Relations

    def tell(self, written: Written, gone: Iterable[Cluster], touched: set[Cluster]) -> None:
        """Tell what has become of the clusters that are gone and of those that a change has touched."""
        before, clusters = self._concerned(gone, touched)
        naming = name_clusters(clusters, before)
        names = dict(naming.kept)
        taken = set(names.values())
        for cluster in naming.new:
            version = f"{self._version(cluster)}{written.salt}"
            names[cluster] = new_id(cluster, version, lambda found: found in self.ledger.events or found in taken)
            taken.add(names[cluster])
        concerned = self.relations.renamed(names, {*naming.merged, *naming.retracted})
        self._announce(names)
        names.update(
            (c, self.ledger.event_of[c[0]]) for c in concerned if c not in names and c[0] in self.ledger.event_of
        )
        fresh = set(naming.new)
        told = {node for row in before.values() for node in row.members}
        for cluster in sorted(names):
            change: ChangeKind = "updated"
            if cluster in fresh:
                change = "created" if told.isdisjoint(cluster) else "split"
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
            todo = set(distinct(members, now)) - clusters
        return {event_id: self.ledger.events[event_id] for event_id in sorted(ids)}, clusters

    def _write(self, written: Written, cluster: Cluster, event_id: str, change: ChangeKind) -> None:
        material = self._material(cluster)
        relations = self.relations.of(cluster, event_id, material.originals)
        record = build(material, event_id=event_id, version=1, change=change, relations=relations)
        self.ledger.write(written, record, cluster, self._activity(material))

    def _material(self, cluster: Cluster) -> Material:
        main = self.elections.main_articles(cluster)
        profiles = [self.corpus.profiles[article_id] for article_id in main.union([node[0] for node in cluster])]
        profiles.sort(key=attrgetter("order"))
        chains = tuple([self.corpus.chains[node] for node in cluster])
        return Material(
            chains, tuple(profiles), main, originals(profiles, self.corpus.copies), self.corpus.rulings.lines(cluster)
        )

    def _activity(self, material: Material) -> Activity:
        """Latest publication of the dated articles and latest arrival of the undated ones."""
        own = [self.activity[profile.id] for profile in material.articles]
        published = [one.published for one in own if one.published is not None]
        arrived = [one.arrived for one in own if one.arrived is not None]
        return Activity(max(published, default=None), max(arrived, default=None))

    def _version(self, cluster: Cluster) -> int:
        return self.articles[cluster[0][0]].article.version
