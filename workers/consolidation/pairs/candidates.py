"""Which articles are compared: an inverted index over their most telling story terms, at a cost that no number of articles can raise.

The articles that have a term stand in its posting in order of publication (undated ones last, ties by content), and each is held against the
`window` before it and the `window` after it: reports of one event come near each other in time, and a word that thousands of articles use says little
about two that came weeks apart. Two articles are compared where the terms under which they stand so near make up for a cosine of `FLOOR`. That hangs on
the set of articles alone, so the order of arrival cannot enter: an article that comes in between may push two others apart, and they are told as
unsettled; the same two come together again when it goes.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from math import inf

from workers.consolidation.moments import published_moment
from workers.consolidation.pairs.profiles import ArticleProfile

KEYS = 24
"""Most terms of one article that are looked up: its heaviest."""
LIGHTEST = 50
"""Least weight of a term that is looked up, in thousandths."""
FLOOR = 50_000
"""Least sum of products of weights in thousandths: a cosine of 0.05."""

Rank = tuple[float, str, str]
"""Where an article stands in a posting: when it was published, digest of its content, id."""
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Entry:
    """An article in the index, with the weights of its terms in thousandths: whole numbers add up to the same in any order."""

    rank: Rank
    keys: dict[str, int]


@dataclass(frozen=True, slots=True)
class Posting:
    """The articles that have a term, in order, with its weight in each."""

    ranks: list[Rank] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    weights: list[int] = field(default_factory=list)

    def place(self, rank: Rank) -> int:
        """Return where an article stands, or would stand."""
        return bisect_left(self.ranks, rank)


def keys_of(profile: ArticleProfile) -> dict[str, int]:
    """Return the article's heaviest story terms."""
    heaviest = sorted(profile.story.items(), key=lambda item: (-item[1], item[0]))[:KEYS]
    weights = {term: round(1000 * weight) for term, weight in heaviest}
    return {term: weight for term, weight in weights.items() if weight >= LIGHTEST}


@dataclass(slots=True)
class Index:
    """Term -> posting.

    Attributes:
        window: Most articles on either side that one is held against, for each of its terms.
        entries: Article id -> its rank and terms.
    """

    window: int
    postings: dict[str, Posting] = field(default_factory=dict)
    entries: dict[str, Entry] = field(default_factory=dict)

    def add(self, article: ArticleProfile) -> set[Pair]:
        """Enter an article; return the pairs that it pushed apart under some term."""
        when = published_moment(article.mentions.article.published)
        entry = Entry((inf if when is None else when, *article.order), keys_of(article))
        self.entries[article.id] = entry
        unsettled: set[Pair] = set()
        for key, weight in entry.keys.items():
            posting = self.postings.get(key)
            if posting is None:
                posting = self.postings[key] = Posting()
            place = posting.place(entry.rank)
            posting.ranks.insert(place, entry.rank)
            posting.ids.insert(place, article.id)
            posting.weights.insert(place, weight)
            unsettled.update(self._around(posting, place))
        return unsettled

    def remove(self, article_id: str) -> set[Pair]:
        """Take an article out; return the pairs that come together under some term."""
        entry = self.entries.pop(article_id)
        unsettled: set[Pair] = set()
        for key in entry.keys:
            posting = self.postings[key]
            place = posting.place(entry.rank)
            unsettled.update(self._around(posting, place))
            del posting.ranks[place], posting.ids[place], posting.weights[place]
            if not posting.ranks:
                del self.postings[key]
        return unsettled

    def near(self, article_id: str, *, earlier: bool = False) -> list[str]:
        """Return the articles to compare an entered one with; `earlier` asks only for those that stand before it, in all postings alike."""
        entry = self.entries[article_id]
        found: defaultdict[str, int] = defaultdict(int)
        for key, weight in entry.keys.items():
            posting = self.postings[key]
            place = posting.place(entry.rank)
            around = slice(max(0, place - self.window), place if earlier else place + 1 + self.window)
            for other, own in zip(posting.ids[around], posting.weights[around], strict=True):
                found[other] += weight * own
        return [other for other, shared in found.items() if shared >= FLOOR and other != article_id]

    def are_near(self, one: str, two: str) -> bool:
        """Return whether two entered articles are to be compared."""
        first, second = self.entries[one], self.entries[two]
        shared = sum(
            weight * second.keys[key]
            for key, weight in first.keys.items()
            if key in second.keys and self._apart(key, first.rank, second.rank) <= self.window
        )
        return shared >= FLOOR

    def _apart(self, key: str, one: Rank, two: Rank) -> int:
        posting = self.postings[key]
        return abs(posting.place(one) - posting.place(two))

    def _around(self, posting: Posting, place: int) -> Iterator[Pair]:
        """The pairs that stand in each other's window if and only if the article at `place` is not there."""
        ranks = posting.ranks
        for first in range(max(0, place - self.window), min(place, len(ranks) - self.window - 1)):
            yield ranks[first][2], ranks[first + self.window + 1][2]
