"""Compressed batches on Apache Kafka.

Those of every producer are read, and one that would fill the memory costs itself alone.
"""

from pathlib import Path

import pytest
from aiokafka import AIOKafkaProducer

from tests.kafka.fixtures import Kafka
from tests.stream.harness import Fed, Stream, visits
from workers.settings import Settings
from workers.streams.kafka.topics import ensure_topics

MIB = 1024 * 1024
BOMB_MIB = 250
PLAIN_MIB = 150
"""What the worker may grow by while it reads, far below what the bomb holds."""
MOST = 2**30


async def send(settings: Settings, kind: str | None, *messages: Fed) -> None:
    producer = AIOKafkaProducer(
        bootstrap_servers=settings.broker,
        compression_type=kind,
        max_batch_size=MOST,
        max_request_size=MOST,
        request_timeout_ms=60_000,
    )
    await producer.start()
    for key, value in messages:
        await producer.send_and_wait(settings.topic("articles"), value, key, partition=0)
    await producer.stop()


def resident(pid: int) -> int:
    """MiB of memory that a process has held at most."""
    lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) // 1024 for line in lines if line.startswith("VmHWM"))


@pytest.mark.slow
async def test_every_codec_is_read_and_a_bomb_is_one_dead_letter(
    kafka: Kafka, tmp_path: Path
) -> None:
    settings = Settings(
        broker=kafka.address,
        topic_prefix="packed",
        group_prefix="packed",
        state_dir=tmp_path / "state",
        session_timeout=6.0,
        pool_processes=1,
        web_enabled=False,
        replication=kafka.replication,
    )
    await ensure_topics(settings)
    stream = Stream(settings, tmp_path / "worker.log")
    packed = zip(("gzip", "snappy", "lz4", "zstd", None), visits(5, events=5), strict=True)
    sent = list(packed)
    for kind, message in sent[:4]:
        await send(settings, kind, message)
    worker = stream.start("teller")
    try:
        await stream.read("mentions", lambda found: len(found) >= 4)
        before = resident(worker.pid)
        await send(settings, "zstd", (b"bomb", b"\0" * (BOMB_MIB * MIB)))
        await send(settings, "gzip", (b"bomb", b"\0" * (BOMB_MIB * MIB)))
        await send(settings, *sent[4])
        dead = await stream.read("dead-letters", lambda found: len(found) >= 1)
        told = await stream.read(
            "events", lambda found: len({message.key for message in found}) >= 5
        )
        grown = resident(worker.pid) - before
    finally:
        status = stream.stop(worker)
    assert status == 0, stream.tail()
    assert len({message.key for message in told}) == 5
    assert {message.value for message in dead} == {
        b"Dateline: a compressed batch of over 83886080 bytes stood here and was not read"
    }
    assert grown < PLAIN_MIB, f"{grown} MiB"
