"""The feed of the read model and the stage board, from a consumer outside any group."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from aiokafka import ConsumerRecord
from aiokafka.errors import KafkaError

from schemas import AnnotatedArticle, CodecError, decode
from workers.settings import STAGES, Settings
from workers.streams.dead_letters.operations import letter_in, replayed_offset
from workers.streams.kafka.groups import source_of
from workers.streams.kafka.topics import administering
from workers.streams.kafka.unusable import KafkaUnusableError
from workers.streams.reading.event_reader import event_in, topic_time
from workers.streams.reading.topic_reader import reading, records_on, remaining
from workers.streams.readmodel.stage_board import StageBoard, read_group
from workers.streams.readmodel.view import View

log = logging.getLogger(__name__)

RETRY_SECONDS = 2.0
BOARD_SECONDS = 2.0
VERSIONS_READ = 4
"""Messages read back at the start for each event that the view may hold: its last versions, for the
history."""


@dataclass(slots=True)
class ViewFeed:
    """Reads events, articles and dead letters into `view`, and groups into `board`.

    It runs until cancelled; where the broker is away, it waits.
    """

    settings: Settings
    view: View
    board: StageBoard = field(default_factory=StageBoard)
    clock: Callable[[], float] = time.monotonic
    _problems: dict[str, str] = field(default_factory=dict)

    async def run(self) -> None:
        """Follow the broker until cancelled."""
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._again(self._follow))
            tasks.create_task(self._again(self._watch_groups))

    async def _again(self, work: Callable[[], Awaitable[None]]) -> None:
        while True:
            try:
                await work()
            except (KafkaUnusableError, KafkaError, OSError) as error:
                self._note_problem(work.__name__, str(error))
            await asyncio.sleep(RETRY_SECONDS)

    def _note_problem(self, work: str, problem: str) -> None:
        if problem and problem != self._problems.get(work):
            log.warning("the web view does not follow the broker: %s", problem)
        self._problems[work] = problem
        self.view.problem = next(filter(None, self._problems.values()), "")

    async def _follow(self) -> None:
        names = [self.settings.topic(name) for name in ("events", "annotated", "dead-letters")]
        back = VERSIONS_READ * max(self.settings.view_events, self.settings.view_articles)
        async with reading(self.settings, *names, last=back) as consumer:
            self.view.clear()
            self._note_problem("_follow", "")
            async for batch in records_on(consumer):
                await self._take_all(batch)
                if not self.view.caught_up:
                    self.view.caught_up = await remaining(consumer) == 0

    async def _take_all(self, batch: list[ConsumerRecord]) -> None:
        for number, message in enumerate(batch):
            self._take(message)
            if number % 20 == 19:  # noqa: PLR2004
                # Pages and probes are to be answered while a long history is read.
                await asyncio.sleep(0)

    def _take(self, message: ConsumerRecord) -> None:
        if message.topic == self.settings.topic("events"):
            self._take_event(message)
        elif message.topic == self.settings.topic("annotated"):
            self._take_article(message)
        elif (offset := replayed_offset(message)) is not None:
            self.view.take_replay(offset)
        else:
            self.view.take_dead_letter(letter_in(message))

    def _take_event(self, message: ConsumerRecord) -> None:
        record = event_in(message)
        if record is None:
            return
        try:
            self.view.take_event(
                record, topic_time(message), partition=message.partition, offset=message.offset
            )
        except CodecError as error:
            log.warning(
                "passed over %s/%s@%s: %s", message.topic, message.partition, message.offset, error
            )

    def _take_article(self, message: ConsumerRecord) -> None:
        try:
            self.view.take_article(decode(AnnotatedArticle, message.value or b""))
        except CodecError as error:
            log.warning(
                "passed over %s/%s@%s: %s", message.topic, message.partition, message.offset, error
            )

    async def _watch_groups(self) -> None:
        sources = {self.settings.topic(source_of(stage).name) for stage in STAGES}
        async with (
            reading(self.settings, *sources) as consumer,
            administering(self.settings) as admin,
        ):
            consumer.pause(*consumer.assignment())  # asked for offsets only
            while True:
                for stage in STAGES:
                    self.board.take(
                        stage, await read_group(admin, consumer, self.settings, stage), self.clock()
                    )
                self._note_problem("_watch_groups", "")
                await asyncio.sleep(BOARD_SECONDS)
