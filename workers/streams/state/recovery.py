"""Faust's table recovery, with the source partitions held still until it is over.

Faust resumes the source partitions, seeks, and then clears the queues of the streams: what was read
in between is gone and would be committed later. Here nothing is read from before the end of the
recovery until after it, and the stage takes up its state in between. What the changelogs hold is
read in bulk beforehand, so that little is left for Faust to recover.
"""

from typing import Any

from faust.tables.manager import TableManager
from faust.tables.recovery import Recovery
from faust.types import TP
from mode.utils.queues import ThrowableQueue

from workers.streams.state.changelog import read_in_bulk

CHANGELOG_BUFFER = 2_000
"""Changelog messages that wait to be written to the local copy."""


class QuietRecovery(Recovery):
    """Recovery during which no source message is read. `app` is a `StageApp`."""

    app: Any

    async def on_recovery_completed(self, generation_id: int = 0) -> None:
        """Stop reading, let the stage restore its state from the tables, then go on as Faust does.

        Does nothing more where another rebalance has begun.
        """
        await self._hold()
        partitions = {tp.partition for tps in self.actives_for_table.values() for tp in tps}
        if await self.app.on_tables_recovered(partitions, generation_id):
            await super().on_recovery_completed(generation_id)

    async def _build_offsets(
        self, consumer: Any, tps: set[TP], destination: Any, title: str
    ) -> None:
        await super()._build_offsets(consumer, tps, destination, title)
        if title == "active" and tps:
            table: Any = self.tp_to_table[next(iter(tps))]
            await read_in_bulk(
                self.app.settings,
                table.data,
                destination,
                self.active_highwaters,
                self.app.recovering,
            )

    async def _resume_streams(self, generation_id: int = 0) -> None:
        await self._hold()
        await super()._resume_streams(generation_id)

    async def _hold(self) -> None:
        consumer = self.app.consumer
        consumer.stop_flow()
        await consumer.wait_for_stopped_flow()


class ChangelogQueue(ThrowableQueue[Any]):
    """Changelog messages, without those that were fetched for an earlier assignment.

    Taken for new, they would hide the rows before them.
    """

    app: Any

    async def get(self) -> Any:
        """Return the next event of this generation."""
        while True:
            event: Any = await super().get()
            if event.message.generation_id == self.app.consumer_generation_id:
                return event


class QuietTableManager(TableManager):
    """A table manager with `QuietRecovery`, and without Faust's pause of a second at the start."""

    _recovery: QuietRecovery | None

    @property
    def changelog_queue(self) -> ThrowableQueue[Any]:
        """The queue between the consumer and recovery, made when first asked for."""
        if self._changelog_queue is None:
            app: Any = self.app
            queue = ChangelogQueue(
                CHANGELOG_BUFFER, flow_control=app.flow_control, clear_on_resume=True
            )
            queue.app = app
            self._changelog_queue = queue
        return self._changelog_queue

    @property
    def recovery(self) -> QuietRecovery:
        """The recovery service, made when first asked for."""
        if self._recovery is None:
            self._recovery = QuietRecovery(self.app, self, beacon=self.beacon, loop=self.loop)
        return self._recovery

    async def on_start(self) -> None:
        """Register the tables' changelogs, then start to recover."""
        await self._update_channels()
        await self.recovery.start()

    def remaining(self) -> int:
        """Return how many changelog messages are still to be read."""
        recovery: Any = self._recovery
        return (
            int(recovery.active_remaining_total())
            if recovery is not None and recovery.in_recovery
            else 0
        )
