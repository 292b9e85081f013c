"""Time for consolidation: ticks, sent as messages into the partitions that this worker owns.

As messages they take their place among the articles, so that a replay sees them where they were. A
partition gets one only when everything before it, the last tick included, has been worked on: time
does not pass while there is work.
"""

import asyncio
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from faust.types import TP

from schemas import Tick, encode
from workers.instants import rfc3339
from workers.settings import Settings
from workers.streams.failures.worker_errors import SendError
from workers.streams.flow.sender import Sender
from workers.streams.stages.partition import Partition

log = logging.getLogger(__name__)

QUIET = 10
"""Where no record waits to be sent, every tenth tick is enough to close windows."""


def utc_now() -> datetime:
    """Return the wall clock."""
    return datetime.now(UTC)


@dataclass(slots=True, kw_only=True)
class Ticker:
    """Ticks for the partitions in `partitions`, which the consolidate stage keeps."""

    app: Any
    settings: Settings
    sender: Sender
    partitions: Mapping[int, Partition]
    now: Callable[[], datetime] = utc_now
    _rounds: int = field(default=0)

    async def run(self) -> None:
        """Tick every `settings.tick_seconds`."""
        while True:
            await asyncio.sleep(self.settings.tick_seconds)
            self._rounds += 1
            await self.tick(quiet=self._rounds % QUIET == 0)

    async def tick(self, *, quiet: bool) -> None:
        """Send one round of ticks.

        A tick that fails is left out: the next one has a later time.
        """
        for number, partition in list(self.partitions.items()):
            if self._is_idle(number):
                for shard in partition.shards_to_tick(quiet=quiet):
                    await self._send(number, shard)

    async def _send(self, number: int, shard: str) -> None:
        at = rfc3339(self.now())
        tick = encode(Tick(shard=shard, at=at))
        try:
            sent = await self.sender.send(
                self.settings.topic("mentions"), shard.encode(), tick, partition=number
            )
            await self.sender.settle([sent])
        except SendError as error:
            log.warning("no tick for shard %s: %s", shard, error)

    def _is_idle(self, number: int) -> bool:
        if self.app.rebalancing:
            return False
        tp = TP(self.settings.topic("mentions"), number)
        done = self.app.ledgers.committable(tp)
        try:
            end = self.app.consumer.highwater(tp)
        except Exception:  # noqa: BLE001
            # Aiokafka raises several kinds where a partition has just gone.
            return False
        return done is not None and end is not None and done >= end
