import signal

import pytest


@pytest.fixture(scope="session", autouse=True)
def interrupts() -> None:
    """Let SIGINT interrupt, here and in child processes.

    A shell has what it runs in the background ignore it.
    """
    signal.signal(signal.SIGINT, signal.default_int_handler)
