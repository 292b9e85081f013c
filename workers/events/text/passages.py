"""The parts of an article that can tell an event, cut out for parsing, and parsed."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token
from spacy.util import filter_spans

from schemas import AnnotatedArticle, Entity, Period, Quote
from schemas.mentions import Place
from schemas.prepared import Block, BlockKind
from schemas.spans import Field
from workers.events.event_lexicon import load_lemmas
from workers.events.text.truecasing import truecased, without_shouting

LONG_NAME = 3
"""Spaces in a name from which one mention of it in capitals is not enough."""
EVENT_BLOCKS: frozenset[BlockKind] = frozenset({"headline", "body", "quote", "caption"})
"""Kinds of blocks that can tell an event.

A FAQ repeats the body, and boilerplate is not in the article's words.
"""


@dataclass(frozen=True, slots=True)
class Cut:
    """A slice of the article to be parsed.

    Attributes:
        text: What the parser reads: the slice, where a headline's capitals may be lowered (the
            length never changes).
        source: The slice as it stands in the article.
        offset: Where the slice starts in the field.
    """

    text: str
    source: str
    field: Field
    offset: int
    kind: BlockKind


@dataclass(frozen=True, slots=True, eq=False)
class Passage:
    """A parsed slice with the entities and times that stand in it, found by token.

    Attributes:
        order: Number of the passage in the article, from 0.
        sentences: Number of the first sentence, counted over the article.
        entities: Token index -> the entity or time that covers the token.
        periods: Token index -> the range that covers the token.
    """

    doc: Doc
    cut: Cut
    order: int
    sentences: int
    entities: dict[int, Entity]
    periods: dict[int, Period]

    def quote(self, start: int, end: int) -> Quote:
        """Return the article's words from character `start` to `end` of the passage's text."""
        return Quote(
            self.cut.field,
            self.cut.offset + start,
            self.cut.offset + end,
            self.cut.source[start:end],
        )

    def span(self, first: Token, last: Token) -> Quote:
        """Return the words from one token to another, both included."""
        return self.quote(first.idx, last.idx + len(last))

    def of(self, entity: Entity | Period) -> Quote:
        """Return the words of an entity of this passage."""
        return self.quote(entity.start - self.cut.offset, entity.end - self.cut.offset)


def cuts(article: AnnotatedArticle) -> Iterator[Cut]:
    """Yield the slices that can tell an event, the title first."""
    for block in article.blocks:
        if block.kind not in EVENT_BLOCKS:
            continue
        source = _field_text(article, block.field)[block.start : block.end]
        if source.strip():
            names = [
                (e.start - block.start, e.end - block.start)
                for e in article.entities
                if e.field == block.field
                and block.start <= e.start < block.end
                and e.label not in {"TIMEX", "ROLE"}
            ]
            trusted = [(start, end) for start, end in names if _trusted(source[start:end], article)]
            text = truecased(source, trusted)
            yield Cut(
                without_shouting(text, trusted) if block.kind == "headline" else text,
                source,
                block.field,
                block.start,
                block.kind,
            )


def _trusted(name: str, article: AnnotatedArticle) -> bool:
    """Say whether a name in a headline is a name: it is short, or stands elsewhere too.

    A recogniser may take a whole title in capitals for a name.
    """
    times = article.article.text.count(name) + (article.article.title or "").count(name)
    return name.count(" ") < LONG_NAME or times > 1


def dateline(article: AnnotatedArticle) -> tuple[Place, ...]:
    """Return the places that the article's dateline names."""
    return tuple(
        Place(entity.entity, entity.name or "", entity.geo, _quoted(entity, article))
        for block in article.blocks
        if block.kind == "dateline"
        for entity in _places_in(block, article)
        if entity.entity
    )


def _places_in(block: Block, article: AnnotatedArticle) -> list[Entity]:
    """Return the towns and countries that stand in a block; not those within a date."""
    named = [
        entity
        for entity in article.entities
        if entity.field == block.field and block.start <= entity.start < block.end
    ]
    dates = [entity for entity in named if entity.label == "TIMEX"]
    return [
        entity
        for entity in named
        if entity.label == "GPE"
        and not any(entity.start < date.end and date.start < entity.end for date in dates)
    ]


def _quoted(entity: Entity, article: AnnotatedArticle) -> Quote:
    text = _field_text(article, entity.field)
    return Quote(entity.field, entity.start, entity.end, text[entity.start : entity.end])


def _field_text(article: AnnotatedArticle, field: Field) -> str:
    """Return the title or the text of an article."""
    return (article.article.title or "") if field == "title" else article.article.text


def passage(doc: Doc, cut: Cut, article: AnnotatedArticle, order: int, sentences: int) -> Passage:
    """Join a parsed slice with the article's entities; sets `doc.ents`."""
    end = cut.offset + len(cut.text)
    inside = [
        e
        for e in article.entities
        if e.field == cut.field and cut.offset <= e.start and e.end <= end
    ]
    _mend(doc)
    starts = [token.idx for token in doc]
    spans: list[Span] = []
    entities: dict[int, Entity] = {}
    for entity in inside:
        first, last = _tokens(starts, entity.start - cut.offset, entity.end - cut.offset)
        spans.append(Span(doc, first, last, label=entity.label, kb_id=entity.entity or ""))
        for index in range(first, last):
            held = entities.get(index)
            if held is None or held.end - held.start < entity.end - entity.start:
                entities[index] = entity
    doc.ents = filter_spans(spans)
    periods: dict[int, Period] = {}
    for period in article.periods:
        if period.field == cut.field and cut.offset <= period.start and period.end <= end:
            first, last = _tokens(starts, period.start - cut.offset, period.end - cut.offset)
            periods.update(dict.fromkeys(range(first, last), period))
    return Passage(doc, cut, order, sentences, entities, periods)


def _mend(doc: Doc) -> None:
    """Put right the verb lemmas that the lemmatizer is known to get wrong."""
    right = load_lemmas()
    for token in doc:
        if token.pos_ == "VERB" and token.lemma_ in right:
            token.lemma_ = right[token.lemma_]


def _tokens(starts: list[int], start: int, end: int) -> tuple[int, int]:
    """Return the token range that overlaps the characters from `start` to `end`.

    The range is the first token and the one after the last.
    """
    first = bisect_left(starts, start + 1) - 1
    return max(first, 0), max(bisect_left(starts, end), first + 1)
