"""The web view as it stands after the seed articles, read by the real stages.

It is for the pictures in the documentation, and for the tests that look at it.
"""

import time
from concurrent.futures import Future
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from schemas import AnnotatedArticle, ArticleMentions, Tick, decode
from seeds.producer import seed_articles
from workers.articles import InvalidArticle, read_article
from workers.consolidation import ConsolidationSettings, Consolidator, Explanation
from workers.settings import STAGES, Settings
from workers.streams.dead_letters.operations import DeadLetter
from workers.streams.dead_letters.origin import DeadLetterOrigin
from workers.streams.metrics.process_metrics import ProcessMetrics
from workers.streams.pool.analysis import english
from workers.streams.pool.outcomes import ARTICLE_STAGES, Item, Output
from workers.streams.pool.trial import Trial
from workers.streams.readmodel.stage_board import GroupState, StageBoard
from workers.streams.readmodel.view import View
from workers.web import Probes, WebContext

BEGIN = datetime(2026, 11, 29, 9, 30, tzinfo=UTC)
BETWEEN = timedelta(seconds=47)
BROKEN = (
    (b"pier-2", b'{"id": "pier-2", "text": "The pier is closed'),
    (b"pier-3", b'{"id": "pier-3", "text": 7}'),
    (b"pier-4", b"The pier is closed."),
)
"""Keys and values of messages that are no articles."""
END = "9999-12-31T23:59:59Z"


def seeded_context() -> WebContext:
    """Return the context: the articles came one after the other, and the input has ended."""
    settings, view, metrics = Settings(), View(caught_up=True), ProcessMetrics()
    consolidator = Consolidator(ConsolidationSettings.from_settings(settings))
    at = BEGIN
    for article, mentions in read_seeds(settings, metrics):
        view.take_article(replace(article, received_at=at.isoformat()))
        for record in consolidator.apply(mentions).records:
            view.take_event(record, at)
        at += BETWEEN
    for number, (key, value) in enumerate(BROKEN):
        view.take_dead_letter(_letter(number, key, value, at))
    _at_work(metrics, settings, consolidator)
    for record in consolidator.tick(Tick(shard="en", at=END, end=True)).records:
        view.take_event(record, at)

    def explain(event_id: str) -> "Future[Explanation | None]":
        found: Future[Explanation | None] = Future()
        found.set_result(consolidator.explain(event_id))
        return found

    trial, slowest = Trial(settings), metrics.slowest.ranked
    return WebContext(
        settings, view, board(), metrics.all, Probes(), None, explain, trial, slowest=slowest
    )


def _letter(number: int, key: bytes, value: bytes, at: datetime) -> DeadLetter:
    with pytest.raises(InvalidArticle) as refused:
        read_article(value, key=key, max_text_length=1_000)
    error = refused.value
    origin = DeadLetterOrigin(
        "prepare", error.reason, error.position, "dateline.articles", 0, number
    )
    return DeadLetter(number, at, origin, key, value, ())


def _at_work(metrics: ProcessMetrics, settings: Settings, consolidator: Consolidator) -> None:
    """Say what a worker of all stages says when the seeds have come through, before they end."""
    for stage in STAGES:
        metrics.ready.set(1, stage=stage)
        metrics.in_flight.set(0, stage=stage)
        metrics.in_flight_bytes.set(0, stage=stage)
        metrics.rebalances.add(stage=stage)
    metrics.pool_processes.replace(
        {"idle": settings.pool_processes, "busy": 0, "starting": 0, "ended": 0}
    )
    metrics.open_windows.set(consolidator.open_windows, partition=0, shard="en")
    if (watermark := consolidator.clock.watermark) is not None:
        metrics.watermark.set(watermark, partition=0, shard="en")


def read_seeds(
    settings: Settings, metrics: ProcessMetrics
) -> list[tuple[AnnotatedArticle, ArticleMentions]]:
    """Return what the stages make of the seed articles, in the order of the demo."""
    analysis = english(settings)
    items = [Item(raw.value, raw.key, None) for raw in seed_articles(order=7)]
    values: list[list[bytes]] = []
    for stage in ARTICLE_STAGES:
        began = time.monotonic()
        outputs = [outcome for outcome in analysis.run(stage, items) if isinstance(outcome, Output)]
        assert len(outputs) == len(items)
        sizes = [
            (output.article_id, len(item.value or b""))
            for item, output in zip(items, outputs, strict=True)
        ]
        metrics.slowest.note(stage, sizes, time.monotonic() - began)
        items = [Item(output.value, output.key, None) for output in outputs]
        values.append([output.value for output in outputs])
    return [
        (decode(AnnotatedArticle, article), decode(ArticleMentions, mentions))
        for article, mentions in zip(values[-2], values[-1], strict=True)
    ]


def board() -> StageBoard:
    """Return the stages as they stand when all is done."""
    stages = StageBoard()
    for stage, done in zip((*ARTICLE_STAGES, "consolidate"), (8, 5, 5, 9), strict=True):
        for waiting in range(done, -1, -1):
            stages.take(stage, GroupState(done - waiting, waiting, 1), 10.0 * (done - waiting))
    return stages
