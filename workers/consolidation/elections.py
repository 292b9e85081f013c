"""The main events of all stories, kept up to date where stories or clusters change."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from workers.consolidation.copies import originals
from workers.consolidation.corpus import Cluster, Corpus, Moved, Story
from workers.consolidation.election import elect


@dataclass(slots=True)
class Elections:
    """Which cluster is the main event of which story.

    Attributes:
        held: Story -> its main event.
        won: Cluster -> the stories that have it as their main event.
    """

    corpus: Corpus
    held: dict[Story, Cluster] = field(default_factory=dict)
    won: dict[Cluster, set[Story]] = field(default_factory=dict)

    def after(self, moved: Moved) -> set[Cluster]:
        """Elect anew in every story that a change has touched; return the clusters whose records hang on it."""
        touched: set[Cluster] = set()
        for story in moved.stories_gone:
            touched |= self._forget(story)
        for story in self._stories(moved):
            touched |= self._hold(story)
        return {cluster for cluster in touched if self.corpus.is_current(cluster)}

    def of_article(self, article_id: str) -> Cluster | None:
        """Return the main event of the story that an article is in."""
        return self.held.get(self.corpus.story_of(article_id))

    def main_articles(self, cluster: Cluster) -> frozenset[str]:
        """Return the articles that have the cluster as their main event."""
        return frozenset(article_id for story in self.won.get(cluster, ()) for article_id in story)

    def _stories(self, moved: Moved) -> set[Story]:
        stories = set(moved.stories)
        if moved.article_id in self.corpus.profiles:
            stories.add(self.corpus.story_of(moved.article_id))
        for cluster in (*moved.clusters, *moved.clusters_gone):
            stories.update(self.corpus.story_of(a) for a, _ in cluster if a in self.corpus.profiles)
        return stories

    def _forget(self, story: Story) -> AbstractSet[Cluster]:
        cluster = self.held.pop(story, None)
        if cluster is None:
            return frozenset()
        self.won[cluster].discard(story)
        if not self.won[cluster]:
            del self.won[cluster]
        return {cluster}

    def _hold(self, story: Story) -> set[Cluster]:
        """The new and the old main event of the story, and where they differ all that lost: their relations name the winner."""
        profiles = [self.corpus.profiles[article_id] for article_id in story]
        clusters = self.corpus.clusters
        elected = elect(profiles, clusters, originals(profiles, self.corpus.copies))
        before = self.held.get(story)
        if elected == before:
            return set()
        touched = set(self._forget(story))
        touched |= {clusters[profile.main.node] for profile in profiles if profile.main is not None}
        if elected is not None:
            self.held[story] = elected
            self.won.setdefault(elected, set()).add(story)
        return touched
