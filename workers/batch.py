"""The whole pipeline over a list of articles, with no broker.

It calls the stream's own functions, in a pool of processes.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from itertools import chain, islice
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
from workers.articles import InvalidArticle, RawArticle, read_article
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
class Analysed:
    """What became of one article: it with its mentions, or the reason why it is none.

    `size` is the number of bytes that it came in.
    """

    where: str
    size: int
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
        raise InvalidArticle(f"{invalid.where}: {invalid.invalid}")

    given = (
        RawArticle(b"", _as_bytes(article), f"article {number}")
        for number, article in enumerate(articles, 1)
    )
    return consolidated(given, settings or Settings(), invalid=refuse).finish()


def consolidated(
    articles: Iterable[RawArticle],
    settings: Settings,
    *,
    decisions: Iterable[Decision] = (),
    invalid: Callable[[Analysed], None] = lambda _line: None,
    annotated: Callable[[Analysed], None] = lambda _article: None,
) -> Consolidation:
    """Take the decisions in, analyse the articles, and take each in, in order.

    Calls `invalid` with each that is no valid article, and `annotated` with each annotated one.
    """
    consolidation = Consolidation(ConsolidationSettings.from_settings(settings))
    for decision in decisions:
        consolidation.add(decision)
    remaining = iter(articles)
    first = list(islice(remaining, 2 * CHUNK * settings.pool_processes))
    processes = processes_for(len(first), settings)
    for analysed in analyse(chain(first, remaining), settings=settings, processes=processes):
        if analysed.article is None or analysed.mentions is None:
            invalid(analysed)
            continue
        annotated(analysed)
        consolidation.add(analysed.mentions)
    return consolidation


def analyse(
    articles: Iterable[RawArticle], *, settings: Settings, processes: int
) -> Iterator[Analysed]:
    """Read, prepare, annotate and extract each article, in order; with one process, in this one."""
    chunks = _chunks(articles)
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
    pool: ProcessPoolExecutor,
    chunks: Iterator[list[RawArticle]],
    max_text_length: int,
    *,
    window: int,
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


def _chunks(articles: Iterable[RawArticle]) -> Iterator[list[RawArticle]]:
    remaining = iter(articles)
    while chunk := list(islice(remaining, CHUNK)):
        yield chunk


def _load(shard_by: ShardBy, scope: Scope) -> None:
    global _stages  # noqa: PLW0603 - one pipeline a process, as pool initialisers have no other place
    if _stages is None:
        limit_threads()
        _stages = Stages.over(load_english())
    _stages = replace(_stages, scope=scope, shard_by=shard_by)


def _analyse_chunk(chunk: list[RawArticle], max_text_length: int) -> list[Analysed]:
    """Analyse the articles together; where that raises, analyse each alone.

    So a fault in one article costs that article only.
    """
    try:
        return _analyse_together(chunk, max_text_length)
    except Exception:  # noqa: BLE001 - whatever an article sets off must not reach its neighbours
        return [_analyse_alone(raw, max_text_length) for raw in chunk]


def _analyse_alone(raw: RawArticle, max_text_length: int) -> Analysed:
    try:
        return _analyse_together([raw], max_text_length)[0]
    except Exception as error:  # noqa: BLE001 - told with its place, and the run ends non-zero
        reason = f"processing failed: {type(error).__name__}: {error}"
        return Analysed(raw.where, len(raw.value), invalid=reason)


def _analyse_together(chunk: list[RawArticle], max_text_length: int) -> list[Analysed]:
    assert _stages is not None, "the process was not initialised"  # noqa: S101
    prepared = [_prepared(_stages, raw, max_text_length) for raw in chunk]
    readable = [article for article in prepared if isinstance(article, PreparedArticle)]
    annotated = list(_stages.annotate(readable))
    found = iter(zip(annotated, _stages.extract(annotated), strict=True))
    return [
        Analysed(raw.where, len(raw.value), invalid=result)
        if isinstance(result, str)
        else Analysed(raw.where, len(raw.value), *next(found))
        for raw, result in zip(chunk, prepared, strict=True)
    ]


def _prepared(stages: Stages, raw: RawArticle, max_text_length: int) -> PreparedArticle | str:
    try:
        return stages.prepare(read_article(raw.value, key=raw.key, max_text_length=max_text_length))
    except InvalidArticle as error:
        return str(error)


def _as_bytes(article: Article | Mapping[str, Any]) -> bytes:
    return encode(article) if isinstance(article, Article) else orjson.dumps(dict(article))
