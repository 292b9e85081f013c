"""A process of the pool for another thread: the text of somebody who waits is read there.

Only a process that no batch waits for is lent, so that texts never stand before the stream.
"""

import asyncio
from collections.abc import Iterator
from concurrent.futures import CancelledError, Future
from contextlib import contextmanager
from dataclasses import dataclass

from workers.streams.pool.pool import Pool
from workers.streams.pool.slot import Slot

ANSWER_SECONDS = 10.0
"""Seconds that the pool may take to answer; it takes some while its processes load."""


@dataclass(frozen=True, slots=True)
class Lending:
    """What threads other than that of the pool's event loop see of the pool."""

    pool: Pool

    @contextmanager
    def process(self) -> Iterator[Slot | None]:
        """A process of the pool within `with`; None where all have work, or none can be had."""
        slot = self._borrowed()
        try:
            yield slot
        finally:
            if slot is not None:
                self.pool.loop.result().call_soon_threadsafe(self.pool.take_back, slot)

    def _borrowed(self) -> Slot | None:
        try:
            loop = self.pool.loop.result(ANSWER_SECONDS)
        except TimeoutError:
            return None
        asked: Future[Slot | None] = asyncio.run_coroutine_threadsafe(self.pool.lend(), loop)
        try:
            return asked.result(ANSWER_SECONDS)
        except CancelledError:
            return None
        except TimeoutError:
            return None if asked.cancel() else asked.result()
