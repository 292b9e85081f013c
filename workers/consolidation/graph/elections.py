"""The main events of all stories, kept up to date where stories or clusters change."""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from workers.consolidation.graph.corpus import Cluster, Corpus, Moved, Story
from workers.consolidation.graph.election import Election, elect
from workers.consolidation.pairs.copies import originals
from workers.consolidation.pairs.profiles import ArticleProfile


@dataclass(slots=True)
class Elections:
    """Which cluster is the main event of which story.

    Attributes:
        held: Story -> its main event.
        won: Cluster -> the stories that have it as their main event.
        dissent: Article -> its own main event, where a decision keeps that apart from the one of its story, or where it came out before that one.
        dissenters: Cluster -> the articles that have it as their main event by dissent.
    """

    corpus: Corpus
    held: dict[Story, Cluster] = field(default_factory=dict)
    won: dict[Cluster, set[Story]] = field(default_factory=dict)
    dissent: dict[str, Cluster] = field(default_factory=dict)
    dissenters: dict[Cluster, set[str]] = field(default_factory=dict)

    def after(self, moved: Moved) -> set[Cluster]:
        """Elect anew in every story that a change has touched; return the clusters whose records hang on it."""
        touched: set[Cluster] = set()
        for story in moved.stories_gone:
            touched |= self._forget(story)
        for story in self.concerned(moved):
            touched |= self._hold(story)
        return {cluster for cluster in touched if self.corpus.is_current(cluster)}

    def of_story(self, article_id: str) -> Cluster | None:
        """Return the main event of the story that an article is in."""
        return self.held.get(self.corpus.story_of(article_id))

    def of_article(self, article_id: str) -> Cluster | None:
        """Return the main event of an article: that of its story, unless it dissents."""
        return self.dissent.get(article_id) or self.of_story(article_id)

    def main_articles(self, cluster: Cluster) -> frozenset[str]:
        """Return the articles that have the cluster as their main event."""
        agreeing = {
            article_id for story in self.won.get(cluster, ()) for article_id in story if article_id not in self.dissent
        }
        return frozenset(agreeing.union(self.dissenters.get(cluster, ())))

    def concerned(self, moved: Moved) -> set[Story]:
        """Return the stories in which a change may have changed the main event."""
        stories = set(moved.stories)
        if moved.article_id in self.corpus.profiles:
            stories.add(self.corpus.story_of(moved.article_id))
        chains = self.corpus.chains
        for cluster in (*moved.clusters, *moved.clusters_gone):
            mains = (node[0] for node in cluster if node in chains and chains[node].chain.main)
            stories.update(self.corpus.story_of(article_id) for article_id in mains)
        stories.update(self.corpus.story_of(a) for a in moved.recopied)
        stories.update(self.corpus.story_of(a) for a, _ in moved.bound if a in self.corpus.profiles)
        return stories

    def _forget(self, story: Story) -> AbstractSet[Cluster]:
        dissent = {self._agree(article_id) for article_id in story if article_id in self.dissent}
        cluster = self.held.pop(story, None)
        if cluster is None:
            return dissent
        self.won[cluster].discard(story)
        if not self.won[cluster]:
            del self.won[cluster]
        return {cluster} | dissent

    def _hold(self, story: Story) -> set[Cluster]:
        """The new and the old main event of the story, where they differ. `Relations` sees to those that lost, where the winner has another id."""
        profiles = [self.corpus.profiles[article_id] for article_id in story]
        clusters = self.corpus.clusters
        election = elect(profiles, clusters, originals(profiles, self.corpus.copies))
        elected = election.main if election is not None else None
        dissent = self._dissent(profiles, election) if election is not None else {}
        if elected == self.held.get(story) and dissent == {a: self.dissent[a] for a in story if a in self.dissent}:
            return set()
        touched = set(self._forget(story))
        if elected is not None:
            touched.add(elected)
            self.held[story] = elected
            self.won.setdefault(elected, set()).add(story)
        for article_id, cluster in dissent.items():
            self.dissent[article_id] = cluster
            self.dissenters.setdefault(cluster, set()).add(article_id)
        return touched | set(dissent.values())

    def _agree(self, article_id: str) -> Cluster:
        """Take back the dissent of an article; return what it had."""
        cluster = self.dissent.pop(article_id)
        self.dissenters[cluster].discard(article_id)
        if not self.dissenters[cluster]:
            del self.dissenters[cluster]
        return cluster

    def _dissent(self, profiles: Iterable[ArticleProfile], election: Election) -> dict[str, Cluster]:
        """The articles that came before the main event of their story, and those whose own main event a decision keeps apart from theirs."""
        constraints = self.corpus.rulings.constraints
        mains = [profile.main.node for profile in profiles if profile.main is not None] if constraints.sides else []
        kept = [node for node in mains if constraints.keep_apart(node, election.of(node[0]))]
        return {**election.apart, **{node[0]: self.corpus.clusters[node] for node in kept}}
