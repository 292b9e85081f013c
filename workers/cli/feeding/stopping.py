"""Ending commands that run until they are told to stop."""

import asyncio
import signal
from collections.abc import Coroutine
from typing import Any

from workers.cli.statuses import INTERRUPTED, OK
from workers.interrupts import take_interrupts


def run_until_stopped(work: Coroutine[Any, Any, int], *, once: bool) -> int:
    """Run the work on an event loop of its own, and return what it returns.

    SIGTERM ends the work cleanly, with status 0 where the work has no end of its own (not `once`).
    Ctrl-C does the same, and raises KeyboardInterrupt.
    """
    if not once:
        take_interrupts()
    return asyncio.run(_until_stopped(work, once=once))


async def _until_stopped(work: Coroutine[Any, Any, int], *, once: bool) -> int:
    task = asyncio.ensure_future(work)
    loop = asyncio.get_running_loop()
    terminated = False

    def terminate() -> None:
        nonlocal terminated
        terminated = True
        task.cancel()

    loop.add_signal_handler(signal.SIGTERM, terminate)
    try:
        return await task
    except asyncio.CancelledError:
        if not terminated:
            raise
        return INTERRUPTED if once else OK
    except ExceptionGroup as group:
        raise group.exceptions[0] from None
    finally:
        loop.remove_signal_handler(signal.SIGTERM)
