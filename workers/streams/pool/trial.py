"""One text at a time through the article stages.

Somebody waits for the answer; nothing is published. A process of the worker's pool reads the text
where one has nothing else to do. Where all have work, or the worker has no pool, a process of our
own does, so that a curious reader costs the stream no place in the pool. This process ends when
nobody has asked for a while.
"""

import asyncio
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace

from schemas import AnnotatedArticle, ArticleMentions, decode
from workers.settings import Settings
from workers.streams.messages.refusal import Refusal
from workers.streams.pool.lending import Lending
from workers.streams.pool.outcomes import ARTICLE_STAGES, ENGLISH, Item, Output
from workers.streams.pool.slot import ProcessLost, Slot

MOST_AT_ONCE = 4
"""Texts under way: one is read, the others wait."""
STAGE_SECONDS = 20.0
IDLE_SECONDS = 900.0
LOOK_SECONDS = 30.0


class TooManyError(RuntimeError):
    """As many texts as may be are under way; asking again later is harmless."""


@dataclass(frozen=True, slots=True)
class Findings:
    """What the stages made of a text."""

    article: AnnotatedArticle
    mentions: ArticleMentions


class Trial:
    """Reads texts on the event loop that calls it, one loop alone."""

    def __init__(
        self,
        settings: Settings,
        *,
        lending: Lending | None = None,
        analysis: str = ENGLISH,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Keep what to start; nothing is started yet.

        `lending` is None where the worker has no pool.
        """
        self._lending = lending
        self._slot = Slot(analysis, replace(settings, batch_timeout=STAGE_SECONDS))
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="trial")
        self._clock = clock
        self._under_way = 0
        self._used_at = clock()

    async def read(self, value: bytes, *, key: bytes) -> Findings | Refusal:
        """Return what the stages make of an article, or a refusal where they cannot read it.

        The article comes as bytes in any of our formats.

        Raises:
            TooManyError: `MOST_AT_ONCE` are under way.
            PoolError: No process can be started.
        """
        if self._under_way >= MOST_AT_ONCE:
            raise TooManyError(f"{MOST_AT_ONCE} texts are under way")
        self._under_way += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(
                self._thread, self._read, Item(value, key, None)
            )
        finally:
            self._under_way -= 1
            self._used_at = self._clock()

    def warm(self) -> None:
        """Start the process that would read a text now, without waiting for it.

        Nothing happens where one of ours runs or is wanted already.
        """
        self._used_at = self._clock()
        if self._slot.pid is None and not self._under_way:
            self._thread.submit(self._start)

    async def run(self) -> None:
        """Start a process where the worker has no pool, and end it when cancelled.

        It ends too once nobody has asked for `IDLE_SECONDS`.
        """
        if self._lending is None:
            self.warm()
        try:
            while True:
                await asyncio.sleep(LOOK_SECONDS)
                if not self._under_way and self._clock() - self._used_at > IDLE_SECONDS:
                    await asyncio.get_running_loop().run_in_executor(self._thread, self._slot.close)
        finally:
            self._slot.kill()
            self._thread.shutdown(wait=False, cancel_futures=True)

    def _start(self) -> None:
        with self._process() as slot:
            if slot.pid is None:
                slot.start()

    def _read(self, item: Item) -> Findings | Refusal:
        with self._process() as slot:
            return _read_in(slot, item)

    @contextmanager
    def _process(self) -> Iterator[Slot]:
        if self._lending is None:
            yield self._slot
            return
        with self._lending.process() as lent:
            yield lent or self._slot


def _read_in(slot: Slot, item: Item) -> Findings | Refusal:
    values: list[bytes] = []
    for stage in ARTICLE_STAGES:
        try:
            [outcome] = slot.run(stage, [item], STAGE_SECONDS)
        except ProcessLost as loss:
            return Refusal(f"the process that read it {loss.how}: {loss.detail}")
        if not isinstance(outcome, Output):
            return Refusal(outcome.reason, outcome.position)
        values.append(outcome.value)
        item = Item(outcome.value, outcome.key, None)
    return Findings(decode(AnnotatedArticle, values[-2]), decode(ArticleMentions, values[-1]))
