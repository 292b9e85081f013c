"""The one place where a worker is put together."""

import asyncio
import gc
import signal
import sys
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import faust

from workers.consolidation import Explanation
from workers.settings import Settings
from workers.streams.dead_letters.limit import DeadLetterLimit
from workers.streams.failures.drain import Drain
from workers.streams.failures.failure import Failure
from workers.streams.flow.intake import Intake, source
from workers.streams.flow.sender import Sender
from workers.streams.kafka.compression import bound_decompression
from workers.streams.kafka.preflight import preflight
from workers.streams.metrics.process_metrics import ProcessMetrics
from workers.streams.pool.lending import Lending
from workers.streams.pool.outcomes import ARTICLE_STAGES, ENGLISH, ArticleStage
from workers.streams.pool.pool import Pool
from workers.streams.runtime.app import StageApp
from workers.streams.runtime.watchdog import Watchdog
from workers.streams.stages.article_stage import SOURCES, ArticleRunner
from workers.streams.stages.consolidate import STAGE, ConsolidateRunner
from workers.streams.stages.ticker import Ticker
from workers.streams.state.changelog import Recovering, unheard
from workers.streams.state.state_folder import StateFolder
from workers.streams.state.tables import add_state_table
from workers.streams.tracing.spans import UNTRACED, Tracing
from workers.web.health import probes_of
from workers.web.hosting import register

FAILURE_GRACE = 5.0
"""Seconds that a failing worker may take to leave its groups; Faust's stop can hang once a part of
the worker has crashed."""
COLLECTION = (50_000, 20, 50)
"""How rarely Python's collector looks for cycles.

With Python's own thresholds (700, 10, 10) the collector walks time and again through all that
consolidation holds, a third of a second each time."""


@dataclass(slots=True)
class Worker:
    """All that one process runs. Running the first of `apps` runs them all."""

    settings: Settings
    metrics: ProcessMetrics
    failure: Failure
    pool: Pool
    tracing: Tracing = UNTRACED
    apps: list[StageApp] = field(default_factory=list)
    consolidation: ConsolidateRunner | None = None

    @property
    def explain(self) -> "Callable[[str], Future[Explanation | None]] | None":
        """The function that says why an event is one event, from any thread.

        None where this process does not consolidate.
        """
        return None if self.consolidation is None else self.consolidation.explain

    @property
    def lending(self) -> Lending | None:
        """What lends processes of the pool; None where no stage of this worker starts the pool."""
        return Lending(self.pool) if set(self.settings.stages) & set(ARTICLE_STAGES) else None


def create_worker(
    settings: Settings,
    *,
    analysis: str = ENGLISH,
    recovering: Recovering = unheard,
    tracing: Tracing = UNTRACED,
) -> Worker:
    """Put a worker together: an app for each of `settings.stages`.

    The function connects to nothing and starts nothing.

    Args:
        settings: All settings.
        analysis: Name of the factory of what a process of the pool runs, as `module:function`.
        recovering: Is told how far the recovery of the state is.
        tracing: What begins the spans of the stages; the caller closes it.
    """
    bound_decompression(settings.max_message_bytes)
    metrics = ProcessMetrics()
    pool = Pool(settings, analysis, metrics)
    worker = Worker(settings, metrics, Failure(FAILURE_GRACE), pool, tracing)
    drain = Drain(settings.drain_timeout)
    for stage in settings.stages:
        article_stage = next((known for known in ARTICLE_STAGES if known == stage), None)
        worker.apps.append(
            _article_app(worker, article_stage, drain)
            if article_stage
            else _consolidate_app(worker, drain, recovering)
        )
    _lead(worker)
    return worker


def create_apps(
    settings: Settings, *, analysis: str = ENGLISH, tracing: Tracing = UNTRACED
) -> list[StageApp]:
    """Return the apps of a worker, the one that starts the others first."""
    return create_worker(settings, analysis=analysis, tracing=tracing).apps


def run_worker(
    settings: Settings,
    *,
    analysis: str = ENGLISH,
    recovering: Recovering = unheard,
    tracing: Tracing = UNTRACED,
) -> int:
    """Run the stages until SIGTERM or SIGINT; return the exit status.

    The status is 0 after a clean stop. Standard error says why a worker could not run. `recovering`
    is told how far the recovery of the state is.
    """
    # Until the loop runs and takes the signal over, there is nothing to drain.
    signal.signal(signal.SIGTERM, lambda _signal, _frame: sys.exit(0))
    problems = asyncio.run(preflight(settings))
    if problems:
        sys.stderr.writelines(f"dateline worker: {problem.message}\n" for problem in problems)
        return problems[0].status
    gc.set_threshold(*COLLECTION)
    asyncio.set_event_loop(asyncio.new_event_loop())
    worker = create_worker(settings, analysis=analysis, recovering=recovering, tracing=tracing)
    try:
        faust.Worker(
            worker.apps[0], loglevel=settings.log_level, quiet=True
        ).execute_from_commandline()
    except SystemExit as end:
        return worker.failure.status if worker.failure.error is not None or end.code else 0
    finally:
        worker.pool.close()


def _lead(worker: Worker) -> None:
    """Let the first app start the others, carry the web view, and watch over all."""
    first, *others = worker.apps
    first.phase.others.extend(others)
    worker.failure.stop = first.stop_for
    first.tickers.append(
        Watchdog(
            apps=worker.apps,
            metrics=worker.metrics,
            failure=worker.failure,
            stall_timeout=worker.settings.stall_timeout,
        )
    )
    if worker.settings.web_enabled:
        probes = probes_of(
            {app.stage_name: partial(_is_at_work, worker, app) for app in worker.apps}
        )
        register(
            first,
            worker.settings,
            instruments=worker.metrics.all,
            probes=probes,
            explain=worker.explain,
            slowest=worker.metrics.slowest.ranked,
            tracing=worker.tracing,
            lending=worker.lending,
        )


def _is_at_work(worker: Worker, app: StageApp) -> bool:
    return app.phase.ready and (worker.pool.ready or app.keeper is not None)


def _article_app(worker: Worker, stage: ArticleStage, drain: Drain) -> StageApp:
    settings, metrics = worker.settings, worker.metrics
    app = StageApp(settings, stage, SOURCES[stage], worker.failure, drain, metrics=metrics)
    runner = ArticleRunner(
        stage=stage,
        settings=settings,
        pool=worker.pool,
        intake=_intake(worker, app),
        sender=Sender(app, stage, metrics),
        metrics=metrics,
        failure=worker.failure,
        limit=DeadLetterLimit.of(stage, settings),
    )
    app.runner = runner
    _read(app, settings.topic(SOURCES[stage]), runner.intake)
    return app


def _consolidate_app(worker: Worker, drain: Drain, recovering: Recovering) -> StageApp:
    settings, metrics = worker.settings, worker.metrics
    app = StageApp(settings, STAGE, "mentions", worker.failure, drain, metrics=metrics)
    app.recovering = recovering
    sender = Sender(app, STAGE, metrics)
    runner = ConsolidateRunner(
        settings=settings,
        intake=_intake(worker, app),
        sender=sender,
        table=add_state_table(app, "state", sender, settings),
        metrics=metrics,
        limit=DeadLetterLimit.of(STAGE, settings),
        recovering=recovering,
        tracing=worker.tracing,
    )
    app.runner = app.keeper = worker.consolidation = runner
    app.folder = StateFolder.of(settings)
    app.tickers.append(
        Ticker(app=app, settings=settings, sender=sender, partitions=runner.partitions)
    )
    _read(app, settings.topic("mentions"), runner.intake)
    return app


def _intake(worker: Worker, app: StageApp) -> Intake:
    return Intake(
        app.stage_name,
        app.ledgers,
        worker.metrics,
        limit=worker.settings.in_flight_articles,
        tracing=worker.tracing,
    )


def _read(app: StageApp, topic: str, intake: Intake) -> None:
    async def fill(stream: Any) -> None:
        await intake.fill(stream, app.failure)

    app.agent(source(app, topic), name=f"{app.conf.id}-agent")(fill)
