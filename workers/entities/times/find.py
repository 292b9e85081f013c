"""Time expressions of a text, in one pass over its tokens."""

from dataclasses import dataclass, replace
from dataclasses import field as attribute
from datetime import date
from itertools import zip_longest

from schemas import Entity, Period, Published
from schemas.spans import Field
from workers.edtf import InvalidEdtf, bounds, parse
from workers.entities.times.cycles import Tense
from workers.entities.times.expressions import Cyclic, Item, Shift, Unit
from workers.entities.times.grammar import LOOKAHEAD, cores, firsts, read_item
from workers.entities.times.lexicon import lexicon
from workers.entities.times.ranges import links, read_pair, shared_year
from workers.entities.times.reader import Reader
from workers.entities.times.resolve import PERIODS, Anchor, Meaning, Spoken, resolve
from workers.entities.times.tense import tense_around
from workers.entities.times.tokens import Tokens, tokenize

PUBLISHED_YEARS = range(1400, 2500)
"""A publication date outside these years is a mistake, and anchors nothing."""


def find_times(
    text: str, *, field: Field, start: int, end: int, published: Published
) -> tuple[list[Entity], list[Period]]:
    """Return the time expressions of `text[start:end]` as TIMEX entities, and the ranges that pairs of them make.

    Offsets count in `text`, the whole of the article's `field`. Both lists are in order; entities do not overlap.
    Relative times lean on the publication day, on the time last spoken of in the slice, and on the tense of the
    clause; what leans on something unknown stays partial, with `anchored` False. Time is linear in the slice.
    """
    tokens = tokenize(text, start, end)
    reader = Reader(tokens, lexicon())
    items = _linked(reader, list(_items(reader)))
    return _Resolver(reader, _publication_day(published), field).all(items)


def _items(reader: Reader) -> "list[Item]":
    found: list[Item] = []
    for index in _starts(reader.tokens):
        if found and index < found[-1].end:
            continue
        item = read_item(reader, index)
        pair = read_pair(reader, index, item)
        found.extend(pair or ((item,) if item else ()))
    return found


def _starts(tokens: Tokens) -> list[int]:
    """Return the tokens at which an expression may start: a fitting word, with a word of time at it or soon after it."""
    core, first, low = cores(), firsts(), tokens.low
    last = -1
    found = []
    for index in range(tokens.count - 1, -1, -1):
        word = low[index]
        digit = word.isdigit()
        if digit or word in core:
            last = index
        if (digit or word in first) and 0 <= last - index <= LOOKAHEAD:
            found.append(index)
    return found[::-1]


def _linked(reader: Reader, items: list[Item]) -> list[Item]:
    linked = items[:1]
    for item in items[1:]:
        if item.joined or links(reader, linked[-1], item):
            linked[-1] = replace(linked[-1], expression=shared_year(linked[-1].expression, item.expression))
            linked.append(replace(item, joined=True))
        else:
            linked.append(item)
    return linked


def _publication_day(published: Published) -> date | None:
    if published.edtf is None:
        return None
    try:
        days = bounds(published.edtf)
    except InvalidEdtf:
        return None
    if days is None or days[0] != days[1] or days[0].year not in PUBLISHED_YEARS:
        return None
    return days[0]


@dataclass(slots=True)
class _Resolver:
    reader: Reader
    published: date | None
    field: Field
    spoken: Spoken | None = None
    period: Spoken | None = None
    named: dict[Unit, Spoken] = attribute(default_factory=dict)
    entities: list[Entity] = attribute(default_factory=list)
    periods: list[Period] = attribute(default_factory=list)

    def all(self, items: list[Item]) -> tuple[list[Entity], list[Period]]:
        before: Meaning | None = None
        for item, after in zip_longest(items, items[1:]):
            opening = before if item.joined else self._closed(item, after)
            meaning = self._meaning(item, opening, "future" if item.joined else "past")
            self._append(item, meaning)
            if item.joined and before is not None:
                self._period(before, meaning)
            before = meaning
            self._remember(item, meaning)
        return self.entities, self.periods

    def _remember(self, item: Item, meaning: Meaning) -> None:
        """Keep what later expressions lean on; a comparison ('a year earlier') is no new time to compare with."""
        spoken = meaning.spoken
        if spoken is not None or not meaning.time.anchored:
            self.spoken = spoken
        if spoken is None or (isinstance(item.expression, Shift) and item.expression.keep):
            return
        self.named[spoken.unit] = spoken
        if spoken.unit in PERIODS:
            self.period = spoken

    def _closed(self, item: Item, after: Item | None) -> Meaning | None:
        """Return the meaning of the range's end where the end, not the beginning, is what the tense is about."""
        if after is None or not after.joined or not (_in_month(item) and _in_month(after)):
            return None
        return self._meaning(after, None, "either")

    def _meaning(self, item: Item, other: Meaning | None, side: Tense) -> Meaning:
        """Resolve an item; the end of a range lies after its beginning, or the beginning before its end."""
        if other is not None and other.spoken is not None and isinstance(item.expression, Cyclic):
            return resolve(item.expression, Anchor(other.spoken.days[0], other.spoken, side))
        tense = tense_around(self.reader.tokens, item.start, item.end, self.reader.words)
        return resolve(item.expression, Anchor(self.published, self.spoken, tense, self.period, self.named))

    def _append(self, item: Item, meaning: Meaning) -> None:
        tokens = self.reader.tokens
        start, end = tokens.start[item.start], tokens.end[item.end - 1]
        self.entities.append(Entity(start, end, "TIMEX", self.field, time=meaning.time))

    def _period(self, opening: Meaning, closing: Meaning) -> None:
        ends = [_end_of(meaning.time.edtf, side) for side, meaning in ((0, opening), (-1, closing))]
        if None in ends:
            return
        value = "/".join(end or "" for end in ends)
        try:
            parse(value)
        except InvalidEdtf:
            return
        first, last = self.entities[-2:]
        self.periods.append(Period(first.start, last.end, value, self.field))


def _in_month(item: Item) -> bool:
    return (
        isinstance(item.expression, Cyclic)
        and item.expression.date is not None
        and item.expression.date.month is not None
    )


def _end_of(edtf: str | None, side: int) -> str | None:
    return edtf.split("/")[side] if edtf else None
