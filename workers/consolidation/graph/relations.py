"""How an event stands to others: part of a larger one, told beside the main event of its story, or following an earlier one of its affair."""

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from schemas.event import Relation
from workers.consolidation.graph.corpus import Cluster, Corpus, Moved, Story
from workers.consolidation.graph.elections import Elections
from workers.consolidation.ledger import Ledger
from workers.consolidation.state import Node

MOST_FOLLOWED = 3
"""Most events that one event follows, those that most independent articles put before it."""


@dataclass(slots=True)
class Relations:
    """Relations between the events of a shard.

    Attributes:
        leading: Ids of the events that some article has as its main one; only such an event can be followed, as what is told on the way is no news.
        beside: Article -> id of the main event of its story, as the article's own main event was last told to stand beside it.
    """

    corpus: Corpus
    elections: Elections
    ledger: Ledger
    leading: set[str] = field(default_factory=set)
    beside: dict[str, str] = field(default_factory=dict)

    def of(self, cluster: Cluster, event_id: str, original: Mapping[str, str]) -> tuple[Relation, ...]:
        """Return the relations of an event. `original` gives for each article the one it copies, or itself."""
        wholes = set(self._wholes(cluster)) - {event_id}
        mains = [node for node in cluster if self.corpus.chains[node].chain.main]
        if not wholes and not mains:
            return ()
        followed = [other for other in self._followed(mains, original) if other != event_id and other not in wholes]
        beside = set(self._beside(mains, cluster)) - {event_id}
        found = [
            *(Relation("follows", other) for other in followed[:MOST_FOLLOWED]),
            *(Relation("part_of", other) for other in wholes),
            *(Relation("same_story", other) for other in beside),
        ]
        return tuple(sorted(found, key=lambda relation: (relation.kind, relation.event_id)))

    def renamed(self, names: Mapping[Cluster, str], ended: AbstractSet[str]) -> set[Cluster]:
        """Note under which ids clusters go on, and which ids end; return the clusters whose relations may name another id now.

        Call before the ledger's `event_of` is brought up to date.
        """
        self.leading -= ended
        concerned: set[Cluster] = set()
        for cluster, event_id in names.items():
            turned = self._note(cluster, event_id)
            concerned.update(self._lost(cluster, event_id))
            for node in cluster:
                if turned or self.ledger.event_of.get(node) != event_id:
                    concerned.update(self._naming(node))
        return concerned

    def resume(self) -> None:
        """Find out which events lead, from the rows."""
        for event_id, row in self.ledger.events.items():
            self.shrunk(event_id, row.members)
        self._note_beside(self.elections.held)

    def forget(self, moved: Moved) -> None:
        """Note the main events that stories have without an article that has gone."""
        if moved.article_id is not None:
            self.beside.pop(moved.article_id, None)
        self._note_beside(self.elections.concerned(moved))

    def _note_beside(self, stories: Iterable[Story]) -> None:
        for story in stories:
            elected = self.elections.held.get(story)
            if elected is not None and elected[0] in self.ledger.event_of:
                self.beside.update(dict.fromkeys(story, self.ledger.event_of[elected[0]]))

    def shrunk(self, event_id: str, members: tuple[Node, ...]) -> None:
        """Note the chains that an event is told with."""
        chains = self.corpus.chains
        leads = any(node in chains and chains[node].chain.main for node in members)
        (self.leading.add if leads else self.leading.discard)(event_id)

    def _note(self, cluster: Cluster, event_id: str) -> bool:
        before = event_id in self.leading
        self.shrunk(event_id, cluster)
        return before != (event_id in self.leading)

    def _lost(self, elected: Cluster, event_id: str) -> Iterator[Cluster]:
        """The main events of articles in whose stories another was elected that was not, or not under this id."""
        for story in self.elections.won.get(elected, ()):
            for article_id in story:
                if self.beside.get(article_id) != event_id:
                    self.beside[article_id] = event_id
                    main = self.corpus.profiles[article_id].main
                    if main is not None:
                        yield self.corpus.clusters[main.node]

    def _naming(self, node: Node) -> Iterator[Cluster]:
        """The clusters whose relations name the event that the chain is in: of its parts, and of the main event that its article puts after it."""
        clusters = self.corpus.clusters
        yield from (clusters[part] for part in self.corpus.parts_of(node))
        if node in self.corpus.precedents.get(node[0], ()) and (main := self.corpus.profiles[node[0]].main) is not None:
            yield clusters[main.node]

    def _wholes(self, cluster: Cluster) -> Iterator[str]:
        chains, event_of = self.corpus.chains, self.ledger.event_of
        for node in cluster:
            index = chains[node].chain.part_of
            whole = event_of.get((node[0], index)) if index is not None else None
            if whole is not None:
                yield whole

    def _beside(self, mains: Iterable[Node], cluster: Cluster) -> Iterator[str]:
        for node in mains:
            elected = self.elections.of_story(node[0])
            if elected is not None and elected != cluster and elected[0] in self.ledger.event_of:
                yield self.ledger.event_of[elected[0]]

    def _followed(self, mains: Iterable[Node], original: Mapping[str, str]) -> list[str]:
        """What articles with this main event put before it, the best supported first, ties by content."""
        precedents = self.corpus.precedents
        told: dict[str, set[str]] = {}
        first: dict[str, tuple[object, ...]] = {}
        for node in mains if precedents else ():
            for before in precedents.get(node[0], ()):
                whole = self.ledger.event_of.get(before)
                if whole is not None and whole in self.leading:
                    told.setdefault(whole, set()).add(original[node[0]])
                    first.setdefault(whole, self.corpus.chains[before].order)
        return sorted(told, key=lambda whole: (-len(told[whole]), first[whole]))
