"""The embedded broker, and reading and writing on it: what needs a broker and no stage.

Where DATELINE_TEST_KAFKA (`host:port`) names a Kafka, reading and writing happen there.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import aclosing
from dataclasses import dataclass, replace

import pytest
from aiokafka import AIOKafkaProducer

from schemas import encode
from tests.unit.web.making import event
from workers.settings import Settings
from workers.streams.dead_letters.operations import (
    DeadLetterError,
    dead_letter_at,
    list_dead_letters,
    purge,
    replay,
)
from workers.streams.dead_letters.origin import DeadLetterOrigin, dead_letter_headers
from workers.streams.embedded_broker.broker import BrokerError, EmbeddedBroker
from workers.streams.embedded_broker.detection import is_embedded
from workers.streams.kafka.producers import PublishError, producer_settings
from workers.streams.kafka.topics import (
    TopicsUnavailableError,
    check_topics,
    ensure_topics,
    partition_counts,
)
from workers.streams.messages.headers import Headers, is_traceparent
from workers.streams.publishing.article_publisher import publish
from workers.streams.reading.event_reader import follow, latest
from workers.streams.reading.topic_reader import ReadError, reading, records_to_end

pytestmark = pytest.mark.broker
KAFKA = os.environ.get("DATELINE_TEST_KAFKA")
embedded_only = pytest.mark.skipif(
    KAFKA is not None, reason="DATELINE_TEST_KAFKA is set: this is about the embedded broker"
)
kafka_only = pytest.mark.skipif(
    KAFKA is None, reason="DATELINE_TEST_KAFKA is not set: the embedded broker cannot do this"
)

PARENT_PROGRAM = """
import time
from workers.streams.embedded_broker.broker import EmbeddedBroker
broker = EmbeddedBroker().start()
print(broker.port, flush=True)
time.sleep(60)
"""


ORIGIN = DeadLetterOrigin("prepare", "no JSON", "", "dateline.articles", 0, 7)


@dataclass(frozen=True)
class Raw:
    key: bytes | None
    value: bytes
    where: str = "test"


@pytest.fixture(scope="module")
def broker() -> Iterator[EmbeddedBroker]:
    with EmbeddedBroker() as running:
        yield running


@pytest.fixture
def settings(broker: EmbeddedBroker, request: pytest.FixtureRequest) -> Settings:
    """Settings with topics of their own for each test."""
    return Settings(broker=KAFKA or broker.address, topic_prefix=f"t{abs(hash(request.node.name))}")


async def send(
    settings: Settings, topic: str, *messages: tuple[bytes | None, bytes | None, Headers]
) -> None:
    producer = AIOKafkaProducer(**producer_settings(settings))
    await producer.start()
    for key, value, headers in messages:
        await producer.send_and_wait(settings.topic(topic), value, key, headers=headers)
    await producer.stop()


def test_a_broker_answers_inside_the_block_and_is_gone_after_it() -> None:
    with EmbeddedBroker() as running:
        assert is_embedded(running.address)
    assert not is_embedded(running.address)


def test_a_taken_port_is_told(broker: EmbeddedBroker) -> None:
    with pytest.raises(BrokerError, match=f"port {broker.port} .* is taken"):
        EmbeddedBroker(broker.port).start()


def test_a_binary_that_ends_at_once_is_told_with_its_last_words(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("CALF_TANSU_BIN", "/bin/false")
    with pytest.raises(BrokerError, match="ended while starting"):
        EmbeddedBroker().start()


def test_a_missing_binary_points_to_kafka(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CALF_TANSU_BIN", "/nowhere/tansu")
    with pytest.raises(BrokerError, match="use any Kafka instead"):
        EmbeddedBroker().start()


def test_interrupted_while_it_starts_it_leaves_no_process_behind(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def interrupted(_port: int) -> bool:
        started.extend(broker._processes)
        raise KeyboardInterrupt

    started: list[subprocess.Popen[bytes]] = []
    broker = EmbeddedBroker()
    monkeypatch.setattr("workers.streams.embedded_broker.broker.answers", interrupted)
    with pytest.raises(KeyboardInterrupt), broker:
        pass
    assert [process.poll() is not None for process in started] == [True, True]


def test_the_broker_dies_with_an_owner_that_is_killed() -> None:
    owner = subprocess.Popen([sys.executable, "-c", PARENT_PROGRAM], stdout=subprocess.PIPE)
    assert owner.stdout is not None
    address = f"127.0.0.1:{int(owner.stdout.readline())}"
    assert is_embedded(address)
    os.kill(owner.pid, signal.SIGKILL)
    owner.wait()
    owner.stdout.close()
    deadline = time.monotonic() + 5
    while is_embedded(address) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not is_embedded(address)


async def test_topics_are_created_once_and_then_right(settings: Settings) -> None:
    assert len(await ensure_topics(settings)) == 8
    assert await ensure_topics(settings) == ()
    assert await check_topics(settings) == []
    topic = settings.topic("articles")
    assert await partition_counts(settings, [topic, "none"]) == {topic: settings.partitions}


async def test_missing_topics_and_wrong_partition_counts_are_told_with_a_remedy(
    settings: Settings,
) -> None:
    missing = await check_topics(settings)
    assert len(missing) == 8
    assert "dateline topics create" in missing[0].message
    await ensure_topics(settings)
    wrong = await check_topics(replace(settings, partitions=2))
    assert "has 4 partitions where 2 are wanted" in wrong[0].message


async def test_a_broker_that_is_not_there_is_a_problem_and_no_crash() -> None:
    [problem] = await check_topics(Settings(broker="127.0.0.1:1"))
    assert problem.topic is None
    assert "DATELINE_BROKER" in problem.message


async def test_all_that_is_published_is_there_in_order_of_each_key(settings: Settings) -> None:
    await ensure_topics(settings)
    articles = [Raw(b"k%d" % (number % 5), b"%d" % number) for number in range(1_200)]
    assert await publish(settings, articles) == 1_200
    read = [record async for record in records_to_end(settings, settings.topic("articles"))]
    assert sorted(int(record.value) for record in read) == list(range(1_200))
    for key in {article.key for article in articles}:
        numbers = [int(record.value) for record in read if record.key == key]
        assert numbers == sorted(numbers)
    assert all(is_traceparent(dict(record.headers)["traceparent"].decode()) for record in read)


@embedded_only
async def test_without_single_record_batches_the_end_of_a_partition_is_told_short(
    settings: Settings,
) -> None:
    """The fault of the broker that SINGLE_RECORD_BATCHES answers.

    When this fails, the answer can go.
    """
    await ensure_topics(settings)
    producer = AIOKafkaProducer(**{**producer_settings(settings), "max_batch_size": 16_384})
    await producer.start()
    sent = [
        await producer.send(settings.topic("dead-letters"), b"%d" % number) for number in range(100)
    ]
    last = max([(await future).offset for future in sent])
    await producer.stop()
    assert last == 99
    async with reading(settings, settings.topic("dead-letters")) as consumer:
        [told] = (await consumer.end_offsets(list(consumer.assignment()))).values()
    assert told < 100
    read = [
        record.offset async for record in records_to_end(settings, settings.topic("dead-letters"))
    ]
    assert read == list(range(100)), "reading to the end gets all of it even so"


async def test_an_article_that_is_too_large_is_named(settings: Settings) -> None:
    await ensure_topics(settings)
    with pytest.raises(PublishError, match=r"big\.json"):
        await publish(
            replace(settings, max_message_bytes=2_000), [Raw(b"k", b"x" * 3_000, "big.json")]
        )


async def test_the_latest_version_of_each_event_is_read_and_what_is_no_event_passed_over(
    settings: Settings,
) -> None:
    await ensure_topics(settings)
    told = [
        event("e1", version=1),
        event("e1", version=2),
        event("e2", version=1),
        event("e1", version=2),
    ]
    await send(
        settings,
        "events",
        (b"e3", b"{}", []),
        *((one.event_id.encode(), encode(one), []) for one in told),
    )
    assert {key: record.version for key, record in (await latest(settings)).items()} == {
        "e1": 2,
        "e2": 1,
    }


async def test_following_yields_each_version_once(settings: Settings) -> None:
    await ensure_topics(settings)
    told = [
        event(version=1),
        event(version=2),
        event(version=2),
        event(version=1),
        event(version=3),
    ]
    await send(settings, "events", *((b"e", encode(one), []) for one in told))
    versions = []
    async with aclosing(follow(settings)) as followed:
        async for one in followed:
            versions.append(one.record.version)
            if one.record.version == 3:
                break
    assert versions == [1, 2, 3]


async def test_a_topic_that_is_missing_is_told(settings: Settings) -> None:
    with pytest.raises(ReadError, match="dateline topics create"):
        await latest(settings)


async def test_a_dead_letter_is_replayed_as_it_came_and_only_once(settings: Settings) -> None:
    await ensure_topics(settings)
    origin = DeadLetterOrigin("prepare", "no JSON", "line 1", settings.topic("articles"), 0, 7)
    letter = (b"key", b"\xff{", dead_letter_headers(origin, [("x", b"1")]))
    await send(settings, "dead-letters", letter, letter)
    first = await replay(settings, [1])
    second = await replay(settings, [1, 0])
    assert (first.sent, first.already) == ((1,), ())
    assert (second.sent, second.already) == ((0,), (1,))
    replayed = [record async for record in records_to_end(settings, settings.topic("articles"))]
    assert [(record.key, record.value) for record in replayed] == [(b"key", b"\xff{")] * 2
    assert sorted(dict(record.headers)["dateline_replay_of"] for record in replayed) == [b"0", b"1"]
    assert all(dict(record.headers)["x"] == b"1" for record in replayed)
    assert [(one.offset, one.replayed) for one in await list_dead_letters(settings)] == [
        (0, True),
        (1, True),
    ]


async def test_a_dead_letter_can_be_replayed_again_when_asked(settings: Settings) -> None:
    await ensure_topics(settings)
    origin = DeadLetterOrigin("prepare", "no JSON", "", settings.topic("articles"), 0, 7)
    await send(settings, "dead-letters", (b"k", b"v", dead_letter_headers(origin, [])))
    await replay(settings, [0])
    assert (await replay(settings, [0], again=True)).sent == (0,)


async def test_a_dead_letter_that_is_not_there_or_has_no_origin_is_told(settings: Settings) -> None:
    await ensure_topics(settings)
    await send(settings, "dead-letters", (b"k", b"v", []))
    with pytest.raises(DeadLetterError, match="no dead letter 5"):
        await dead_letter_at(settings, 5)
    with pytest.raises(DeadLetterError, match="which topic it came from"):
        await replay(settings, [0])


@embedded_only
async def test_purging_where_the_broker_cannot_is_told(settings: Settings) -> None:
    await ensure_topics(settings)
    assert await purge(settings) == 0
    await send(settings, "dead-letters", (b"k", b"v", []))
    with pytest.raises(DeadLetterError, match="embedded broker cannot"):
        await purge(settings)


@kafka_only
async def test_purging_deletes_up_to_an_offset_and_then_all(settings: Settings) -> None:
    await ensure_topics(settings)
    await send(settings, "dead-letters", *[(b"k", b"v", dead_letter_headers(ORIGIN, []))] * 3)
    assert await purge(settings, through=1) == 2
    assert [letter.offset for letter in await list_dead_letters(settings)] == [2]
    assert await purge(settings) == 1
    assert await list_dead_letters(settings) == []


@kafka_only
async def test_more_replicas_than_brokers_are_refused_in_words(settings: Settings) -> None:
    with pytest.raises(TopicsUnavailableError, match="DATELINE_REPLICATION"):
        await ensure_topics(replace(settings, replication=30))


def test_the_command_runs_a_broker_on_its_port_until_it_is_told_to_stop() -> None:
    with EmbeddedBroker() as lent:
        port = lent.port
    program = (
        "from workers.streams.embedded_broker.broker import EmbeddedBroker, run_forever; "
        f"run_forever(EmbeddedBroker({port}), ready=lambda at: print(at, flush=True))"
    )
    process = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stdout.readline().decode().strip() == f"127.0.0.1:{port}"
    assert is_embedded(f"127.0.0.1:{port}")
    process.send_signal(signal.SIGTERM)
    assert process.wait(10) == 0
    process.stdout.close()
    assert not is_embedded(f"127.0.0.1:{port}")
