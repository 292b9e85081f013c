"""Waking all who wait for something to happen."""

import asyncio
from contextlib import suppress


class Bell:
    """Wakes everybody who waits at that moment, and stores nothing. For one event loop.

    Ringing alone needs no loop.
    """

    def __init__(self) -> None:
        self._next = asyncio.Event()

    def ring(self) -> None:
        """Wake all who wait."""
        self._next.set()
        self._next = asyncio.Event()

    async def wait(self, seconds: float) -> bool:
        """Wait until it rings, for so long at most; return whether it rang."""
        ringing = self._next
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await ringing.wait()
        return ringing.is_set()
