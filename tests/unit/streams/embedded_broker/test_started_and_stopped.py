"""What every broker owes the block that it runs in."""

from dataclasses import dataclass, field
from typing import Self

import pytest

from workers.streams.embedded_broker.broker import Broker


@dataclass
class Recording(Broker):
    """A broker without processes, which may be interrupted while it starts."""

    interrupted: bool = False
    calls: list[str] = field(default_factory=list)

    @property
    def address(self) -> str:
        return "nowhere:1"

    def running(self) -> bool:
        return self.calls == ["start"]

    def start(self) -> Self:
        self.calls.append("start")
        if self.interrupted:
            raise KeyboardInterrupt
        return self

    def stop(self) -> None:
        self.calls.append("stop")


def test_it_runs_within_the_block_and_is_stopped_after_it() -> None:
    with Recording() as broker:
        assert broker.running()
    assert broker.calls == ["start", "stop"]


def test_it_is_stopped_where_the_block_fails() -> None:
    broker = Recording()
    with pytest.raises(ValueError, match="in the block"), broker:
        raise ValueError("in the block")
    assert broker.calls == ["start", "stop"]


def test_it_is_stopped_where_its_start_is_interrupted() -> None:
    broker = Recording(interrupted=True)
    with pytest.raises(KeyboardInterrupt), broker:
        pytest.fail("the block is not entered")
    assert broker.calls == ["start", "stop"]
