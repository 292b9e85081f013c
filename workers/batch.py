"""The whole pipeline over a list of articles, with no broker.

It calls the stream's own functions, in a pool of processes.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from itertools import islice
from multiprocessing import get_context
from typing import Any

import orjson

from schemas import (
    AnnotatedArticle,
    Article,
    ArticleMentions,
    Decision,
    EventRecord,
    PreparedArticle,
    Tick,
    encode,
)
from workers.articles import InvalidArticle, read_article
from workers.consolidation import ConsolidationSettings, Consolidator
from workers.nlp import limit_threads, load_english
from workers.settings import Scope, Settings, ShardBy
from workers.stages import Stages

CHUNK = 64
"""Articles handed to a process at once.

They are enough for spaCy to batch, and few enough to keep all processes busy to the end."""
NEVER = "9999-12-31T23:59:59Z"
"""`Tick.at` of the tick that ends a bounded input."""

_stages: Stages | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One article as bytes, with its number in the input (from 1)."""

    number: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Analysed:
    """What became of one line: an article with its mentions, or the reason why it is none."""

    number: int
    article: AnnotatedArticle | None = None
    mentions: ArticleMentions | None = None
    invalid: str | None = None


@dataclass(slots=True)
class Consolidation:
    """One consolidator a shard, fed in order of arrival."""

    settings: ConsolidationSettings
    shards: dict[str, Consolidator] = field(default_factory=dict)

    def add(self, message: ArticleMentions | Decision) -> None:
        """Take one version of an article or of a decision in."""
        if message.shard not in self.shards:
            self.shards[message.shard] = Consolidator(self.settings)
        self.shards[message.shard].take(message)

    def finish(self) -> list[EventRecord]:
        """Close every window, as a bounded input ends, and return the final records by shard."""
        records: list[EventRecord] = []
        for shard in sorted(self.shards):
            self.shards[shard].tick(Tick(shard=shard, at=NEVER, end=True))
            records.extend(self.shards[shard].records())
        return records


def extract(
    articles: Iterable[Article | Mapping[str, Any]], *, settings: Settings | None = None
) -> list[EventRecord]:
    """Return the final state of every event that the articles tell.

    Events that are retracted or merged away are left out.

    Args:
        articles: Records or mappings of `schemas.Article`'s fields (with `html` in place of
            `text`, if need be), in order of arrival.
        settings: Limits, windows and the number of processes; the defaults where None.

    Raises:
        InvalidArticle: One of them is no article; nothing is returned then.
    """

    def refuse(invalid: Analysed) -> None:
        raise InvalidArticle(f"article {invalid.number}: {invalid.invalid}")

    lines = [Line(number, _as_bytes(article)) for number, article in enumerate(articles, 1)]
    return consolidated(lines, settings or Settings(), invalid=refuse).finish()


def read_lines(data: bytes) -> list[Line]:
    """Return the lines of a JSON Lines file that hold something, with their numbers."""
    return [Line(number, line) for number, line in enumerate(data.split(b"\n"), 1) if line.strip()]


def consolidated(
    lines: list[Line],
    settings: Settings,
    *,
    decisions: Iterable[Decision] = (),
    invalid: Callable[[Analysed], None] = lambda _line: None,
    annotated: Callable[[AnnotatedArticle], None] = lambda _article: None,
) -> Consolidation:
    """Take the decisions in, analyse the lines, and take each article in, in order.

    Calls `invalid` with each line that is no valid article, and `annotated` with each annotated
    article.
    """
    consolidation = Consolidation(ConsolidationSettings.from_settings(settings))
    for decision in decisions:
        consolidation.add(decision)
    for analysed in analyse(
        lines, settings=settings, processes=processes_for(len(lines), settings)
    ):
        if analysed.article is None or analysed.mentions is None:
            invalid(analysed)
            continue
        annotated(analysed.article)
        consolidation.add(analysed.mentions)
    return consolidation


def analyse(lines: Iterable[Line], *, settings: Settings, processes: int) -> Iterator[Analysed]:
    """Read, prepare, annotate and extract each line, in order; with one process, in this one."""
    chunks = _chunks(lines)
    if processes <= 1:
        _load(settings.shard_by, settings.mentions)
        for chunk in chunks:
            yield from _analyse_chunk(chunk, settings.max_text_length)
        return
    limit_threads()
    with ProcessPoolExecutor(
        processes,
        mp_context=get_context("spawn"),
        initializer=_load,
        initargs=(settings.shard_by, settings.mentions),
    ) as pool:
        yield from _in_order(pool, chunks, settings.max_text_length, window=processes * 4)


def processes_for(articles: int, settings: Settings) -> int:
    """Return how many processes pay for loading the model.

    That is one for each two chunks, at most as many as the settings allow and as there are cores.
    """
    return max(1, min(settings.pool_processes, os.cpu_count() or 1, articles // (2 * CHUNK)))


def _in_order(
    pool: ProcessPoolExecutor, chunks: Iterator[list[Line]], max_text_length: int, *, window: int
) -> Iterator[Analysed]:
    """Keep `window` chunks in flight, and give results back in order.

    The window keeps memory from growing with the file.
    """
    pending = [
        pool.submit(_analyse_chunk, chunk, max_text_length) for chunk in islice(chunks, window)
    ]
    while pending:
        yield from pending.pop(0).result()
        pending.extend(
            pool.submit(_analyse_chunk, chunk, max_text_length) for chunk in islice(chunks, 1)
        )


def _chunks(lines: Iterable[Line]) -> Iterator[list[Line]]:
    remaining = iter(lines)
    while chunk := list(islice(remaining, CHUNK)):
        yield chunk


def _load(shard_by: ShardBy, scope: Scope) -> None:
    global _stages  # noqa: PLW0603 - one pipeline a process, as pool initialisers have no other place
    if _stages is None:
        limit_threads()
        _stages = Stages.over(load_english())
    _stages = replace(_stages, scope=scope, shard_by=shard_by)


def _analyse_chunk(chunk: list[Line], max_text_length: int) -> list[Analysed]:
    """Analyse the lines together; where that raises, analyse each line alone.

    So a fault in one line costs that line only.
    """
    try:
        return _analyse_together(chunk, max_text_length)
    except Exception:  # noqa: BLE001 - whatever an article sets off must not reach its neighbours
        return [_analyse_alone(line, max_text_length) for line in chunk]


def _analyse_alone(line: Line, max_text_length: int) -> Analysed:
    try:
        return _analyse_together([line], max_text_length)[0]
    except Exception as error:  # noqa: BLE001 - told with the line, and the run ends non-zero
        return Analysed(line.number, invalid=f"processing failed: {type(error).__name__}: {error}")


def _analyse_together(chunk: list[Line], max_text_length: int) -> list[Analysed]:
    assert _stages is not None, "the process was not initialised"  # noqa: S101
    prepared = [_prepared(_stages, line, max_text_length) for line in chunk]
    readable = [article for article in prepared if isinstance(article, PreparedArticle)]
    annotated = list(_stages.annotate(readable))
    found = iter(zip(annotated, _stages.extract(annotated), strict=True))
    return [
        Analysed(line.number, invalid=result)
        if isinstance(result, str)
        else Analysed(line.number, *next(found))
        for line, result in zip(chunk, prepared, strict=True)
    ]


def _prepared(stages: Stages, line: Line, max_text_length: int) -> PreparedArticle | str:
    try:
        return stages.prepare(
            read_article(line.data, key=None, max_text_length=max_text_length, json_only=True)
        )
    except InvalidArticle as error:
        return str(error)


def _as_bytes(article: Article | Mapping[str, Any]) -> bytes:
    return encode(article) if isinstance(article, Article) else orjson.dumps(dict(article))
