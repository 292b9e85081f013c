"""Time expressions of a text, in one pass over its tokens."""

from dataclasses import replace

from schemas import Entity, Period, Published
from schemas.spans import Field
from workers.entities.times.expressions import Item
from workers.entities.times.grammar.rules import read_item
from workers.entities.times.ranges import completed, links, lists, read_pair
from workers.entities.times.resolution.discourse import Discourse, Memory
from workers.entities.times.resolution.publication_anchor import Publication
from workers.entities.times.text.candidates import candidates
from workers.entities.times.text.time_lexicon import lexicon
from workers.entities.times.text.token_reader import Reader
from workers.entities.times.text.tokens import tokenize


def find_times(
    text: str,
    *,
    field: Field,
    start: int,
    end: int,
    published: Published,
    memory: Memory | None = None,
) -> tuple[list[Entity], list[Period]]:
    """Return the time expressions of `text[start:end]`, and the ranges of pairs of them.

    Offsets count in `text`, the whole of the article's `field`. Both lists are in order; entities
    do not overlap. Relative times lean on the publication day, on the time last spoken of in the
    slice, and on the tense of the clause; what leans on something unknown stays partial, with
    `anchored` False. Time is linear in the slice. `memory` holds the times of the paragraphs before
    it, and takes those of this one.
    """
    reader = Reader(tokenize(text, start, end), lexicon())
    items = _linked(reader, _items(reader))
    return Discourse(reader, Publication.of(published), field, memory or Memory()).resolved(items)


def _items(reader: Reader) -> list[Item]:
    found: list[Item] = []
    for index in candidates(reader.tokens):
        if not found or index >= found[-1].end:
            found.extend(read_pair(reader, index, read_item(reader, index)))
    return found


def _linked(reader: Reader, items: list[Item]) -> list[Item]:
    linked = items[:1]
    for item in items[1:]:
        joined = item.joined or links(reader, linked[-1], item)
        if joined or lists(reader, linked[-1], item):
            linked[-1] = replace(
                linked[-1], expression=completed(linked[-1].expression, item.expression)
            )
        linked.append(replace(item, joined=True) if joined else item)
    return linked
