"""Workers as processes on the embedded broker, and what goes in and comes out."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import orjson
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, ConsumerRecord, TopicPartition

from schemas import EventRecord, Tick, decode, encode
from workers.settings import Settings

ROOT = Path(__file__).parents[2]
Fed = tuple[bytes | None, bytes | None]


@dataclass
class Stream:
    """One set of topics on the broker, and the workers that a test runs on it."""

    settings: Settings
    log: Path
    workers: list["subprocess.Popen[bytes]"] = field(default_factory=list)

    def start(
        self, analysis: str, within: Sequence[str] = (), module: str = "tests.stream.worker_process"
    ) -> "subprocess.Popen[bytes]":
        """Start a worker, as what the command `within` runs where there is one.

        `module` is given the settings, then `analysis`.
        """
        changed = {
            name: value
            for name, value in asdict(self.settings).items()
            if value != getattr(Settings(), name)
        }
        told = orjson.dumps(changed, default=str).decode()
        with self.log.open("ab") as log:
            worker = subprocess.Popen(
                [*within, sys.executable, "-m", module, told, analysis],
                cwd=ROOT,
                stdout=log,
                stderr=log,
                env={**os.environ, "PYTHONPATH": str(ROOT)},
            )
        self.workers.append(worker)
        return worker

    @contextmanager
    def worker(self, analysis: str) -> Iterator["subprocess.Popen[bytes]"]:
        """A worker that must stop cleanly."""
        worker = self.start(analysis)
        yield worker
        assert self.stop(worker) == 0, self.tail()

    def stop(self, worker: "subprocess.Popen[bytes]") -> int:
        worker.send_signal(signal.SIGTERM)
        return worker.wait(40)

    def kill(self, worker: "subprocess.Popen[bytes]") -> None:
        worker.kill()
        worker.wait()

    def tail(self) -> str:
        return self.log.read_text(errors="replace")[-4000:]

    def log_lines(self) -> list[dict[str, Any]]:
        """What the workers logged, a JSON object a line; other lines left out."""
        lines = self.log.read_bytes().splitlines()
        return [orjson.loads(line) for line in lines if line.startswith(b"{")]

    async def feed(self, messages: Iterable[Fed], topic: str = "articles") -> None:
        producer = AIOKafkaProducer(bootstrap_servers=self.settings.broker, acks="all")
        await producer.start()
        name = self.settings.topic(topic)
        await asyncio.gather(*[await producer.send(name, value, key) for key, value in messages])
        await producer.stop()

    async def end(self, *shards: str) -> None:
        """Say that the input ends here: every window closes."""
        ticks = [
            (shard.encode(), encode(Tick(shard, "9999-12-31T23:59:59Z", end=True)))
            for shard in shards
        ]
        await self.feed(ticks, "mentions")

    async def read(
        self, topic: str, enough: Callable[[list[ConsumerRecord]], bool], seconds: float = 60
    ) -> list[ConsumerRecord]:
        """Read a topic from its start until there is enough."""
        name = self.settings.topic(topic)
        consumer = AIOKafkaConsumer(
            bootstrap_servers=self.settings.broker, auto_offset_reset="earliest"
        )
        await consumer.start()
        count = 1 if topic == "dead-letters" else self.settings.partitions
        consumer.assign([TopicPartition(name, number) for number in range(count)])
        found: list[ConsumerRecord] = []
        deadline = time.monotonic() + seconds
        while not enough(found):
            assert time.monotonic() < deadline, f"{len(found)} messages in {name}\n{self.tail()}"
            for records in (await consumer.getmany(timeout_ms=200)).values():
                found += records
        await consumer.stop()
        return found

    async def records(
        self, enough: Callable[[dict[str, EventRecord]], bool], seconds: float = 60
    ) -> dict[str, EventRecord]:
        """Read event records until the last of each event is enough; returns those."""
        told = await self.read("events", lambda found: enough(latest(found)), seconds)
        return latest(told)

    def close(self) -> None:
        for worker in self.workers:
            if worker.poll() is None:
                self.kill(worker)


def latest(messages: list[ConsumerRecord]) -> dict[str, EventRecord]:
    """The last record of each event, compacted as the topic is."""
    return {
        (message.key or b"").decode(): decode(EventRecord, message.value or b"")
        for message in messages
    }


def all_closed(count: int) -> Callable[[dict[str, EventRecord]], bool]:
    """Whether so many events are told and none that lives is open."""
    return lambda records: (
        sum(record.status == "closed" for record in records.values()) >= count
        and not any(record.status == "open" for record in records.values())
    )


PEOPLE = (
    "Anna Berg",
    "Carlos Duarte",
    "Esra Falk",
    "Gopal Harris",
    "Ida Jensen",
    "Kofi Lamar",
    "Mei Nakata",
)


def visits(count: int, *, events: int = 5, shard: str = "en") -> list[Fed]:
    """Articles about visits: so many events, a month apart, told by all articles in turn."""
    return [
        visit(
            f"{shard}{number:04}",
            PEOPLE[number % events],
            shard,
            f"2024-{number % events + 1:02}-10",
        )
        for number in range(count)
    ]


def visit(
    name: str, person: str | None, shard: str = "en", day: str = "2024-03-01", **more: Any
) -> Fed:
    return name.encode(), orjson.dumps(
        {"id": name, "who": person, "day": day, "shard": shard, **more}
    )
