"""A run under faults: topics, workers, traffic, and at the end the account."""

import asyncio
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from tests.chaos.account import figures, judge, outcome_of
from tests.chaos.articles import Sent
from tests.chaos.fleet import LIGHT, Fleet
from tests.chaos.traffic import LOOK_EVERY, Feed, Watch, finish, messages_in
from tests.chaos.undisturbed import undisturbed
from tests.kafka.fixtures import Kafka
from workers.settings import Settings
from workers.streams.kafka.topics import ensure_topics
from workers.streams.pool.outcomes import Analysis


@dataclass
class Scene:
    """One set of topics and its workers.

    `analysis` is what the account runs for comparison; the light one where it is None.
    """

    settings: Settings
    fleet: Fleet
    feed: Feed
    watch: Watch
    analysis: Analysis | None = None
    began: float = field(default_factory=time.monotonic)

    async def extracted(self, count: float, *, seconds: float) -> None:
        """Wait until so many messages have come out of the extract stage."""
        async with asyncio.timeout(seconds):
            while await messages_in(self.settings, "mentions") < count:  # noqa: ASYNC110 - the broker tells no event
                await asyncio.sleep(LOOK_EVERY)

    async def account(
        self,
        messages: Sequence[Sent],
        *,
        seconds: float,
        refused: frozenset[str] = frozenset(),
        expected: Callable[[], list[dict[str, Any]]] | None = None,
    ) -> str:
        """Wait for the end and hold the run against its account; returns the figures.

        Fails where something is wrong. `expected` computes the final records; else they are those
        of a run without faults. It runs meanwhile: the workers leave cores idle while they wait for
        sessions to time out.
        """
        sound = [message for message in messages if message.article_id not in refused]
        compute = expected or partial(undisturbed, sound, self.settings, self.analysis)
        async with asyncio.TaskGroup() as beside:
            computed = beside.create_task(asyncio.to_thread(compute))
            await finish(
                self.settings,
                {message.shard for message in messages if message.shard},
                seconds=seconds,
            )
        outcome = await outcome_of(self.settings)
        sent = self.feed.acknowledged
        assert sent == {message.article_id for message in messages}
        told = judge(sent, outcome, undisturbed=computed.result(), refused=refused)
        said = f"{figures(sent, outcome)}; {time.monotonic() - self.began:.0f} s"
        assert not told.findings, "\n".join([said, *told.findings, self.fleet.tail()])
        return said


async def scene(
    kafka: Kafka, name: str, folder: Path, workers: int, *, analysis: str = LIGHT, **changed: Any
) -> Scene:
    """Create the topics; no worker runs yet."""
    values: dict[str, Any] = {
        "broker": kafka.address,
        "topic_prefix": name,
        "group_prefix": name,
        "replication": kafka.replication,
        "state_dir": folder / name,
        "session_timeout": 6.0,
        "pool_processes": 1,
        "batch_articles": 64,
        "stall_timeout": 60.0,
        "web_enabled": False,
        **changed,
    }
    settings = Settings(**values)
    await ensure_topics(settings)
    return Scene(settings, Fleet(settings, workers, analysis), Feed(settings), Watch(settings))
