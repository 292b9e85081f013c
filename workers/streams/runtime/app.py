"""One Faust app, and so one consumer group, for each stage: how it starts and stops."""

import asyncio
import logging
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Protocol

import faust
from faust.exceptions import ConsistencyError
from faust.types import TP
from mode import Service

from workers.settings import Settings
from workers.streams.embedded_broker.detection import SINGLE_RECORD_BATCHES, is_embedded
from workers.streams.failures.drain import Drain
from workers.streams.failures.failure import Failure, end_after
from workers.streams.failures.worker_errors import EXIT_HUNG, SendError, StateError, WorkerError
from workers.streams.flow.intake import Intake
from workers.streams.flow.ledgers import Ledgers
from workers.streams.metrics.process_metrics import ProcessMetrics
from workers.streams.runtime.app_options import app_options
from workers.streams.runtime.consumer import LedgerTransport
from workers.streams.runtime.freeze_guard import BEAT_EVERY, LIMIT_SHARE, FreezeGuard, FrozenError
from workers.streams.runtime.single_worker import claim
from workers.streams.state.changelog import Recovering, unheard
from workers.streams.state.state_folder import StateFolder

log = logging.getLogger(__name__)

HUNG_AFTER = 20.0
"""Seconds beyond the drain after which a stop is taken to hang."""
REVOKE_SHARE = 0.4
"""Share of the session timeout that a stage may take to finish its work when its partitions are
revoked."""


class Runs(Protocol):
    """Something that works for as long as the app runs."""

    async def run(self) -> None:
        """Work, without end."""


class Stage(Runs, Protocol):
    """What an app runs."""

    intake: Intake


class StatefulStage(Stage, Protocol):
    """A stage with tables."""

    async def release(self) -> None:
        """Let go of every partition, once no unit of work is under way."""

    async def recover(self, partitions: set[int]) -> bool:
        """Restore the state of the partitions that are assigned now, and drop all other state.

        Returns whether the partitions are still assigned.
        """


@dataclass(slots=True)
class StagePhase:
    """What the web view and the watchdog ask an app about its stage."""

    ready: bool = False
    others: list[Service] = field(default_factory=list)


class StageApp(faust.App):
    """A Faust app whose acknowledgements are those of our ledgers."""

    def __init__(
        self,
        settings: Settings,
        stage: str,
        source: str,
        failure: Failure,
        drain: Drain,
        *,
        metrics: ProcessMetrics,
    ) -> None:
        super().__init__(**app_options(settings, stage))
        self.settings = settings
        self.stage_name = stage
        self.ledgers = Ledgers(frozenset((settings.topic(source),)))
        self.failure = failure
        self.runner: Stage | None = None
        self.keeper: StatefulStage | None = None
        self.tickers: list[Runs] = []
        self.held_generation: int | None = None
        self.freeze_guard = FreezeGuard(settings.session_timeout * LIMIT_SHARE)
        self.phase = StagePhase()
        self.drain = drain
        self.metrics = metrics
        self.folder: StateFolder | None = None
        self.recovering: Recovering = unheard
        self.revoke_timeout = settings.session_timeout * REVOKE_SHARE

    def on_init_dependencies(self) -> Iterable[Any]:
        """Start the apps of the other stages with this one.

        So `faust -A workers.app worker` runs all of them.
        """
        return [*super().on_init_dependencies(), *self.phase.others]

    async def on_first_start(self) -> None:
        """Suit the embedded broker, and take the state folder before Faust writes into it."""
        try:
            self._take_place()
        except WorkerError as error:
            self.failure.note(error)
            raise
        self.conf.datadir.mkdir(parents=True, exist_ok=True)
        await super().on_first_start()

    def _take_place(self) -> None:
        if is_embedded(self.settings.broker):
            claim(self.settings.broker, self.conf.id)
            self.producer.max_batch_size = SINGLE_RECORD_BATCHES
            self.producer.compression_type = None  # it keeps all in memory, near at hand
        if self.folder is not None and self.folder.open():
            log.info("local state was not closed cleanly: it is restored from the broker")

    async def on_started(self) -> None:
        """Do not hold up the stages that start after us: a join takes seconds."""
        self.add_future(super().on_started())
        self.add_future(self._beat())
        for runs in filter(None, (self.runner, *self.tickers)):
            self.add_future(self._guarded(runs))

    def stop_for(self, error: BaseException) -> None:
        """Crash, and with this app the worker."""
        self.add_future(self.crash(error))

    def assign(self, generation: int) -> None:
        """Note that partitions are ours, in that generation of the group."""
        self.held_generation = generation

    async def on_tables_recovered(self, partitions: set[int], generation: int) -> bool:
        """Let the stage restore its state. Called with nothing being read.

        Returns False where another rebalance has begun.
        """
        if generation != self.held_generation:
            return False
        return self.keeper is None or await self.keeper.recover(partitions)

    async def before_revoke(self) -> None:
        """Wait for work that is nearly done.

        The next owner of the partition repeats the work that is not done.
        """
        self.phase.ready = False
        self.held_generation = None
        if self.runner is not None:
            await self.runner.intake.drained(self.revoke_timeout)

    async def after_revoke(self) -> None:
        """Make sure that nothing is written for partitions that another worker may own soon."""
        if self.keeper is None:
            return
        try:
            await asyncio.wait_for(self.keeper.release(), self.revoke_timeout)
        except (TimeoutError, SendError) as error:
            self.failure.fail(
                StateError(
                    f"stage {self.stage_name} could not finish a write "
                    f"before its partitions were taken: {error!r}"
                )
            )

    def on_rebalance_end(self) -> None:
        """Note that the stage is at work."""
        super().on_rebalance_end()
        self.metrics.rebalances.add(stage=self.stage_name)
        self.phase.ready = True

    async def on_stop(self) -> None:
        """Finish what is in work, commit it, then stop."""
        end_after(self.drain.timeout + HUNG_AFTER, EXIT_HUNG)
        self.phase.ready = False
        if self._consumer is not None and self.runner is not None and self.failure.error is None:
            self._consumer.stop_flow()
            if not await self.runner.intake.drained(self.drain.left()):
                log.warning(
                    "stage %s: not all work was finished in time; it will be done again",
                    self.stage_name,
                    extra={"stage": self.stage_name},
                )
        await super().on_stop()

    async def on_shutdown(self) -> None:
        """Mark the state folder, now that the producer has sent all and the tables are closed."""
        await super().on_shutdown()
        if self.folder is not None and self.failure.error is None and not self.crashed:
            self.folder.close_clean()

    async def _beat(self) -> None:
        while True:
            try:
                self.freeze_guard.beat()
            except FrozenError as error:
                self.failure.fail(error)
                return
            await asyncio.sleep(BEAT_EVERY)

    async def _guarded(self, runner: Runs) -> None:
        try:
            await runner.run()
        except asyncio.CancelledError:
            raise
        except Exception as error:  # noqa: BLE001 - the process ends
            self.failure.fail(error)

    def _crash(self, reason: BaseException) -> None:
        # Whichever service of Faust's crashed, it marks its app on the way.
        if isinstance(reason, ConsistencyError):
            reason = StateError(
                "the local state does not fit the broker's topics; "
                f"`dateline rebuild-state` restores it ({reason})"
            )
        self.failure.note(reason)
        super()._crash(reason)

    def _new_transport(self) -> LedgerTransport:
        return LedgerTransport(self.conf.broker_consumer, self)


def owned(app: StageApp) -> set[TP]:
    """Return the source partitions that the app owns now."""
    return {tp for tp, _ledger in app.ledgers.items()}
