"""Stage 2: a prepared article to an annotated one."""

from collections.abc import Iterable, Iterator
from itertools import islice

from spacy.language import Language
from spacy.tokens import Doc

from schemas import AnnotatedArticle, Block, Entity, Period, PreparedArticle
from workers.entities.linking import Linker
from workers.entities.places.gazetteer import Gazetteer, PlaceNames
from workers.entities.spans import Article, Slice
from workers.entities.times import Memory, find_times

STORY = frozenset({"body", "quote"})
"""Kinds of block that go on telling what those before them tell."""
BATCH = 256
"""Articles whose blocks go through NER together."""


class Annotator:
    """Finds people, organisations, places and times in articles.

    It reads its lexicons and opens the gazetteer once, when built.

    Args:
        nlp: An English pipeline with `ner`; no other component of it runs here.
        gazetteer: Where places are looked up; by default the shared file, built where it is absent
            (a quarter of a minute, once a machine).
    """

    def __init__(self, nlp: Language, gazetteer: PlaceNames | None = None) -> None:
        self._nlp = nlp
        self._off = [name for name in nlp.pipe_names if name != "ner"]
        self._linker = Linker(gazetteer or Gazetteer())

    def annotate(self, prepared: PreparedArticle) -> AnnotatedArticle:
        """Return one article with its entities, places and times."""
        return next(self.pipe((prepared,)))

    def pipe(self, articles: Iterable[PreparedArticle]) -> Iterator[AnnotatedArticle]:
        """Annotate articles in order, in batches of `BATCH`."""
        source = iter(articles)
        while batch := tuple(islice(source, BATCH)):
            blocks = [
                [block for block in article.blocks if block.kind != "boilerplate"]
                for article in batch
            ]
            texts = (
                _words(article, block)
                for article, article_blocks in zip(batch, blocks, strict=True)
                for block in article_blocks
            )
            docs = self._nlp.pipe(texts, disable=self._off)
            for article, article_blocks in zip(batch, blocks, strict=True):
                yield self._annotated(article, article_blocks, islice(docs, len(article_blocks)))

    def _annotated(
        self, prepared: PreparedArticle, blocks: list[Block], docs: Iterable[Doc]
    ) -> AnnotatedArticle:
        slices = tuple(
            Slice(block.field, block.start, block.kind, doc)
            for block, doc in zip(blocks, docs, strict=True)
        )
        times, periods = _times(prepared, blocks)
        entities = [*times, *self._linker.entities(Article(slices, prepared.article.url))]
        return AnnotatedArticle(
            id=prepared.id,
            language=prepared.language,
            published=prepared.published,
            blocks=prepared.blocks,
            entities=tuple(sorted(entities, key=_place)),
            periods=tuple(periods),
            fingerprint=prepared.fingerprint,
            article=prepared.article,
            genre=prepared.genre,
            repairs=prepared.repairs,
            received_at=prepared.received_at,
        )


def _place(entity: Entity) -> tuple[bool, int, int, str]:
    return entity.field != "title", entity.start, entity.end, entity.label


def _times(prepared: PreparedArticle, blocks: Iterable[Block]) -> tuple[list[Entity], list[Period]]:
    entities: list[Entity] = []
    periods: list[Period] = []
    story = Memory()
    for block in blocks:
        text = getattr(prepared.article, block.field) or ""
        times, ranges = find_times(
            text,
            field=block.field,
            start=block.start,
            end=block.end,
            published=prepared.published,
            memory=story if block.kind in STORY else None,
        )
        entities += times
        periods += ranges
    return entities, periods


def _words(prepared: PreparedArticle, block: Block) -> str:
    text = getattr(prepared.article, block.field) or ""
    return text[block.start : block.end]
