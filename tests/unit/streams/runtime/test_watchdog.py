"""The watchdog, with a fake app and a clock that is set by hand."""

import asyncio
from dataclasses import dataclass, field
from typing import Any

import pytest
from faust.types import TP

from workers.streams.failures.failure import Failure
from workers.streams.failures.worker_errors import StalledError
from workers.streams.flow.ledgers import Ledgers
from workers.streams.metrics.process_metrics import ProcessMetrics
from workers.streams.runtime.app import StagePhase
from workers.streams.runtime.watchdog import SILENT_SECONDS, Watchdog

TOPIC = TP("articles", 0)


@dataclass
class Intake:
    progress_at: float = 0.0


@dataclass
class App:
    """A stage whose partition ends at `end`; itself its runner, tables and consumer."""

    end: int = 10
    stage_name: str = "prepare"
    phase: StagePhase = field(default_factory=lambda: StagePhase(ready=True))
    intake: Intake = field(default_factory=Intake)
    rebalancing: bool = False
    sought: list[int] = field(default_factory=list)
    broker_answers: bool = True

    def __post_init__(self) -> None:
        self.ledgers = Ledgers(frozenset({"articles"}))
        self.ledgers.open({TOPIC: 4}, 1)
        self.runner = self.tables = self.consumer = self

    def remaining(self) -> int:
        return 0

    def highwater(self, _tp: TP) -> int:
        return 0

    async def highwaters(self, *_partitions: TP) -> dict[TP, int]:
        if not self.broker_answers:
            raise OSError("no broker")
        return {TOPIC: self.end}

    async def seek_wait(self, places: dict[TP, int]) -> None:
        self.sought.append(places[TOPIC])


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


def watching(app: Any) -> tuple[Watchdog, Clock, ProcessMetrics]:
    clock, metrics = Clock(), ProcessMetrics()
    dog = Watchdog(apps=[app], metrics=metrics, failure=Failure(1.0), stall_timeout=60.0, now=clock)
    return dog, clock, metrics


async def test_lag_is_from_what_is_acknowledged_to_the_end() -> None:
    app = App()
    dog, _clock, metrics = watching(app)
    await dog.look_at(app)  # type: ignore[arg-type]
    assert metrics.lag.value(stage="prepare", topic="articles", partition=0) == 6


async def test_work_and_no_progress_for_too_long_is_a_stall() -> None:
    app: Any = App()
    dog, clock, _counters = watching(app)
    await dog.look_at(app)
    clock.now += 61
    with pytest.raises(StalledError, match="6 messages to work on"):
        await dog.look_at(app)


async def test_no_work_is_no_stall() -> None:
    app: Any = App(end=4)
    dog, clock, _counters = watching(app)
    for _ in range(5):
        await dog.look_at(app)
        clock.now += 61


async def test_progress_is_no_stall() -> None:
    app: Any = App()
    dog, clock, _counters = watching(app)
    for _ in range(5):
        app.intake.progress_at = clock.now
        await dog.look_at(app)
        clock.now += 59


async def test_a_broker_that_does_not_answer_for_too_long_is_a_stall() -> None:
    app: Any = App(broker_answers=False)
    dog, clock, _counters = watching(app)
    await dog.look_at(app)
    clock.now += 61
    with pytest.raises(StalledError, match="without its partitions, its tables or the broker"):
        await dog.look_at(app)


async def test_a_partition_that_fell_silent_is_sought_anew() -> None:
    app: Any = App()
    dog, clock, _counters = watching(app)
    await dog.look_at(app)
    assert app.sought == []
    clock.now += SILENT_SECONDS + 1
    await dog.look_at(app)
    assert app.sought == [4]


async def test_a_stage_that_has_just_become_ready_is_not_silent() -> None:
    app: Any = App(phase=StagePhase(ready=False))
    dog, clock, _counters = watching(app)
    await dog.look_at(app)
    clock.now += SILENT_SECONDS + 1
    app.phase.ready = True
    await dog.look_at(app)
    assert app.sought == []


async def test_a_message_that_came_since_a_look_long_ago_is_not_silent() -> None:
    app: Any = App(end=4)
    dog, clock, _counters = watching(app)
    await dog.look_at(app)
    clock.now += SILENT_SECONDS + 3
    app.end = 5
    await dog.look_at(app)
    clock.now += 1
    app.ledgers.of(TOPIC, 1).receive(4, None)
    app.intake.progress_at = clock.now
    await dog.look_at(app)
    assert app.sought == []


async def test_a_slow_answer_about_one_stage_holds_up_no_look_at_another() -> None:
    slow, quick = App(stage_name="slow"), App(stage_name="quick")

    async def no_answer(*_partitions: TP) -> dict[TP, int]:
        return await asyncio.Future()

    slow.highwaters = no_answer  # type: ignore[method-assign]
    dog, _clock, metrics = watching(slow)
    dog.apps = [slow, quick]  # type: ignore[list-item]
    running = asyncio.ensure_future(dog.run())
    async with asyncio.timeout(10):
        while not metrics.lag.value(stage="quick", topic="articles", partition=0):  # noqa: ASYNC110
            await asyncio.sleep(0.01)
    running.cancel()
