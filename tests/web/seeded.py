"""The web view as it stands after the seed articles, read by the real stages.

It is for the pictures in the documentation, and for the tests that look at it.
"""

from concurrent.futures import Future
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from schemas import AnnotatedArticle, ArticleMentions, Tick, decode
from seeds.producer import seed_articles
from workers.consolidation import ConsolidationSettings, Consolidator, Explanation
from workers.settings import Settings
from workers.streams.pool.analysis import english
from workers.streams.pool.outcomes import ARTICLE_STAGES, Item, Output
from workers.streams.pool.trial import Trial
from workers.streams.readmodel.stage_board import GroupState, StageBoard
from workers.streams.readmodel.view import View
from workers.web import Probes, Site
from workers.web.site import no_instruments

BEGIN = datetime(2026, 11, 29, 9, 30, tzinfo=UTC)
BETWEEN = timedelta(seconds=47)
END = "9999-12-31T23:59:59Z"


def seeded_site() -> Site:
    """Return the site: the articles came one after the other, and the input has ended."""
    settings, view = Settings(), View(caught_up=True)
    consolidator = Consolidator(ConsolidationSettings.from_settings(settings))
    at = BEGIN
    for article, mentions in read_seeds(settings):
        view.take_article(replace(article, received_at=at.isoformat()))
        for record in consolidator.apply(mentions).records:
            view.take_event(record, at)
        at += BETWEEN
    for record in consolidator.tick(Tick(shard="en", at=END, end=True)).records:
        view.take_event(record, at)

    def explain(event_id: str) -> "Future[Explanation | None]":
        found: Future[Explanation | None] = Future()
        found.set_result(consolidator.explain(event_id))
        return found

    return Site(settings, view, board(), no_instruments, Probes(), None, explain, Trial(settings))


def read_seeds(settings: Settings) -> list[tuple[AnnotatedArticle, ArticleMentions]]:
    """Return what the stages make of the seed articles, in the order of the demo."""
    analysis = english(settings)
    items = [Item(raw.value, raw.key, None) for raw in seed_articles(order=7)]
    values: list[list[bytes]] = []
    for stage in ARTICLE_STAGES:
        outputs = [outcome for outcome in analysis.run(stage, items) if isinstance(outcome, Output)]
        assert len(outputs) == len(items)
        items = [Item(output.value, output.key, None) for output in outputs]
        values.append([output.value for output in outputs])
    return [
        (decode(AnnotatedArticle, article), decode(ArticleMentions, mentions))
        for article, mentions in zip(values[-2], values[-1], strict=True)
    ]


def board() -> StageBoard:
    """Return the stages as they stand when all is done."""
    stages = StageBoard()
    for stage, done in zip((*ARTICLE_STAGES, "consolidate"), (5, 5, 5, 9), strict=True):
        stages.take(stage, GroupState(done - 1, 1, 1), 0.0)
        stages.take(stage, GroupState(done, 0, 1), 10.0)
    return stages
