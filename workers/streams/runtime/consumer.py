"""Faust's consumer, told by our ledgers what to commit.

Faust marks messages of an older generation as acknowledged when it passes over them, and its own
arithmetic commits past an offset that is not done (`min(acked) - committed > 1`). So what it
commits here comes from the ledgers alone, and what was read is judged by them alone.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from aiokafka import AIOKafkaConsumer
from faust.transport.drivers.aiokafka import AIOKafkaConsumerThread, Consumer, Transport
from faust.types import TP
from faust.types.tuples import Message

from workers.streams.flow.ledgers import Ledgers
from workers.streams.runtime.producer import GuardedProducer

FETCH_WAIT_MS = 500
"""How long a broker may hold back its answer to a fetch while it has no records.

What is asked on the same connection waits behind that answer: where partitions begin and end, at
each rebalance. Faust gives a broker 1,500 ms.
"""


class NothingRead(dict[TP, int | None]):
    """Replaces Faust's record of the offsets that were read, which drops repeated reads.

    It stores nothing.
    """

    def __getitem__(self, _key: TP) -> Any:
        return None

    def __setitem__(self, _key: TP, _value: int | None) -> None:
        return

    def update(self, *_args: Any, **_kwargs: Any) -> None:
        """Remember nothing."""


class ConsumerThread(AIOKafkaConsumerThread):
    """Faust's thread around aiokafka's consumer."""

    def _create_worker_consumer(self, transport: Transport) -> AIOKafkaConsumer:
        consumer = super()._create_worker_consumer(transport)
        consumer._fetch_max_wait_ms = FETCH_WAIT_MS  # noqa: SLF001 - Faust has no setting for it
        return consumer


class LedgerConsumer(Consumer):
    """A consumer of one `StageApp`."""

    app: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._read_offset = NothingRead()

    def _new_consumer_thread(self) -> ConsumerThread:
        return ConsumerThread(self, loop=self.loop, beacon=self.beacon)

    @property
    def ledgers(self) -> Ledgers:
        """The ledgers of the app's source partitions."""
        ledgers: Ledgers = self.app.ledgers
        return ledgers

    async def perform_seek(self) -> None:
        """Seek source partitions to their committed offsets.

        Opens a ledger there for each partition that is new in this generation.
        """
        generation = self.app.consumer_generation_id
        sources = {tp for tp in self.assignment() if tp.topic in self.ledgers.topics}
        committed = await self._thread.call_thread(self._committed, sources)
        missing = [tp for tp in sources if committed[tp] is None]
        earliest = await self.earliest_offsets(*missing) if missing else {}
        starts = {tp: earliest[tp] if committed[tp] is None else committed[tp] for tp in sources}
        if generation != self.app.consumer_generation_id:
            return
        self.ledgers.open(starts, generation)
        self._committed_offset.update(committed)
        if starts:
            await self.seek_wait(starts)

    async def _committed(self, partitions: Iterable[TP]) -> dict[TP, int | None]:
        # Faust's wrapper has no call for one partition.
        consumer = self._thread._ensure_consumer()  # noqa: SLF001
        return {tp: await consumer.committed(tp) for tp in partitions}

    async def on_stop(self) -> None:
        """Commit the work that is done.

        A failing worker does not commit: its consumer thread may have ended.
        """
        if self.app.failure.error is None:
            await super().on_stop()

    async def on_partitions_revoked(self, revoked: set[TP]) -> None:
        """Let the stage finish what it can, and commit it, before the partitions go."""
        self.stop_flow()
        await self.app.before_revoke()
        if not self.should_stop:
            await self.commit()
        self.ledgers.close()
        await self.app.after_revoke()
        await super().on_partitions_revoked(revoked)

    async def on_partitions_assigned(self, assigned: set[TP], generation_id: int = 0) -> None:
        """Record the generation of the assignment.

        A recovery that began in another generation must not write.
        """
        self.app.assign(generation_id)
        await super().on_partitions_assigned(assigned, generation_id)

    async def _wait_next_records(
        self,
        timeout: float,  # noqa: ASYNC109 - Faust's name
    ) -> tuple[Mapping[TP, Any] | None, set[TP] | None]:
        # Faust only ever sets this signal, so that `wait_for_stopped_flow` waits for nothing.
        if not self.flow_active:
            # Mode types leave asyncio.Event out.
            await self.wait(self.can_resume_flow)  # type: ignore[arg-type]
        self.not_waiting_next_records.clear()
        try:
            active = self._get_active_partitions()
            if active:
                return await self._getmany(active_partitions=active, timeout=timeout), active
            await self.sleep(timeout)
            return {}, active
        finally:
            self.not_waiting_next_records.set()

    def ack(self, message: Message) -> bool:
        """Note that Faust is done with a message; decides nothing about the commit."""
        if message.acked:
            return False
        message.acked = True
        self._unacked_messages.discard(message)
        self._n_acked += 1
        return True

    def _filter_tps_with_pending_acks(self, topics: Any = None) -> Iterator[TP]:
        return (
            tp
            for tp in self.ledgers.open_partitions()
            if topics is None or tp in topics or tp.topic in topics
        )

    def _new_offset(self, tp: TP) -> int | None:
        return self.ledgers.committable(tp)

    def _should_commit(self, tp: TP, offset: int) -> bool:
        committed = self._committed_offset[tp]
        return offset > (committed or 0)


class LedgerTransport(Transport):
    """Makes our consumer and our producer."""

    Consumer = LedgerConsumer
    Producer = GuardedProducer
