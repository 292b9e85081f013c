"""Interrupts held back while a child is started."""

import signal
import threading

import pytest

from workers.interrupts import interrupts_held


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupt_comes_after_the_block_and_to_the_handler_of_before(
    number: signal.Signals,
) -> None:
    events: list[str] = []
    before = signal.signal(number, lambda _number, _frame: events.append("interrupted"))
    try:
        with interrupts_held():
            signal.raise_signal(number)
            events.append("started")
        assert events == ["started", "interrupted"]
        signal.raise_signal(number)
        assert events == ["started", "interrupted", "interrupted"]
    finally:
        signal.signal(number, before)


def test_in_another_thread_it_does_nothing() -> None:
    done: list[bool] = []

    def block() -> None:
        with interrupts_held():
            done.append(True)

    thread = threading.Thread(target=block)
    thread.start()
    thread.join()
    assert done == [True]
