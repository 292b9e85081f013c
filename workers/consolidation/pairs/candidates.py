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

import numpy as np
from numpy.typing import NDArray

from workers.consolidation.pairs.article_profile import ArticleProfile
from workers.consolidation.pairs.chain_profile import ChainProfile
from workers.consolidation.time.timestamps import published_timestamp

MOST_TERMS = 24
"""Most terms of an article in the index: its heaviest."""
LIGHTEST = 50
"""Least weight of a term in the index, in thousandths."""
FLOOR = 50_000
"""Least sum of products of weights in thousandths: a cosine of 0.05."""

PostingOrder = tuple[float, str, str]
"""Sort key of an article in a posting: time of publication, digest of its content, id."""
ArticlePair = tuple[str, str]
"""Two article ids."""
Integers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Entry:
    """An article in the index.

    Attributes:
        number: Number of the article in the index.
        order: Its sort key in all postings.
        weights: Term -> weight in thousandths: the sum of integers is the same in any order.
    """

    number: int
    order: PostingOrder
    weights: dict[str, int]


@dataclass(frozen=True, slots=True)
class Posting:
    """The articles with a term, in order; packed, because one article reads hundreds of entries.

    Attributes:
        orders: Sort keys of the articles.
        numbers: Numbers of the articles in the index.
        weights: Weight of the term in each article.
    """

    orders: list[PostingOrder] = field(default_factory=list)
    numbers: "array[int]" = field(default_factory=lambda: array("q"))
    weights: "array[int]" = field(default_factory=lambda: array("q"))

    def position(self, order: PostingOrder) -> int:
        """Return the position of an article, or where to insert it: mostly at the end."""
        last = len(self.orders) - 1
        if last < 0 or self.orders[last] < order:
            return last + 1
        return last if self.orders[last] == order else bisect_left(self.orders, order)


def index_terms(article: ArticleProfile) -> dict[str, int]:
    """Return the heaviest story terms of an article with their weights in thousandths."""
    terms = sorted(article.mentions.story, key=lambda item: (-item[1], item[0]))[:MOST_TERMS]
    weights = {term: round(1000 * weight) for term, weight in terms}
    return {term: weight for term, weight in weights.items() if weight >= LIGHTEST}


@dataclass(slots=True)
class Index:
    """The inverted index.

    Attributes:
        window: Most articles on either side that an article meets in each posting.
        postings: Term -> posting.
        entries: Article id -> entry.
        names: Number in the index -> article id.
        entered: How many articles have ever been added; the number of the next one.
    """

    window: int
    postings: dict[str, Posting] = field(default_factory=dict)
    entries: dict[str, Entry] = field(default_factory=dict)
    names: dict[int, str] = field(default_factory=dict)
    entered: int = 0

    def add(self, article: ArticleProfile) -> set[ArticlePair]:
        """Add an article; return the pairs that it pushes apart in some posting."""
        time = published_timestamp(article.mentions.article.published)
        order = (inf if time is None else time, *article.order)
        entry = Entry(self.entered, order, index_terms(article))
        self.entered += 1
        self.entries[article.id] = entry
        self.names[entry.number] = article.id
        unsettled: set[ArticlePair] = set()
        for term, weight in entry.weights.items():
            posting = self.postings.get(term)
            if posting is None:
                posting = self.postings[term] = Posting()
            position = posting.position(order)
            posting.orders.insert(position, order)
            posting.numbers.insert(position, entry.number)
            posting.weights.insert(position, weight)
            if position < len(posting.orders) - 1:
                unsettled.update(self._pairs_around(posting, position))
        return unsettled

    def remove(self, article_id: str) -> set[ArticlePair]:
        """Remove an article; return the pairs that meet again in some posting."""
        entry = self.entries.pop(article_id)
        del self.names[entry.number]
        unsettled: set[ArticlePair] = set()
        for term in entry.weights:
            posting = self.postings[term]
            position = posting.position(entry.order)
            unsettled.update(self._pairs_around(posting, position))
            del posting.orders[position], posting.numbers[position], posting.weights[position]
            if not posting.orders:
                del self.postings[term]
        return unsettled

    def near(self, article_id: str, *, earlier: bool = False) -> list[str]:
        """Return the articles to compare with an article of the index.

        With `earlier`, only articles before it in the postings.
        """
        entry = self.entries[article_id]
        numbers, weights, lengths = array("q"), array("q"), []
        for term in entry.weights:
            posting = self.postings[term]
            position = posting.position(entry.order)
            end = position if earlier else position + 1 + self.window
            around = slice(max(0, position - self.window), end)
            met = posting.numbers[around]
            numbers += met
            weights += posting.weights[around]
            lengths.append(len(met))
        own_weights = np.array(list(entry.weights.values()), np.int64).repeat(lengths)
        products = own_weights * np.frombuffer(weights, np.int64)
        others, sums = _sum_by_key(np.frombuffer(numbers, np.int64), products)
        near = others[sums >= FLOOR].tolist()
        return [self.names[number] for number in near if number != entry.number]

    def are_near(self, first_id: str, second_id: str) -> bool:
        """Return whether two articles of the index are to be compared."""
        first, second = self.entries[first_id], self.entries[second_id]
        total = sum(
            weight * second.weights[term]
            for term, weight in first.weights.items()
            if term in second.weights and self._meet(term, first, second)
        )
        return total >= FLOOR

    def _meet(self, term: str, first: Entry, second: Entry) -> bool:
        posting = self.postings[term]
        return abs(posting.position(first.order) - posting.position(second.order)) <= self.window

    def _pairs_around(self, posting: Posting, position: int) -> list[ArticlePair]:
        """Return the pairs that meet only if the article at the position is not in the posting."""
        orders = posting.orders
        last = min(position, len(orders) - self.window - 1)
        firsts = range(max(0, position - self.window), last)
        return [(orders[first][2], orders[first + self.window + 1][2]) for first in firsts]


def _sum_by_key(keys: Integers, values: Integers) -> tuple[Integers, Integers]:
    """Return each key once, in order, and the sum of its values."""
    if not keys.size:
        return keys, values
    order = keys.argsort()
    keys = keys[order]
    is_first = np.ones(len(keys), np.bool_)
    np.not_equal(keys[1:], keys[:-1], out=is_first[1:])
    (starts,) = is_first.nonzero()
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
    return _share_context(first, second) or not first.where.isdisjoint(second.where)


def _share_context(first: ChainProfile, second: ChainProfile) -> bool:
    return not first.context.keys().isdisjoint(second.context)
