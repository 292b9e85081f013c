import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from dataclasses import dataclass, replace

import pytest
from aiokafka import AIOKafkaProducer

from schemas import encode
from tests.unit.web.making import article, event
from workers.settings import STAGES, Settings
from workers.streams.dead_letters.operations import replay
from workers.streams.dead_letters.origin import DeadLetterOrigin, dead_letter_headers
from workers.streams.embedded_broker.broker import EmbeddedBroker
from workers.streams.kafka.producers import producer_settings
from workers.streams.kafka.topics import ensure_topics
from workers.streams.publishing.article_publisher import publish
from workers.streams.readmodel.query import Query
from workers.streams.readmodel.view import View
from workers.streams.readmodel.view_feed import ViewFeed

pytestmark = pytest.mark.broker


@dataclass(frozen=True)
class Raw:
    value: bytes
    key: bytes | None = None
    where: str = "test"


@pytest.fixture
async def feed() -> AsyncIterator[ViewFeed]:
    """A feed that follows a broker of its own, on which there is nothing yet."""
    with EmbeddedBroker() as broker:
        following = ViewFeed(
            Settings(broker=broker.address, view_events=50, view_articles=50), View()
        )
        task = asyncio.create_task(following.run())
        yield following
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def until(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(15):
        while not holds():  # noqa: ASYNC110 - the view tells nobody when it changes
            await asyncio.sleep(0.05)


async def fill(settings: Settings) -> None:
    await ensure_topics(settings)
    producer = AIOKafkaProducer(**producer_settings(settings))
    await producer.start()
    for version in (1, 2):
        await producer.send_and_wait(
            settings.topic("events"), encode(event(version=version)), b"e-strike"
        )
    await producer.send_and_wait(settings.topic("annotated"), encode(article()), b"wire-1")
    await producer.send_and_wait(settings.topic("annotated"), b"{", b"broken")
    origin = DeadLetterOrigin("prepare", "no JSON", "", settings.topic("articles"), 0, 1)
    await producer.send_and_wait(
        settings.topic("dead-letters"), b"{", b"k", headers=dead_letter_headers(origin, [])
    )
    await producer.stop()


async def test_a_view_waits_for_topics_then_shows_what_they_hold_and_what_comes(
    feed: ViewFeed,
) -> None:
    await until(lambda: "dateline topics create" in feed.view.problem)
    await fill(feed.settings)
    await until(
        lambda: feed.view.caught_up and feed.view.sizes() == (1, 1) and not feed.view.problem
    )
    told = feed.view.event("e-strike")
    assert told is not None
    assert [version.number for version in told.versions] == [1, 2]
    assert [(held.letter.offset, held.replayed) for held in feed.view.dead_letters()] == [
        (0, False)
    ]
    await replay(feed.settings, [0])
    await until(lambda: feed.view.dead_letters()[0].replayed)


async def test_an_event_that_cannot_be_sent_on_is_passed_over(feed: ViewFeed) -> None:
    await ensure_topics(feed.settings)
    producer = AIOKafkaProducer(**producer_settings(feed.settings))
    await producer.start()
    too_large = encode(event("e-large")).replace(b'"support":2', b'"support":%d' % 2**70, 1)
    for key, value in ((b"e-large", too_large), (b"e-strike", encode(event()))):
        await producer.send_and_wait(feed.settings.topic("events"), value, key, partition=0)
    await producer.stop()
    await until(lambda: feed.view.caught_up and feed.view.sizes()[0] == 1)
    assert feed.view.event("e-large") is None


async def test_the_board_tells_how_much_waits_for_a_stage_that_nobody_runs(feed: ViewFeed) -> None:
    await ensure_topics(feed.settings)
    held = article().article
    await publish(
        feed.settings, [Raw(encode(replace(held, id=str(number)))) for number in range(30)]
    )
    others = [0] * (len(STAGES) - 1)
    await until(lambda: [line.waiting for line in feed.board.lines()] == [30, *others])
    assert feed.board.lines()[0].members == 0


async def test_of_a_long_topic_only_the_last_messages_are_read(feed: ViewFeed) -> None:
    """Four for each event that the settings let the view hold: its last versions."""
    await ensure_topics(feed.settings)
    producer = AIOKafkaProducer(**producer_settings(feed.settings))
    await producer.start()
    for number in range(210):
        key = f"e{number:03}"
        await producer.send_and_wait(
            feed.settings.topic("events"), encode(event(key)), key.encode(), partition=0
        )
    await producer.stop()
    later = ViewFeed(feed.settings, View())
    task = asyncio.create_task(later.run())
    await until(lambda: later.view.caught_up)
    task.cancel()
    await asyncio.wait([task])
    assert later.view.sizes()[0] == 200
    assert later.view.event("e009") is None
    assert later.view.events(Query(words="e010"))
