from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from tests.feeds.following import Desk
from tests.feeds.web import Site, serving
from workers.feeds.assembly import Options, polling
from workers.feeds.reading.reader import Reader
from workers.feeds.state import State
from workers.settings import Settings

MakeDesk = Callable[..., AbstractAsyncContextManager[Desk]]


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    async with serving() as running:
        yield running


@pytest.fixture(scope="session")
def reader() -> Iterator[Reader]:
    """The process that reads, started once for all tests."""
    with Reader(Settings()) as running:
        yield running


@pytest.fixture
def make_desk(tmp_path: Path, reader: Reader) -> MakeDesk:
    """Desks that share one state file, one after the other."""

    @asynccontextmanager
    async def make(
        *,
        full: bool = False,
        allow_private: bool = True,
        every: float = 300.0,
        seconds: float = 10.0,
    ) -> AsyncIterator[Desk]:
        options = Options(every=every, full=full, allow_private=allow_private)
        with State(tmp_path / "feeds.sqlite") as state:
            desk = Desk(state)
            async with polling(Settings(), options, (), state, desk.publish) as poller:
                poller.clock, poller.chance = desk.clock, lambda: 0.0
                poller.fetcher.seconds = seconds
                poller.reader = reader
                if poller.pages is not None:
                    poller.pages = replace(poller.pages, pause=0.0, reader=reader)
                desk.poller = poller
                yield desk

    return make
