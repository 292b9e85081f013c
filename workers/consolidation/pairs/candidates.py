"""Candidate pairs: an inverted index over the heaviest story terms picks articles to compare.

The posting of a term has the articles with the term in order of publication; undated articles come
last, ties by content. An article meets the `window` articles before it and the `window` articles
after it in each posting: reports of one event are published close together, and a term that
thousands of articles share says little about two articles weeks apart. So the cost of an article is
bounded. Two articles are compared if the terms under which they meet give a cosine of at least
`FLOOR`.

The candidate pairs depend on the set of articles alone, never on arrival. An article that comes
between two others may push them out of each other's window; they meet again when it is removed. The
index returns such pairs as unsettled.
"""

from array import array
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from math import inf
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from schemas import ArticleMentions
from workers.consolidation.pairs.article_profile import ArticleProfile, content_digest
from workers.consolidation.pairs.chain_profile import ChainProfile
from workers.consolidation.rows.packing import Outline
from workers.consolidation.time.timestamps import published_timestamp

MOST_TERMS = 24
"""Most terms of an article in the index: its heaviest."""
LIGHTEST = 50
"""Least weight of a term in the index, in thousandths."""
FLOOR = 50_000
"""Least sum of products of weights in thousandths: a cosine of 0.05."""
WEIGHT_BITS = 10
"""Low bits of an item of a posting: the weight. The other bits are the number of the article."""
MOST_WEIGHT = (1 << WEIGHT_BITS) - 1

PostingOrder = tuple[float, str, str]
"""Sort key of an article in a posting: time of publication, digest of its content, id."""
ArticlePair = tuple[str, str]
"""Two article ids."""
Integers = NDArray[np.int64]


class Entry(NamedTuple):
    """An article in the index.

    Attributes:
        order: Its sort key in all postings.
        main: Index of the chain of its main event; None if it has none.
        terms: Its terms in the index.
        weights: Their weights in thousandths: the sum of integers is the same in any order.
    """

    order: PostingOrder
    main: int | None
    terms: tuple[str, ...]
    weights: "array[int]"


@dataclass(slots=True)
class Index:
    """The inverted index.

    Attributes:
        window: Most articles on either side that an article meets in each posting.
        postings: Term -> the articles with the term, in order. An item of the array is the number
            of an article and the weight of the term in it: one article reads thousands of them.
        entries: Number in the index -> entry.
        numbers: Article id -> number in the index.
        entered: How many articles have ever been added; the number of the next one.
    """

    window: int
    postings: dict[str, "array[int]"] = field(default_factory=dict)
    entries: dict[int, Entry] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)
    entered: int = 0

    def add(self, mentions: ArticleMentions) -> set[ArticlePair]:
        """Add an article; return the pairs that it pushes apart in some posting."""
        self.enter(mentions)
        return self.post(mentions.article.id)

    def enter(self, mentions: ArticleMentions | Outline) -> None:
        """Note an article, which `post` puts into the postings."""
        article_id = mentions.article.id
        time = published_timestamp(mentions.article.published)
        order = (inf if time is None else time, content_digest(mentions.article), article_id)
        main = next((chain.index for chain in mentions.chains if chain.level == "main"), None)
        heaviest = sorted(mentions.story, key=lambda item: (-item[1], item[0]))[:MOST_TERMS]
        rounded = {term: min(MOST_WEIGHT, round(1000 * weight)) for term, weight in heaviest}
        weights = {term: weight for term, weight in rounded.items() if weight >= LIGHTEST}
        entry = Entry(order, main, tuple(weights), array("H", weights.values()))
        self.numbers[article_id], self.entries[self.entered] = self.entered, entry
        self.entered += 1

    def post(self, article_id: str) -> set[ArticlePair]:
        """Put an article into the postings; return the pairs that it pushes apart in some."""
        number = self.numbers[article_id]
        order, _, terms, weights = self.entries[number]
        unsettled: set[ArticlePair] = set()
        for term, weight in zip(terms, weights, strict=True):
            posting = self.postings.setdefault(term, array("q"))
            position = self._position(posting, order)
            posting.insert(position, number << WEIGHT_BITS | weight)
            if position < len(posting) - 1:
                unsettled.update(self._pairs_around(posting, position))
        return unsettled

    def remove(self, article_id: str) -> set[ArticlePair]:
        """Remove an article; return the pairs that meet again in some posting."""
        number = self.numbers.pop(article_id)
        entry = self.entries[number]
        unsettled: set[ArticlePair] = set()
        for term in entry.terms:
            posting = self.postings[term]
            position = self._position(posting, entry.order)
            unsettled.update(self._pairs_around(posting, position))
            del posting[position]
            if not posting:
                del self.postings[term]
        del self.entries[number]
        return unsettled

    def entry(self, article_id: str) -> Entry:
        """Return the entry of an article of the index."""
        return self.entries[self.numbers[article_id]]

    def in_order(self) -> list[str]:
        """Return the ids of all articles, by publication, as in the postings."""
        return [order[2] for order in sorted(entry.order for entry in self.entries.values())]

    def near(self, article_id: str, *, earlier: bool = False) -> list[str]:
        """Return the articles to compare with an article of the index.

        With `earlier`, only articles before it in the postings.
        """
        number = self.numbers[article_id]
        entry = self.entries[number]
        met, lengths = array("q"), []
        for term in entry.terms:
            posting = self.postings[term]
            position = self._position(posting, entry.order)
            end = position if earlier else position + 1 + self.window
            around = posting[max(0, position - self.window) : end]
            met += around
            lengths.append(len(around))
        if not met:
            return []
        items = np.frombuffer(met, np.int64)
        own_weights = np.array(entry.weights, np.int64).repeat(lengths)
        others, sums = _sum_by_key(items >> WEIGHT_BITS, own_weights * (items & MOST_WEIGHT))
        near = others[sums >= FLOOR].tolist()
        return [self.entries[other].order[2] for other in near if other != number]

    def are_near(self, first_id: str, second_id: str) -> bool:
        """Return whether two articles of the index are to be compared."""
        first, second = self.entry(first_id), self.entry(second_id)
        weights = dict(zip(second.terms, second.weights, strict=True))
        total = sum(
            weight * weights[term]
            for term, weight in zip(first.terms, first.weights, strict=True)
            if term in weights and self._meet(term, first, second)
        )
        return total >= FLOOR

    def _meet(self, term: str, first: Entry, second: Entry) -> bool:
        posting = self.postings[term]
        positions = self._position(posting, first.order), self._position(posting, second.order)
        return abs(positions[0] - positions[1]) <= self.window

    def _position(self, posting: "array[int]", order: PostingOrder) -> int:
        """Return the position of an article, or where to insert it: mostly at the end."""
        last = len(posting) - 1
        if last < 0:
            return 0
        latest = self._order(posting[last])
        if latest <= order:
            return last if latest == order else last + 1
        return bisect_left(posting, order, key=self._order)

    def _order(self, item: int) -> PostingOrder:
        return self.entries[item >> WEIGHT_BITS].order

    def _pairs_around(self, posting: "array[int]", position: int) -> list[ArticlePair]:
        """Return the pairs that meet only if the article at the position is not in the posting."""
        last = min(position, len(posting) - self.window - 1)
        firsts = range(max(0, position - self.window), last)
        pairs = ((posting[first], posting[first + self.window + 1]) for first in firsts)
        return [(self._order(one)[2], self._order(other)[2]) for one, other in pairs]


def _sum_by_key(keys: Integers, values: Integers) -> tuple[Integers, Integers]:
    """Return each key once, in order, and the sum of its values."""
    order = keys.argsort()
    keys = keys[order]
    starts = np.flatnonzero(np.diff(keys, prepend=-1))
    return keys[starts], np.add.reduceat(values[order], starts)


def comparable(
    article: ArticleProfile, other: ArticleProfile
) -> Iterator[tuple[ChainProfile, ChainProfile]]:
    """Yield the pairs of chains that are compared.

    These are the two main events, and pairs of other chains that share a trigger, up to synonyms,
    and something else: a participant, a place or a context word.
    """
    if article.main is not None and other.main is not None:
        yield article.main, other.main
    seen: set[tuple[int, int]] = set()
    for form in article.by_form.keys() & other.by_form.keys():
        for first in article.by_form[form]:
            for second in other.by_form[form]:
                pair = (first.node[1], second.node[1])
                are_mains = first is article.main and second is other.main
                if pair not in seen and not are_mains and _share_argument(first, second):
                    yield first, second
                seen.add(pair)


def _share_argument(first: ChainProfile, second: ChainProfile) -> bool:
    if not first.who.keys().isdisjoint(second.who):
        return True
    if first.reporting or second.reporting:
        return False
    shares_context = not first.context.keys().isdisjoint(second.context)
    return shares_context or not first.where.isdisjoint(second.where)
