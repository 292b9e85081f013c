"""Ctrl-C and SIGTERM: handled for the length of a block, or held back.

A block that starts a child process holds them back.
"""

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

INTERRUPTS = (signal.SIGINT, signal.SIGTERM)


def take_interrupts() -> None:
    """Let SIGINT raise KeyboardInterrupt, for a command that says it runs until Ctrl-C.

    A shell without job control lets its background processes ignore SIGINT, and Python then leaves
    SIGINT ignored.
    """
    signal.signal(signal.SIGINT, signal.default_int_handler)


@contextmanager
def on_interrupt(handler: Callable[[int, FrameType | None], None]) -> Iterator[None]:
    """Have interrupts call `handler` while the block runs. For the main thread.

    After the block they call whatever they called before it.
    """
    previous = {number: signal.signal(number, handler) for number in INTERRUPTS}
    try:
        yield
    finally:
        for number, former in previous.items():
            signal.signal(number, former)


@contextmanager
def interrupts_held() -> Iterator[None]:
    """Hold interrupts back while the block runs, and let the first of them in after it.

    An interrupt between the start of a child and the moment at which we know of the child would
    leave the child behind. Only the main thread is ever interrupted; in other threads this function
    does nothing.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    held: list[int] = []

    def hold(number: int, _frame: FrameType | None) -> None:
        held.append(number)

    try:
        with on_interrupt(hold):
            yield
    finally:
        if held:
            signal.raise_signal(held[0])
