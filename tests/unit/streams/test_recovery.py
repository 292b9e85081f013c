"""Recovery with the source held still: a regression test for messages that were read before it ended and then cleared away."""

from typing import Any

import pytest
from faust.tables.recovery import Recovery

from workers.streams.recovery import QuietRecovery


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

    async def on_tables_recovered(self, _partitions: set[int]) -> bool:
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
