"""What a worker is put through on a Kafka that asks for a login, a certificate or permissions."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientConnectionError, ClientSession

from tests.kafka.secured import DELETE, PASSWORDS, PREFIX, TOPIC, SecuredBroker
from tests.stream.harness import Stream, visit, visits
from workers.settings import Settings
from workers.streams.apache_broker.node import free_ports
from workers.streams.dead_letters.operations import list_dead_letters, purge, replay
from workers.streams.kafka.preflight import preflight
from workers.streams.kafka.topics import ensure_topics
from workers.streams.kafka.unusable import KafkaUnusableError
from workers.streams.publishing.article_publisher import publish
from workers.streams.reading.event_reader import latest

WRONG = "Wr0ng-Secret-0815"
TOKEN = "T0ken-Secret-4711-Desk"  # noqa: S105 - made up
SECRETS = (*PASSWORDS.values(), WRONG, TOKEN)
PAGES = ("/", "/events", "/dead-letters", "/metrics", "/api/stages", "/api/events", "/livez")
PATIENCE = 180.0
"""Seconds to wait for what takes few on a quiet machine."""
EVENTS = 3


async def until(condition: Callable[[], Awaitable[bool]], *, seconds: float = PATIENCE) -> None:
    """Wait for what comes by itself, such as a permission or the end of a run.

    The broker takes up a permission a moment after it was granted.
    """
    async with asyncio.timeout(seconds):
        while not await condition():  # noqa: ASYNC110 - the broker tells no event
            await asyncio.sleep(0.1)


@dataclass(frozen=True)
class Article:
    key: bytes | None
    value: bytes
    where: str = "test"


async def done(settings: Settings) -> bool:
    """Whether all visits are told and the bad article is in the dead letters."""
    return len(await latest(settings)) == EVENTS + 1 and len(await list_dead_letters(settings)) >= 1


async def purged(secured: SecuredBroker, settings: Settings, user: str) -> None:
    """Clear the dead letters away, which wants a permission of its own."""
    topic = settings.topic("dead-letters")
    with pytest.raises(KafkaUnusableError, match="does not grant us DELETE on"):
        await purge(settings)
    await secured.grant(user, TOPIC, topic, DELETE)

    async def cleared() -> bool:
        with suppress(KafkaUnusableError):
            await purge(settings)
        return await list_dead_letters(settings) == []

    await until(cleared)


async def posted(settings: Settings, key: bytes | None, value: bytes | None) -> None:
    """Hand an article in over HTTP, as soon as the worker takes it."""
    url = f"http://127.0.0.1:{settings.web_port}/api/articles"
    headers = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/json"}
    async with ClientSession() as client:

        async def taken() -> bool:
            with suppress(ClientConnectionError):
                async with client.post(url, data=value, headers=headers) as answer:
                    return (
                        answer.status == 202
                        and (await answer.json())["accepted"][0]["id"].encode() == key
                    )
            return False

        await until(taken)


async def pages(settings: Settings) -> str:
    """All that the web view tells."""
    told = []
    async with ClientSession() as client:
        for path in PAGES:
            async with client.get(f"http://127.0.0.1:{settings.web_port}{path}") as answer:
                assert answer.status == 200
                told.append(await answer.text() + str(answer.headers))
    return "".join(told)


async def work(secured: SecuredBroker, folder: Path, listener: str, mechanism: str) -> None:
    """Feed, consolidate, refuse, replay and purge over one kind of connection.

    The logs are as talkative as they get; nothing tells a secret.
    """
    name = f"{PREFIX}-{listener.replace('_', '-')}"
    own: dict[str, Any] = {
        "topic_prefix": name,
        "group_prefix": name,
        "state_dir": folder / "state",
        "log_level": "DEBUG",
    }
    brisk: dict[str, Any] = {
        "session_timeout": 20.0,
        "pool_processes": 1,
        "tick_seconds": 0.1,
        "coalesce_seconds": 0.1,
        "web_port": free_ports(1)[0],
        "web_token": TOKEN,
    }
    settings = secured.settings(listener, mechanism=mechanism, **own, **brisk, partitions=1)
    stream = Stream(settings, folder / "worker.log")
    await ensure_topics(settings)
    assert await preflight(settings) == []
    await publish(
        settings,
        [
            Article(key, value or b"")
            for key, value in [*visits(10, events=EVENTS), (b"bad", b"BAD")]
        ],
    )
    worker = stream.start("teller")
    try:
        await posted(settings, *visit("web", "Ada Quist", text="Ada Quist came."))
        await until(partial(done, settings))
        assert not [secret for secret in SECRETS if secret in await pages(settings)]
        assert [letter.key for letter in await list_dead_letters(settings)] == [b"bad"]
        assert (await replay(settings, [0])).sent == (0,)
        assert (await replay(settings, [0])).already == (0,)
    finally:
        status = await asyncio.to_thread(stream.stop, worker)
    assert status == 0, stream.tail()
    log = stream.log.read_text(errors="replace")
    assert len(log) > 10_000, "the log was to be talkative"
    assert not [secret for secret in SECRETS if secret in log]
    await purged(secured, settings, "worker" if listener != "ssl" else "CN=worker")
