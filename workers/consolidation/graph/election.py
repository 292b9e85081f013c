"""The main event of a story: the one that most of its independent articles have as theirs."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from operator import attrgetter

from workers.consolidation.moments import days_of
from workers.consolidation.pairs.features import REAL
from workers.consolidation.pairs.profiles import ArticleProfile
from workers.consolidation.state import Node

Cluster = tuple[Node, ...]
Votes = Mapping[Cluster, Sequence[ArticleProfile]]
LONGEST = timedelta(2)
"""Days of a value that still tells when something happened to the day: a night has two."""
ZONES = timedelta(1)
"""An article may be dated to the day before the event that it reports, where its clock is another one."""
ENOUGH = 2
"""Independent sources that must date an event before its day tells who can have reported it."""
SEAT = 3
"""Independent articles that must have an event as theirs for it to stand beside the main event of the story."""
APART = timedelta(3)
"""Least time between the days of the two; reports of one event are a day or two off at times."""


@dataclass(frozen=True, slots=True)
class Election:
    """The outcome for one story.

    Attributes:
        main: The main event of the story.
        apart: Article -> its own main event, for those that cannot have the one of their story: it came later than they did, or they are of several that
            tell an event of another day.
    """

    main: Cluster
    apart: Mapping[str, Cluster]

    def of(self, article_id: str) -> Cluster:
        """Return the main event of an article of the story."""
        return self.apart.get(article_id, self.main)


def elect(
    articles: Iterable[ArticleProfile], clusters: Mapping[Node, Cluster], original: Mapping[str, str]
) -> Election | None:
    """Return the cluster with the most votes, and what articles that came before it have in its place; None where no article has a main event.

    An article votes with its main chain; copies vote once. Ties go to the cluster with more articles of the story, then to the one whose chain
    stands first by content. No article tells what happened after it came out: those that did not vote for an event of a later day elect among
    themselves. Nor do articles tell the main event which, several together, have one of another day as theirs.
    """
    members = sorted(articles, key=attrgetter("order"))
    main: Cluster | None = None
    apart: dict[str, Cluster] = {}
    while votes := _votes(members, clusters):
        winner = _winner(votes, members, original)
        if main is None:
            main = winner
        else:
            apart.update((article.id, winner) for article in members)
        day = happened(votes[winner], original)
        if day is None:
            break
        apart.update(_seated(votes, day, original))
        members = _earlier(members, votes[winner], day)
    return Election(main, apart) if main is not None else None


def _votes(members: Iterable[ArticleProfile], clusters: Mapping[Node, Cluster]) -> dict[Cluster, list[ArticleProfile]]:
    """Who votes for which cluster, in the order of its first voter."""
    votes: dict[Cluster, list[ArticleProfile]] = {}
    for article in members:
        if article.main is not None:
            votes.setdefault(clusters[article.main.node], []).append(article)
    return votes


def _winner(votes: Votes, members: Sequence[ArticleProfile], original: Mapping[str, str]) -> Cluster:
    if len(votes) == 1:
        return next(iter(votes))
    ids = {article.id for article in members}
    return min(votes, key=lambda c: (-_sources(votes[c], original), -len({node[0] for node in c} & ids)))


def _sources(voters: Iterable[ArticleProfile], original: Mapping[str, str]) -> int:
    """How many independent articles they are."""
    return len({original.get(article.id, article.id) for article in voters})


def _seated(votes: Votes, day: date, original: Mapping[str, str]) -> dict[str, Cluster]:
    """The articles that have an event of another day than the winner's as theirs, where that has enough of them."""
    seated: dict[str, Cluster] = {}
    for cluster, voters in votes.items():
        if _sources(voters, original) >= SEAT:
            own = happened(voters, original)
            if own is not None and abs(own - day) >= APART:
                seated.update((article.id, cluster) for article in voters)
    return seated


def _earlier(members: Iterable[ArticleProfile], voters: Iterable[ArticleProfile], day: date) -> list[ArticleProfile]:
    """The articles that did not vote for the winner and came out before its day."""
    agreed = {article.id for article in voters}
    return [
        article
        for article in members
        if article.id not in agreed and article.day is not None and article.day + ZONES < day
    ]


def happened(voters: Sequence[ArticleProfile], original: Mapping[str, str]) -> date | None:
    """Return the first day of what most independent articles with one main event say first of when it happened; None where it is only to come."""
    said: dict[str, str] = {}
    for article in voters:
        if article.main is not None and article.main.chain.modality in REAL:
            said.update((original.get(article.id, article.id), edtf) for edtf in article.main.when[:1] if _first(edtf))
    counts = Counter(said.values())
    best = min(counts, key=lambda edtf: (-counts[edtf], edtf), default=None)
    return _first(best) if best is not None and counts[best] >= ENOUGH else None


def _first(edtf: str) -> date | None:
    days = days_of(edtf)
    return days[0] if days is not None and days[1] - days[0] < LONGEST else None
