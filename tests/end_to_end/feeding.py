"""`dateline feed`, run as a user runs it, and the topic read back."""

import asyncio
import os
import sys
from pathlib import Path
from typing import Any

import orjson
from aiokafka import AIOKafkaConsumer, TopicPartition

from workers.settings import Settings

ROOT = Path(__file__).parents[2]
TIMEOUT = 120


class Command:
    """A `dateline feed` that runs in a folder of its own."""

    def __init__(self, settings: Settings, folder: Path) -> None:
        self.settings, self.folder = settings, folder

    async def start(
        self, *arguments: str, deaf: bool = False, log_format: str = "auto"
    ) -> asyncio.subprocess.Process:
        """Start it; `deaf`, as a shell without job control starts what runs in the background."""
        environment = {
            **os.environ,
            "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")]),
            "DATELINE_BROKER": self.settings.broker,
            "DATELINE_TOPIC_PREFIX": self.settings.topic_prefix,
            "DATELINE_LOG_FORMAT": log_format,
        }
        command = [sys.executable, "-m", "workers", "feed", *arguments]
        if deaf:
            command = ["sh", "-c", 'trap "" INT; exec "$@"', "sh", *command]
        return await asyncio.create_subprocess_exec(
            *command,
            cwd=self.folder,
            env=environment,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )

    async def run(self, *arguments: str, given: bytes = b"") -> tuple[int, str, str]:
        """Run it to its end, with what it is given on standard input.

        Returns the exit status, and its standard output and error.
        """
        process = await self.start(*arguments)
        async with asyncio.timeout(TIMEOUT):
            out, error = await process.communicate(given)
        return process.returncode or 0, out.decode(), error.decode()


async def raw_in_topic(settings: Settings, expected: int) -> list[tuple[bytes, bytes]]:
    """The keys and values in the topic of articles, once so many are there."""
    consumer = AIOKafkaConsumer(bootstrap_servers=settings.broker, auto_offset_reset="earliest")
    await consumer.start()
    consumer.assign(
        [
            TopicPartition(settings.topic("articles"), number)
            for number in range(settings.partitions)
        ]
    )
    found: list[tuple[bytes, bytes]] = []
    async with asyncio.timeout(30):
        while len(found) < expected:
            for records in (await consumer.getmany(timeout_ms=200)).values():
                found += [(record.key or b"", record.value or b"") for record in records]
    extra = await consumer.getmany(timeout_ms=500)
    await consumer.stop()
    assert not extra, extra
    return found


async def in_topic(settings: Settings, expected: int) -> list[dict[str, Any]]:
    """The articles in the topic, all JSON, once so many are there."""
    return [orjson.loads(value) for _, value in await raw_in_topic(settings, expected)]
