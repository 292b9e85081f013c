"""Which articles are compared: an inverted index over their most telling story terms, at a cost that no number of articles can raise.

The articles that have a term stand in its posting in order of publication (undated ones last, ties by content), and each is held against the
`window` before it and the `window` after it: reports of one event come near each other in time, and a word that thousands of articles use says little
about two that came weeks apart. Two articles are compared where the terms under which they stand so near make up for a cosine of `FLOOR`. That hangs on
the set of articles alone, so the order of arrival cannot enter: an article that comes in between may push two others apart, and they are told as
unsettled; the same two come together again when it goes.
"""

from array import array
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from math import inf

import numpy as np
from numpy.typing import NDArray

from workers.consolidation.pairs.profiles import ArticleProfile, ChainProfile
from workers.consolidation.time.timestamps import published_timestamp

KEYS = 24
"""Most terms of one article that are looked up: its heaviest."""
LIGHTEST = 50
"""Least weight of a term that is looked up, in thousandths."""
FLOOR = 50_000
"""Least sum of products of weights in thousandths: a cosine of 0.05."""

Rank = tuple[float, str, str]
"""Where an article stands in a posting: when it was published, digest of its content, id."""
Pair = tuple[str, str]
Integers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Entry:
    """An article in the index, with the weights of its terms in thousandths: whole numbers add up to the same in any order."""

    number: int
    rank: Rank
    keys: dict[str, int]


@dataclass(frozen=True, slots=True)
class Posting:
    """The articles that have a term, in order, by their numbers in the index, with its weight in each: packed, as hundreds are walked through for one article."""

    ranks: list[Rank] = field(default_factory=list)
    numbers: "array[int]" = field(default_factory=lambda: array("q"))
    weights: "array[int]" = field(default_factory=lambda: array("q"))

    def place(self, rank: Rank) -> int:
        """Return where an article stands, or would stand: most come last."""
        last = len(self.ranks) - 1
        if last < 0 or self.ranks[last] < rank:
            return last + 1
        return last if self.ranks[last] == rank else bisect_left(self.ranks, rank)


def keys_of(profile: ArticleProfile) -> dict[str, int]:
    """Return the article's heaviest story terms."""
    heaviest = sorted(profile.mentions.story, key=lambda item: (-item[1], item[0]))[:KEYS]
    weights = {term: round(1000 * weight) for term, weight in heaviest}
    return {term: weight for term, weight in weights.items() if weight >= LIGHTEST}


@dataclass(slots=True)
class Index:
    """Term -> posting.

    Attributes:
        window: Most articles on either side that one is held against, for each of its terms.
        entries: Article id -> its number, rank and terms.
        names: Number -> id of an article in the index.
        entered: How many articles have ever been entered; the next one's number.
    """

    window: int
    postings: dict[str, Posting] = field(default_factory=dict)
    entries: dict[str, Entry] = field(default_factory=dict)
    names: dict[int, str] = field(default_factory=dict)
    entered: int = 0

    def add(self, article: ArticleProfile) -> set[Pair]:
        """Enter an article; return the pairs that it pushed apart under some term."""
        when = published_timestamp(article.mentions.article.published)
        entry = Entry(self.entered, (inf if when is None else when, *article.order), keys_of(article))
        self.entered += 1
        self.entries[article.id] = entry
        self.names[entry.number] = article.id
        unsettled: set[Pair] = set()
        for key, weight in entry.keys.items():
            posting = self.postings.get(key)
            if posting is None:
                posting = self.postings[key] = Posting()
            place = posting.place(entry.rank)
            posting.ranks.insert(place, entry.rank)
            posting.numbers.insert(place, entry.number)
            posting.weights.insert(place, weight)
            if place < len(posting.ranks) - 1:
                unsettled.update(self._around(posting, place))
        return unsettled

    def remove(self, article_id: str) -> set[Pair]:
        """Take an article out; return the pairs that come together under some term."""
        entry = self.entries.pop(article_id)
        del self.names[entry.number]
        unsettled: set[Pair] = set()
        for key in entry.keys:
            posting = self.postings[key]
            place = posting.place(entry.rank)
            unsettled.update(self._around(posting, place))
            del posting.ranks[place], posting.numbers[place], posting.weights[place]
            if not posting.ranks:
                del self.postings[key]
        return unsettled

    def near(self, article_id: str, *, earlier: bool = False) -> list[str]:
        """Return the articles to compare an entered one with; `earlier` asks only for those that stand before it, in all postings alike."""
        entry = self.entries[article_id]
        numbers, weights, lengths = array("q"), array("q"), []
        for key in entry.keys:
            posting = self.postings[key]
            place = posting.place(entry.rank)
            around = slice(max(0, place - self.window), place if earlier else place + 1 + self.window)
            met = posting.numbers[around]
            numbers += met
            weights += posting.weights[around]
            lengths.append(len(met))
        own = np.array(list(entry.keys.values()), np.int64).repeat(lengths)
        others, shared = _added_up(np.frombuffer(numbers, np.int64), own * np.frombuffer(weights, np.int64))
        return [self.names[other] for other in others[shared >= FLOOR].tolist() if other != entry.number]

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

    def _around(self, posting: Posting, place: int) -> list[Pair]:
        """The pairs that stand in each other's window if and only if the article at `place` is not there."""
        ranks = posting.ranks
        firsts = range(max(0, place - self.window), min(place, len(ranks) - self.window - 1))
        return [(ranks[first][2], ranks[first + self.window + 1][2]) for first in firsts]


def _added_up(keys: Integers, values: Integers) -> tuple[Integers, Integers]:
    """Return each key once, in order, and the sum of its values."""
    if not keys.size:
        return keys, values
    order = keys.argsort()
    keys = keys[order]
    fresh = np.ones(len(keys), np.bool_)
    np.not_equal(keys[1:], keys[:-1], out=fresh[1:])
    (starts,) = fresh.nonzero()
    return keys[starts], np.add.reduceat(values[order], starts)


def comparable(one: ArticleProfile, two: ArticleProfile) -> Iterator[tuple[ChainProfile, ChainProfile]]:
    """The two main events, and the pairs of other chains that share a trigger up to synonyms and something else: a participant, a place, words around."""
    if one.main is not None and two.main is not None:
        yield one.main, two.main
    seen: set[tuple[int, int]] = set()
    for form in one.by_form.keys() & two.by_form.keys():
        for first in one.by_form[form]:
            for second in two.by_form[form]:
                pair = (first.node[1], second.node[1])
                if pair not in seen and not (first is one.main and second is two.main) and _touch(first, second):
                    yield first, second
                seen.add(pair)


def _touch(one: ChainProfile, two: ChainProfile) -> bool:
    if not one.who.keys().isdisjoint(two.who):
        return True
    if one.reporting or two.reporting:
        return False
    return not one.context.keys().isdisjoint(two.context) or not one.where.isdisjoint(two.where)
