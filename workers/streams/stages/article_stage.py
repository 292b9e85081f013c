"""A stage that reads one article at a time.

Micro-batches go through the pool; each message gives one message or a dead letter.
"""

import asyncio
import logging
import time
from dataclasses import dataclass
from datetime import UTC, datetime

from workers.instants import rfc3339
from workers.settings import Settings
from workers.streams.dead_letters.limit import DeadLetterLimit
from workers.streams.failures.failure import Failure
from workers.streams.flow.intake import Intake, Work
from workers.streams.flow.sender import Sender
from workers.streams.messages.headers import article_headers
from workers.streams.messages.message import Outgoing
from workers.streams.messages.refusal import Refusal
from workers.streams.metrics.process_metrics import ProcessMetrics
from workers.streams.pool.outcomes import ArticleStage, Item, Output
from workers.streams.pool.pool import Pool
from workers.streams.stages.refused_letter import refused_letter

log = logging.getLogger(__name__)

SOURCES = {"prepare": "articles", "annotate": "prepared", "extract": "annotated"}
TARGETS = {"prepare": "prepared", "annotate": "annotated", "extract": "mentions"}


@dataclass(slots=True, kw_only=True)
class ArticleRunner:
    """Runs one article stage."""

    stage: ArticleStage
    settings: Settings
    pool: Pool
    intake: Intake
    sender: Sender
    metrics: ProcessMetrics
    failure: Failure
    limit: DeadLetterLimit

    async def run(self) -> None:
        """Cut the waiting messages into batches and work on a few batches at once, without end."""
        await self.pool.start()
        places = asyncio.Semaphore(max(2, self.settings.pool_processes))
        running: set[asyncio.Task[None]] = set()
        while True:
            batch = await self._next_batch()
            await places.acquire()
            task = asyncio.create_task(self._work_on(batch))
            running.add(task)
            task.add_done_callback(running.discard)
            task.add_done_callback(lambda _task: places.release())

    async def _next_batch(self) -> list[Work]:
        batch = [await self.intake.waiting.get()]
        deadline = time.monotonic() + self.settings.batch_wait
        while len(batch) < self.settings.batch_articles:
            try:
                batch.append(
                    await asyncio.wait_for(
                        self.intake.waiting.get(), max(0.0, deadline - time.monotonic())
                    )
                )
            except TimeoutError:
                break
        return batch

    async def _work_on(self, batch: list[Work]) -> None:
        try:
            await self._settle(batch)
        except Exception as error:  # noqa: BLE001
            # Nothing of the batch is acknowledged; the process ends.
            self.failure.fail(error)

    async def _settle(self, works: list[Work]) -> None:
        batch = [work for work in works if work.is_current()]
        for work in works:
            if work not in batch:
                await work.abandon()
        if not batch:
            return
        for work in batch:
            work.span.mark("batch begun")
        began = time.monotonic()
        outcomes = await self.pool.run(self.stage, [_item(work) for work in batch])
        for work in batch:
            work.span.mark("batch read")
        self.metrics.batch_articles.observe(len(batch), stage=self.stage)
        self.metrics.batch_seconds.observe(time.monotonic() - began, stage=self.stage)
        messages = [
            self._outgoing(work, outcome) for work, outcome in zip(batch, outcomes, strict=True)
        ]
        await self.sender.settle([await self.sender.send_outgoing(message) for message in messages])
        for work in batch:
            await work.finish()

    def _outgoing(self, work: Work, outcome: Output | Refusal) -> Outgoing:
        if isinstance(outcome, Output):
            return self._output(work, outcome)
        topic = self.settings.topic("dead-letters")
        return refused_letter(work, outcome, topic=topic, metrics=self.metrics, limit=self.limit)

    def _output(self, work: Work, output: Output) -> Outgoing:
        self.limit.accepted()
        work.span.note(article_id=output.article_id, version=output.version)
        if output.events == 0:
            self.metrics.without_event.add(stage=self.stage)
        for warning in output.warnings:
            self.metrics.warnings.add(stage=self.stage)
            about = {**work.subject, "article_id": output.article_id}
            log.warning("article %r: %s", output.article_id, warning, extra=about)
        headers = article_headers(
            self.stage,
            output.article_id,
            output.version,
            received_at=output.received_at,
            carried=[*work.original.headers, *work.span.begun],
        )
        return Outgoing(self.settings.topic(TARGETS[self.stage]), output.key, output.value, headers)


def received_at(timestamp: float | None) -> str | None:
    """Return a Kafka timestamp (seconds) as RFC 3339 in UTC, to the millisecond."""
    if timestamp is None or timestamp < 0:
        return None
    return rfc3339(datetime.fromtimestamp(timestamp, UTC))


def _item(work: Work) -> Item:
    original = work.original
    return Item(original.value, original.key, received_at(original.timestamp), work.subject)
