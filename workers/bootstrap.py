"""The one place where a worker is put together."""

import asyncio
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import faust

from workers.settings import Settings
from workers.streams.analysis import english
from workers.streams.apps import StageApp
from workers.streams.article_stage import SOURCES, ArticleRunner
from workers.streams.consolidate import STAGE, ConsolidateRunner
from workers.streams.counters import Counters
from workers.streams.dead_letters import DeadLetterLimit
from workers.streams.failure import Drain, Failure
from workers.streams.intake import Intake, source
from workers.streams.outcomes import ARTICLE_STAGES, AnalysisFactory, ArticleStage
from workers.streams.pool import Pool
from workers.streams.sending import Sender
from workers.streams.tables import add_state_table
from workers.streams.ticker import Ticker

FAILURE_GRACE = 15.0


@dataclass(slots=True)
class Worker:
    """All that one process runs."""

    settings: Settings
    counters: Counters
    failure: Failure
    pool: Pool
    apps: list[StageApp] = field(default_factory=list)


def create_worker(settings: Settings, *, analysis: AnalysisFactory = english) -> Worker:
    """Put a worker together: an app for each of `settings.stages`, of which the first starts the others. Connects to nothing."""
    counters = Counters()
    worker = Worker(settings, counters, Failure(FAILURE_GRACE), Pool(settings, analysis, counters))
    drain = Drain(settings.drain_timeout)
    for stage in settings.stages:
        article_stage = next((known for known in ARTICLE_STAGES if known == stage), None)
        worker.apps.append(
            _article_app(worker, article_stage, drain) if article_stage else _consolidate_app(worker, drain)
        )
    first, *others = worker.apps
    first.phase.others.extend(others)
    worker.failure.stop = first.stop_for
    return worker


def create_apps(settings: Settings, *, analysis: AnalysisFactory = english) -> list[StageApp]:
    """Return the apps of a worker; running the first runs them all."""
    return create_worker(settings, analysis=analysis).apps


def run_worker(settings: Settings, *, analysis: AnalysisFactory = english) -> int:
    """Run the stages until SIGTERM or SIGINT; returns the exit status: 0 after a clean stop."""
    Path(settings.state_dir).mkdir(parents=True, exist_ok=True)
    asyncio.set_event_loop(asyncio.new_event_loop())
    worker = create_worker(settings, analysis=analysis)
    try:
        faust.Worker(worker.apps[0], loglevel=settings.log_level, quiet=True).execute_from_commandline()
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 1
    finally:
        worker.pool.close()


def _article_app(worker: Worker, stage: ArticleStage, drain: Drain) -> StageApp:
    settings, counters = worker.settings, worker.counters
    app = StageApp(settings, stage, SOURCES[stage], worker.failure, drain)
    runner = ArticleRunner(
        stage=stage,
        settings=settings,
        pool=worker.pool,
        intake=Intake(stage, app.ledgers, counters, limit=settings.in_flight_articles),
        sender=Sender(app, stage, counters),
        counters=counters,
        failure=worker.failure,
        limit=DeadLetterLimit.of(stage, settings),
    )
    app.runner = runner
    _read(app, settings.topic(SOURCES[stage]), runner.intake)
    return app


def _consolidate_app(worker: Worker, drain: Drain) -> StageApp:
    settings, counters = worker.settings, worker.counters
    app = StageApp(settings, STAGE, "mentions", worker.failure, drain)
    sender = Sender(app, STAGE, counters)
    runner = ConsolidateRunner(
        settings=settings,
        intake=Intake(STAGE, app.ledgers, counters, limit=settings.in_flight_articles),
        sender=sender,
        table=add_state_table(app, "state", sender, settings),
        counters=counters,
        limit=DeadLetterLimit.of(STAGE, settings),
    )
    app.runner = app.keeper = runner
    app.tickers.append(Ticker(app=app, settings=settings, sender=sender, partitions=runner.partitions))
    _read(app, settings.topic("mentions"), runner.intake)
    return app


def _read(app: StageApp, topic: str, intake: Intake) -> None:
    async def fill(stream: Any) -> None:
        await intake.fill(stream, app.failure)

    app.agent(source(app, topic), name=f"{app.conf.id}-agent")(fill)


if __name__ == "__main__":
    sys.exit(run_worker(Settings()))
