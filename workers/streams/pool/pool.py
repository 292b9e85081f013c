"""The process pool that all article stages of a worker share.

A batch goes to one process, with a time limit. Where the process dies or hangs, another takes its
place and the articles of the batch are tried alone: only the one that does it again is refused.
What happens in one process touches no other batch.
"""

import asyncio
import logging
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Literal, TypeVar, get_args

from workers.settings import Settings
from workers.streams.messages.refusal import Refusal
from workers.streams.metrics.process_metrics import ProcessMetrics
from workers.streams.pool.outcomes import ArticleStage, Item, Outcome, Output
from workers.streams.pool.slot import ProcessLost, Slot

T = TypeVar("T")

log = logging.getLogger(__name__)

PoolState = Literal["starting", "idle", "busy", "ended"]
POOL_STATES: tuple[PoolState, ...] = get_args(PoolState)
TRIES_ALONE = 2
"""How often an article may cost a process when tried alone, so that a process killed from outside
refuses nothing."""


class Pool:
    """Processes that are started when first needed and end with this one."""

    def __init__(
        self,
        settings: Settings,
        analysis: str,
        metrics: ProcessMetrics,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Keep the settings, and the name of the factory that each process calls; start nothing."""
        self._settings = settings
        self._counters = metrics
        self._clock = clock
        self._slots = [Slot(analysis, settings) for _ in range(settings.pool_processes)]
        self._threads = ThreadPoolExecutor(settings.pool_processes, thread_name_prefix="pool")
        self._states: dict[int, PoolState] = {}
        self._idle: asyncio.Queue[Slot] | None = None
        self._waiting = 0
        self._recycled = 0
        self.ready = False
        self.loop: Future[asyncio.AbstractEventLoop] = Future()
        """The event loop that the pool runs on, from its start on."""

    async def start(self) -> None:
        """Load every process, so that the first article does not wait for it.

        Raises:
            PoolError: The pipeline cannot be loaded.
        """
        if self._idle is None:
            self._idle = asyncio.Queue()
            self.loop.set_result(asyncio.get_running_loop())
            await asyncio.gather(*(self._start(slot) for slot in self._slots))
            self.ready = True

    async def run(self, stage: ArticleStage, items: Sequence[Item]) -> list[Outcome]:
        """Return one outcome for each item, in order.

        All processes that are idle read equal shares of the items. An item that ends or hangs its
        process when tried alone is refused.

        Raises:
            PoolError: No process can be started.
        """
        size = -(-len(items) // max(1, self._idle_processes()))
        shares = [items[first : first + size] for first in range(0, len(items), size)]
        parts = await asyncio.gather(*(self._share(stage, share) for share in shares))
        return [outcome for part in parts for outcome in part]

    async def _share(self, stage: ArticleStage, items: Sequence[Item]) -> list[Outcome]:
        try:
            return await self._attempt(stage, items)
        except ProcessLost as loss:
            self._note_loss(stage, loss, items)
        return [await self._alone(stage, item) for item in items]

    async def lend(self) -> Slot | None:
        """Return a process for the caller alone, until `take_back`.

        None where every process has a batch, or a batch waits for one. While they load, the first
        that has loaded is lent.
        """
        await self.start()
        assert self._idle is not None  # noqa: S101 - start() has run
        if self.ready and (self._idle.empty() or self._waiting):
            return None
        return await self._next_idle()

    def take_back(self, slot: Slot) -> None:
        """Take a process that was lent."""
        assert self._idle is not None  # noqa: S101 - start() has run
        recycled = sum(one.recycled for one in self._slots)
        self._counters.pool_recycled.add(recycled - self._recycled)
        self._recycled = recycled
        self._note_state(slot, "ended" if slot.pid is None else "idle")
        self._idle.put_nowait(slot)

    def pids(self) -> list[int]:
        """Return the ids of the processes that run."""
        return [slot.pid for slot in self._slots if slot.pid is not None]

    def close(self) -> None:
        """End every process at once; batches in work are lost, and were not acknowledged."""
        for slot in self._slots:
            slot.kill()
        self._threads.shutdown(wait=False, cancel_futures=True)

    def _idle_processes(self) -> int:
        return 0 if self._idle is None else max(0, self._idle.qsize() - self._waiting)

    async def _alone(self, stage: ArticleStage, item: Item) -> Outcome:
        for attempt in range(1, TRIES_ALONE + 1):
            try:
                return (await self._attempt(stage, [item]))[0]
            except ProcessLost as loss:
                self._note_loss(stage, loss, [item])
                refusal = _refusal(loss, attempts=attempt + 1)
        return refusal

    async def _attempt(self, stage: ArticleStage, items: Sequence[Item]) -> list[Outcome]:
        await self.start()
        slot = await self._next_idle()
        began = self._clock()
        try:
            outcomes = await self._in_thread(slot, stage, items)
        finally:
            self.take_back(slot)
        sizes = [
            (_name(item, outcome), len(item.value or b""))
            for item, outcome in zip(items, outcomes, strict=True)
        ]
        self._counters.slowest.note(stage, sizes, self._clock() - began)
        return outcomes

    async def _next_idle(self) -> Slot:
        assert self._idle is not None  # noqa: S101 - start() has run
        self._waiting += 1
        try:
            slot = await self._idle.get()
        finally:
            self._waiting -= 1
        self._note_state(slot, "busy")
        return slot

    async def _in_thread(
        self, slot: Slot, stage: ArticleStage, items: Sequence[Item]
    ) -> list[Outcome]:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(
            self._threads, slot.run, stage, items, self._settings.batch_timeout
        )

    async def _start(self, slot: Slot) -> None:
        self._note_state(slot, "starting")
        await asyncio.get_running_loop().run_in_executor(self._threads, slot.start)
        assert self._idle is not None  # noqa: S101 - made by start()
        self._note_state(slot, "idle")
        self._idle.put_nowait(slot)

    def _note_state(self, slot: Slot, state: PoolState) -> None:
        self._states[id(slot)] = state
        held = list(self._states.values())
        self._counters.pool_processes.replace({one: held.count(one) for one in POOL_STATES})

    def _note_loss(self, stage: ArticleStage, loss: ProcessLost, items: Sequence[Item]) -> None:
        self._counters.pool_failures.add(stage=stage, reason=loss.how)
        log.warning(
            "a process of the pool %s in stage %s with %d articles: %s",
            loss.how,
            stage,
            len(items),
            loss.detail,
            extra=items[0].subject if len(items) == 1 else {"stage": stage},
        )


def _name(item: Item, outcome: Outcome) -> str:
    """Return the id of an article, the key of one that could not be read."""
    if isinstance(outcome, Output):
        return outcome.article_id
    return (item.key or b"").decode("utf-8", "replace")


def _refusal(loss: ProcessLost, *, attempts: int) -> Refusal:
    verb = (
        "takes longer than a batch may" if loss.how == "hung" else "ends the process that reads it"
    )
    return Refusal(
        f"this article {verb}: {loss.detail}", "", f"Process{loss.how.capitalize()}", attempts
    )
