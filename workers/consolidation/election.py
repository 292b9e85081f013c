"""The main event of a story: the one that most of its independent articles have as theirs."""

from collections.abc import Iterable, Mapping

from workers.consolidation.profiles import ArticleProfile
from workers.consolidation.state import Node

Cluster = tuple[Node, ...]


def elect(
    articles: Iterable[ArticleProfile], clusters: Mapping[Node, Cluster], original: Mapping[str, str]
) -> Cluster | None:
    """Return the cluster with the most votes; None where no article has a main event.

    An article votes with its main chain; copies vote once. Ties go to the cluster with more articles of the story, then to the one whose chain
    stands first by content.
    """
    members = sorted(articles, key=lambda article: article.order)
    votes: dict[Cluster, set[str]] = {}
    first: dict[Cluster, int] = {}
    for place, article in enumerate(members):
        if article.main is not None:
            cluster = clusters[article.main.node]
            votes.setdefault(cluster, set()).add(original.get(article.id, article.id))
            first.setdefault(cluster, place)
    if not votes:
        return None
    ids = {article.id for article in members}
    return min(votes, key=lambda c: (-len(votes[c]), -len({node[0] for node in c} & ids), first[c]))
