"""Recovery with the source held still.

It is a regression test for messages that were read before it ended and then cleared away.
"""

from types import SimpleNamespace
from typing import Any

import pytest
from faust.tables.recovery import Recovery
from mode.utils.queues import FlowControlEvent

from workers.settings import Settings
from workers.streams.failures.drain import Drain
from workers.streams.failures.failure import Failure
from workers.streams.metrics.process_metrics import ProcessMetrics
from workers.streams.runtime.app import StageApp
from workers.streams.state.recovery import ChangelogQueue, QuietRecovery


class Told:
    """Keeps what it is told, in order; stands for app and consumer."""

    def __init__(self, *, still_ours: bool = True) -> None:
        self.calls: list[str] = []
        self.still_ours = still_ours
        self.consumer = self

    def stop_flow(self) -> None:
        self.calls.append("flow stopped")

    async def wait_for_stopped_flow(self) -> None:
        self.calls.append("fetch ended")

    async def on_tables_recovered(self, _partitions: set[int], _generation: int) -> bool:
        self.calls.append("state taken up")
        return self.still_ours


def recovery(app: Told, monkeypatch: pytest.MonkeyPatch) -> Any:
    async def original(_self: Recovery, _generation: int) -> None:
        app.calls.append("sources resumed")

    monkeypatch.setattr(Recovery, "on_recovery_completed", original)
    made: Any = QuietRecovery.__new__(QuietRecovery)
    made.app, made.actives_for_table = app, {}
    return made


async def test_sources_are_resumed_only_after_reading_has_stopped_and_the_state_is_there(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app = Told()
    await recovery(app, monkeypatch).on_recovery_completed(1)
    assert app.calls == ["flow stopped", "fetch ended", "state taken up", "sources resumed"]


async def test_where_the_partitions_are_taken_meanwhile_sources_are_not_resumed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app = Told(still_ours=False)
    await recovery(app, monkeypatch).on_recovery_completed(1)
    assert app.calls[-1] == "state taken up"


def event(offset: int, generation: int) -> Any:
    return SimpleNamespace(message=SimpleNamespace(offset=offset, generation_id=generation))


async def test_what_was_read_of_a_changelog_in_an_older_generation_is_passed_over() -> None:
    queue = ChangelogQueue(10, flow_control=FlowControlEvent(initially_suspended=False))
    queue.app = SimpleNamespace(consumer_generation_id=2)
    queue.put_nowait(event(500, 1))
    queue.put_nowait(event(201, 2))
    assert (await queue.get()).message.offset == 201


class Keeper:
    def __init__(self) -> None:
        self.recovered: list[set[int]] = []

    async def recover(self, partitions: set[int]) -> bool:
        self.recovered.append(partitions)
        return True


async def test_a_recovery_that_ends_after_its_partitions_were_revoked_takes_up_nothing() -> None:
    settings = Settings()
    app = StageApp(
        settings, "consolidate", "mentions", Failure(60.0), Drain(1.0), metrics=ProcessMetrics()
    )
    keeper: Any = Keeper()
    app.keeper = keeper
    app.assign(1)
    assert await app.on_tables_recovered({0}, 1)
    await app.before_revoke()
    assert not await app.on_tables_recovered({0}, 1)
    app.assign(2)
    assert not await app.on_tables_recovered({0}, 1)
    assert await app.on_tables_recovered({0, 1}, 2)
    assert keeper.recovered == [{0}, {0, 1}]
