from types import SimpleNamespace

import pytest

from workers.streams.failures.failure import Failure
from workers.streams.failures.worker_errors import SendError
from workers.streams.flow.sender import Sender
from workers.streams.metrics.process_metrics import ProcessMetrics
from workers.streams.runtime.freeze_guard import FreezeGuard, FrozenError, clock


class Hands:
    def __init__(self) -> None:
        self.at = 100.0

    def __call__(self) -> float:
        return self.at


def test_a_process_that_runs_may_write() -> None:
    hands = Hands()
    guard = FreezeGuard(4.5, hands)
    guard.beat()
    hands.at += 4.4
    guard.check()
    guard.beat()
    hands.at += 4.4
    guard.check()


def test_a_process_that_stood_still_may_not_write_any_more() -> None:
    hands = Hands()
    guard = FreezeGuard(4.5, hands)
    guard.beat()
    hands.at += 10.0
    with pytest.raises(FrozenError, match=r"stood still for 10\.0 s"):
        guard.check()
    with pytest.raises(FrozenError):
        guard.beat()


def test_before_its_first_beat_a_process_is_not_judged() -> None:
    FreezeGuard(0.0, Hands()).check()


def test_the_clock_goes_forward() -> None:
    assert clock() <= clock()


async def test_nothing_is_sent_once_the_process_stood_still() -> None:
    hands = Hands()
    guard = FreezeGuard(4.5, hands)
    guard.beat()
    hands.at += 10.0
    app = SimpleNamespace(failure=Failure(60.0), freeze_guard=guard, producer=None)
    with pytest.raises(SendError, match="stood still"):
        await Sender(app, "consolidate", ProcessMetrics()).send("events", b"key", b"value")
