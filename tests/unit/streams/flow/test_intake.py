"""What a stage takes in, with a fake of Faust's stream and consumer."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from faust.types import TP

from workers.streams.flow import intake as module
from workers.streams.flow.intake import Intake, Work
from workers.streams.flow.ledgers import Ledgers
from workers.streams.metrics.process_metrics import ProcessMetrics

TOPIC = TP("articles", 0)


@dataclass
class Message:
    offset: int
    value: bytes = b"x"
    generation_id: int = 1
    key: bytes | None = None
    headers: tuple[Any, ...] = ()
    timestamp: float = 0.0
    topic: str = TOPIC.topic
    partition: int = TOPIC.partition

    @property
    def tp(self) -> TP:
        return TP(self.topic, self.partition)


@dataclass
class Event:
    message: Message


@dataclass
class FakeStream:
    """A partition that is read from a position on, and the consumer that can seek in it."""

    offsets: list[int]
    acked: list[int] = field(default_factory=list)
    sought: list[int] = field(default_factory=list)
    again: list[int] = field(default_factory=list)
    size: int = 1

    def noack(self) -> "FakeStream":
        return self

    async def events(self) -> AsyncIterator[Event]:
        while self.offsets:
            yield Event(Message(self.offsets.pop(0), b"x" * self.size))
            if not self.offsets:
                self.offsets, self.again = self.again, []

    async def seek_wait(self, places: dict[TP, int]) -> None:
        self.sought.append(places[TOPIC])

    async def ack(self, event: Event) -> None:
        self.acked.append(event.message.offset)


def opened(limit: int = 100) -> tuple[Intake, Ledgers, ProcessMetrics]:
    ledgers, metrics = Ledgers(frozenset({TOPIC.topic})), ProcessMetrics()
    ledgers.open({TOPIC: 0}, 1)
    return Intake("prepare", ledgers, metrics, limit=limit), ledgers, metrics


async def taken(intake: Intake, stream: FakeStream) -> list[Work]:
    return [work async for work in intake.take(stream, stream)]


async def test_messages_are_acknowledged_in_order_whatever_finishes_first() -> None:
    intake, ledgers, _counters = opened()
    stream = FakeStream([0, 1, 2])
    first, second, third = await taken(intake, stream)
    await third.finish()
    await second.finish()
    assert stream.acked == []
    assert ledgers.committable(TOPIC) == 0
    await first.finish()
    assert stream.acked == [0, 1, 2]
    assert ledgers.committable(TOPIC) == 3


async def test_what_was_lost_on_the_way_is_read_again() -> None:
    intake, _ledgers, metrics = opened()
    stream = FakeStream([0, 3, 4], again=[1, 2, 3, 4])
    assert [work.original.offset for work in await taken(intake, stream)] == [0, 1, 2, 3, 4]
    assert stream.sought == [1]
    assert metrics.gaps.value(stage="prepare", topic=TOPIC.topic, partition=0, kind="fault") == 1


async def test_a_gap_that_is_there_again_is_counted_as_real_and_the_work_goes_on() -> None:
    intake, _ledgers, metrics = opened()
    stream = FakeStream([0, 3, 4], again=[3, 4])
    assert [work.original.offset for work in await taken(intake, stream)] == [0, 3, 4]
    kinds = {
        kind: metrics.gaps.value(stage="prepare", topic=TOPIC.topic, partition=0, kind=kind)
        for kind in ("fault", "real")
    }
    assert kinds == {"fault": 1, "real": 1}


async def test_what_is_read_twice_is_worked_on_once() -> None:
    intake, _ledgers, _counters = opened()
    assert [work.original.offset for work in await taken(intake, FakeStream([0, 1, 0, 1, 2]))] == [
        0,
        1,
        2,
    ]


async def test_messages_of_another_generation_are_passed_over() -> None:
    intake, ledgers, _counters = opened()
    ledgers.open({TOPIC: 0}, 2)
    assert await taken(intake, FakeStream([0, 1])) == []


async def test_work_whose_partition_was_taken_is_not_current_and_commits_nothing() -> None:
    intake, ledgers, _counters = opened()
    (work,) = await taken(intake, FakeStream([0]))
    assert work.is_current()
    ledgers.close()
    assert not work.is_current()
    await work.finish()
    assert ledgers.committable(TOPIC) is None
    assert intake.messages == 0


@pytest.mark.parametrize(("limit", "size"), [(2, 1), (100, 40)])
async def test_what_is_in_work_is_bounded_in_number_and_in_bytes(
    limit: int, size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "IN_FLIGHT_BYTES", 100)
    intake, _ledgers, _counters = opened(limit)
    works: list[Work] = []

    async def take_all() -> None:
        stream = FakeStream([0, 1, 2, 3], size=size)
        async for work in intake.take(stream, stream):
            works.append(work)  # noqa: PERF401 - looked at while it grows

    task = asyncio.create_task(take_all())
    await asyncio.sleep(0.01)
    assert len(works) == 2
    await works[0].finish()
    await asyncio.sleep(0.01)
    assert len(works) == 3
    task.cancel()


async def test_a_message_larger_than_the_bound_comes_in_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "IN_FLIGHT_BYTES", 10)
    intake, _ledgers, _counters = opened()
    (work,) = await taken(intake, FakeStream([0], size=50))
    assert work.size == 50


async def test_draining_waits_for_what_is_in_work_and_no_longer_than_told() -> None:
    intake, _ledgers, _counters = opened()
    (work,) = await taken(intake, FakeStream([0]))
    assert not await intake.drained(0.01)
    await work.finish()
    assert await intake.drained(0.01)
