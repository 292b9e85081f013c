"""One request at a time per host, and a pause between two."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from time import monotonic

MOST_HOSTS = 10_000
"""Hosts that are remembered; those at rest are forgotten beyond it."""
REST = 600.0
"""Seconds after which a host at rest may be forgotten: longer than any pause."""


@dataclass(slots=True)
class Turn:
    """A host: who asks it holds the lock; `last` is when the last request ended."""

    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    last: float = float("-inf")


@dataclass(slots=True)
class Turns:
    """The hosts that have been asked."""

    clock: Callable[[], float] = monotonic
    _hosts: dict[str, Turn] = field(default_factory=dict)

    @asynccontextmanager
    async def of(self, host: str, pause: float) -> AsyncIterator[None]:
        """Hold the host's turn for the block.

        The block begins at least `pause` seconds after the last one ended.
        """
        if len(self._hosts) >= MOST_HOSTS:
            self._forget()
        turn = self._hosts.setdefault(host, Turn())
        async with turn.lock:
            await asyncio.sleep(max(0.0, turn.last + pause - self.clock()))
            try:
                yield
            finally:
                turn.last = self.clock()

    def _forget(self) -> None:
        before = self.clock() - REST
        self._hosts = {
            host: turn
            for host, turn in self._hosts.items()
            if turn.lock.locked() or turn.last > before
        }
