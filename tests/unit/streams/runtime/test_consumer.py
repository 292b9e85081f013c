"""Faust's consumer as we change it: what it commits, and what `wait_for_stopped_flow` waits for."""

import asyncio
from typing import Any

from faust.types import TP

from workers.streams.flow.ledgers import Ledgers
from workers.streams.runtime.consumer import LedgerConsumer, NothingRead

TOPIC = TP("articles", 0)


class Bare(LedgerConsumer):
    """The consumer without its constructor, which wants a whole app."""

    def __init__(self) -> None:  # pylint: disable=super-init-not-called
        self.own = Ledgers(frozenset({"articles"}))
        self._committed_offset = {}

    @property
    def ledgers(self) -> Ledgers:
        return self.own


def test_only_the_ledgers_say_what_is_committed() -> None:
    consumer = Bare()
    consumer.own.open({TOPIC: 10}, 1)
    ledger = consumer.own.of(TOPIC, 1)
    assert ledger is not None
    for offset in (10, 11, 12):
        ledger.receive(offset, offset)
    ledger.finish(11)
    ledger.finish(12)
    consumer._committed_offset[TOPIC] = 10
    assert consumer._filter_committable_offsets([TOPIC]) == {}
    ledger.finish(10)
    assert consumer._filter_committable_offsets([TOPIC]) == {TOPIC: 13}


def test_ledgers_of_a_generation_stay_and_those_of_an_older_one_go() -> None:
    ledgers = Ledgers(frozenset({"articles"}))
    ledgers.open({TOPIC: 5}, 1)
    first = ledgers.of(TOPIC, 1)
    ledgers.open({TOPIC: 3}, 1)
    assert ledgers.of(TOPIC, 1) is first
    ledgers.open({TOPIC: 7}, 2)
    assert ledgers.of(TOPIC, 1) is None
    assert ledgers.committable(TOPIC) == 7


def test_what_faust_remembers_as_read_is_nothing() -> None:
    read: Any = NothingRead()
    read[TOPIC] = 5
    read.update({TOPIC: 6})
    assert read[TOPIC] is None


async def test_the_flow_counts_as_stopped_only_when_no_fetch_is_under_way() -> None:
    consumer: Any = Bare()
    consumer.flow_active = True
    consumer.not_waiting_next_records = asyncio.Event()
    fetched = asyncio.Event()

    async def getmany(**_options: Any) -> dict[TP, list[object]]:
        await fetched.wait()
        return {}

    consumer._getmany = getmany
    consumer._get_active_partitions = lambda: {TOPIC}
    fetch = asyncio.create_task(consumer._wait_next_records(1.0))
    await asyncio.sleep(0)
    waiting = asyncio.create_task(consumer.wait_for_stopped_flow())
    await asyncio.sleep(0.01)
    assert not waiting.done()
    fetched.set()
    await waiting
    assert (await fetch)[0] == {}
