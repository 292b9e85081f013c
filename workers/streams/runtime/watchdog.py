"""The watchdog: it measures lag, wakes silent partitions, and ends a stalled process.

Faust and aiokafka can stall silently, after a broker outage above all. The broker is asked for the
ends of the partitions, because a stalled consumer does not hear of them.
"""

import asyncio
import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from faust.types import TP

from workers.streams.failures.failure import Failure
from workers.streams.failures.worker_errors import StalledError
from workers.streams.metrics.process_metrics import ProcessMetrics
from workers.streams.runtime.app import StageApp

log = logging.getLogger(__name__)

LOOK_EVERY = 1.0
ASK_TIMEOUT = 20.0
SILENT_SECONDS = 2.0
"""A partition with messages of which none is read for so long is sought anew: what was lost on the
way has nothing behind it that would show the gap."""
LOOP_LAG_EVERY = 0.25


@dataclass(slots=True, kw_only=True)
class Watchdog:
    """One for the process."""

    apps: Sequence[StageApp]
    metrics: ProcessMetrics
    failure: Failure
    stall_timeout: float
    now: Callable[[], float] = time.monotonic
    _moved_at: dict[str, float] = field(default_factory=dict)
    _ready_at: dict[str, float] = field(default_factory=dict)
    _remaining: dict[str, int] = field(default_factory=dict)

    async def run(self) -> None:
        """Look at every stage, every second."""
        measuring = asyncio.create_task(self._measure_loop_lag())
        try:
            while self.failure.error is None:
                await asyncio.sleep(LOOK_EVERY)
                for app in self.apps:
                    await self.look_at(app)
        finally:
            measuring.cancel()

    async def look_at(self, app: StageApp) -> None:
        """Measure a stage.

        Raises StalledError where the stage has had work or a recovery for too long and has made no
        progress.
        """
        stage = app.stage_name
        self.metrics.ready.set(float(app.phase.ready), stage=stage)
        ends = await self._ends(app) if app.phase.ready else None
        lag = None if ends is None else self._lag(app, ends)
        if lag == 0 or self._has_moved(app):
            self._moved_at[stage] = self.now()
        idle = self.now() - self._moved_at.setdefault(stage, self.now())
        if idle > self.stall_timeout:
            raise StalledError(_stalled(stage, lag, idle))
        if ends is None:
            self._ready_at.pop(stage, None)
        elif min(idle, self.now() - self._ready_at.setdefault(stage, self.now())) > SILENT_SECONDS:
            await self._wake(app, ends)

    def _has_moved(self, app: StageApp) -> bool:
        """Return whether the stage has made progress since the last look.

        Progress is a message taken in or finished, or a row recovered.
        """
        stage, runner = app.stage_name, app.runner
        tables: Any = app.tables
        remaining = tables.remaining()
        self.metrics.recovery_remaining.set(remaining, stage=stage)
        recovered = remaining != self._remaining.get(stage, 0)
        if remaining and recovered:
            log.info(
                "stage %s recovers its table: %d changelog messages are still to be read",
                stage,
                remaining,
                extra={"stage": stage},
            )
        self._remaining[stage] = remaining
        return recovered or (
            runner is not None and runner.intake.progress_at > self._moved_at.get(stage, 0.0)
        )

    async def _ends(self, app: StageApp) -> dict[TP, int] | None:
        partitions = [tp for tp, _ledger in app.ledgers.items()]
        if not partitions:
            return {}
        try:
            ends = await asyncio.wait_for(app.consumer.highwaters(*partitions), ASK_TIMEOUT)
            # What was fetched counts too: the embedded broker tells an end within the last batch.
            return {tp: max(ends[tp], app.consumer.highwater(tp) or 0) for tp in partitions}
        except Exception as error:  # noqa: BLE001
            # The broker does not answer, in one of many ways; that is no progress either.
            log.warning(
                "stage %s: the broker does not tell the ends of its partitions: %r",
                app.stage_name,
                error,
                extra={"stage": app.stage_name},
            )
            return None

    def _lag(self, app: StageApp, ends: dict[TP, int]) -> int:
        total = 0
        for tp, ledger in app.ledgers.items():
            lag = max(0, ends.get(tp, 0) - ledger.committable)
            total += lag
            self.metrics.lag.set(lag, stage=app.stage_name, topic=tp.topic, partition=tp.partition)
        return total

    async def _wake(self, app: StageApp, ends: dict[TP, int]) -> None:
        for tp, ledger in app.ledgers.items():
            if ledger.position < ends.get(tp, 0) and ledger.in_work == 0 and not app.rebalancing:
                log.warning(
                    "%s-%d fell silent at %d of %d: reading it again",
                    tp.topic,
                    tp.partition,
                    ledger.position,
                    ends[tp],
                    extra={"stage": app.stage_name},
                )
                ledger.forget_gap()
                await app.consumer.seek_wait({tp: ledger.position})

    async def _measure_loop_lag(self) -> None:
        loop: Any = asyncio.get_running_loop()
        while True:
            due = loop.time() + LOOP_LAG_EVERY
            await asyncio.sleep(LOOP_LAG_EVERY)
            self.metrics.loop_lag_seconds.observe(max(0.0, loop.time() - due))


def _stalled(stage: str, lag: int | None, idle: float) -> str:
    if lag is None:
        return (
            f"stage {stage} has been without its partitions, its tables or the broker "
            f"for {idle:.0f} s"
        )
    return f"stage {stage} has {lag} messages to work on and has done nothing for {idle:.0f} s"
