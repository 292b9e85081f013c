"""Units of consolidation when partitions go: nothing is written any more for what another worker may own."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

from schemas import encode
from tests.unit.consolidation.making import article, chain, when, who
from workers.settings import Settings
from workers.streams.figures.counters import Counters
from workers.streams.flow.dead_letters import DeadLetterLimit, Original
from workers.streams.flow.sending import Outgoing, Sender
from workers.streams.runtime.failure import Failure, SendError, StateError
from workers.streams.stages.consolidate import ConsolidateRunner


class Sent:
    """Stands for the sender and the table: takes all, and remembers it."""

    def __init__(self) -> None:
        self.rows: list[bytes] = []
        self.messages: list[Outgoing] = []

    async def put(self, _partition: int, key: bytes, _value: bytes) -> None:
        self.rows.append(key)

    async def drop(self, _partition: int, _key: bytes) -> None:
        return

    async def send_outgoing(self, message: Outgoing) -> None:
        self.messages.append(message)

    async def settle(self, _futures: object) -> None:
        return


class Taken:
    """One message in work; `is_current` is asked before each."""

    def __init__(self, name: str, is_current: Callable[[], bool]) -> None:
        visit = chain(0, "visit", who(f"Ada {name}"), times=(when("2024-03-01"),))
        value = encode(article(name, visit, story=name, published="2024-03-01", received="2024-03-01T12:00:00Z"))
        self.original = Original("mentions", 0, 0, b"en", value, [], None)
        self.is_current = is_current
        self.ends: list[str] = []

    async def finish(self) -> None:
        self.ends.append("finished")

    async def abandon(self) -> None:
        self.ends.append("abandoned")


def runner(sent: Any) -> ConsolidateRunner:
    settings = Settings()
    made = ConsolidateRunner(
        settings=settings,
        intake=SimpleNamespace(),  # type: ignore[arg-type]  # not used by a unit
        sender=sent,
        table=sent,
        counters=Counters(),
        limit=DeadLetterLimit.of("consolidate", settings),
    )
    made.partitions[0] = made._empty()
    return made


async def test_a_unit_ends_with_the_message_under_way_when_its_partition_is_revoked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sent = Sent()
    revoked: list[bool] = []
    works = [Taken(name, lambda: not revoked) for name in ("a", "b", "c")]
    take = ConsolidateRunner._take

    def taking(*told: Any) -> None:
        take(*told)
        revoked.append(True)

    monkeypatch.setattr(ConsolidateRunner, "_take", taking)
    await runner(sent)._unit(0, works)  # type: ignore[arg-type]
    assert [work.ends for work in works] == [["finished"], ["abandoned"], ["abandoned"]]
    assert len(sent.messages) == 1


async def test_a_unit_of_a_partition_that_is_ours_is_done_whole() -> None:
    works = [Taken(name, lambda: True) for name in ("a", "b", "c")]
    await runner(Sent())._unit(0, works)  # type: ignore[arg-type]
    assert [work.ends for work in works] == [["finished"]] * 3


async def test_a_worker_that_has_failed_sends_nothing_more() -> None:
    failure = Failure(grace=60.0)
    sender = Sender(SimpleNamespace(failure=failure, producer=None), "consolidate", Counters())
    failure.error = StateError("its partitions are another's")
    with pytest.raises(SendError, match="stops"):
        await sender.send("events", b"key", b"value")
