"""Reading bodies in a separate process, limited in time and memory.

Whatever a feed holds, reading it costs no more than that process.
"""

import asyncio
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from types import TracebackType
from typing import Any, Self

from workers.feeds.reading.document import Bytes, Document, PageText, Unreadable
from workers.settings import Settings
from workers.streams.pool.slot import ProcessLost, Slot

ANALYSIS = "workers.feeds.reading.reader:bodies"
FEED, PAGE = "feed", "page"
READ_SECONDS = 30.0
"""What one body may take. The largest feeds take about one second."""
MEGABYTES = 1_024
"""Memory of the process for data."""
BODIES_PER_PROCESS = 5_000


@dataclass(frozen=True, slots=True)
class Bodies:
    """Reads bodies in the separate process: feeds and pages."""

    def warm(self) -> None:
        """Load nothing: most runs read one kind of bodies alone."""

    def run(self, kind: str, items: Sequence[Bytes]) -> list[Document | PageText | Unreadable]:
        """Return what each body holds, in order."""
        return [self._read(kind, item) for item in items]

    def _read(self, kind: str, item: Bytes) -> Document | PageText | Unreadable:
        from workers.feeds.reading.pagereading import parse_page  # noqa: PLC0415 - the process alone needs the parsers
        from workers.feeds.reading.parsing import parse_feed  # noqa: PLC0415

        try:
            return parse_page(item) if kind == PAGE else parse_feed(item)
        except Exception as error:  # noqa: BLE001 - whatever a body sets off in a parser, it is that body's own matter
            return Unreadable(f"it cannot be read ({type(error).__name__})")


def bodies(_settings: Settings) -> Bodies:
    """Return the reader of bodies; `ANALYSIS` names this factory."""
    return Bodies()


@dataclass(slots=True)
class Reader:
    """Reads bodies one at a time, within `with`.

    The process starts with the first body, and starts again after a body for which it had to be
    ended.
    """

    settings: Settings
    seconds: float = READ_SECONDS
    _threads: ThreadPoolExecutor = field(
        default_factory=lambda: ThreadPoolExecutor(1, thread_name_prefix="feeds")
    )
    _slot: Slot | None = None

    def __enter__(self) -> Self:
        limited = replace(
            self.settings,
            process_megabytes=min(MEGABYTES, self.settings.process_megabytes),
            batch_timeout=self.seconds,
            articles_per_process=BODIES_PER_PROCESS,
        )
        self._slot = Slot(ANALYSIS, limited)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        assert self._slot is not None  # noqa: S101 - made by __enter__
        self._slot.kill()
        self._threads.shutdown(wait=True, cancel_futures=True)
        self._slot.close()

    async def feed(self, given: Bytes) -> Document | Unreadable:
        """Return the document that a body holds, or why it holds none.

        Raises:
            PoolError: No process can be started.
        """
        read: Document | Unreadable = await self._read(FEED, given)
        return read

    async def page(self, given: Bytes) -> PageText | Unreadable:
        """Return the article that a page holds, or why it holds none. Raises as `feed`."""
        read: PageText | Unreadable = await self._read(PAGE, given)
        return read

    async def _read(self, kind: str, given: Bytes) -> Any:
        assert self._slot is not None  # noqa: S101 - made by __enter__
        loop = asyncio.get_running_loop()
        try:
            return (
                await loop.run_in_executor(
                    self._threads, self._slot.run, kind, [given], self.seconds
                )
            )[0]
        except ProcessLost as loss:
            verb = (
                "takes too long to read" if loss.how == "hung" else "ends the process that reads it"
            )
            return Unreadable(f"it {verb}: {loss.detail}")
