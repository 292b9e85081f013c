"""Brokers that cannot be used, as little servers.

They speak as much of Kafka's protocol as it takes.
"""

import asyncio
import struct
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest

from workers.settings import Settings
from workers.streams.kafka import reachability as reaching
from workers.streams.kafka.reachability import check_reachable
from workers.streams.kafka.unusable import FORBIDDEN, MISFIT, UNREACHABLE, KafkaUnusableError

Behaviour = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]
API_VERSIONS, METADATA = 18, 3


@asynccontextmanager
async def broker(behaviour: Behaviour) -> AsyncIterator[Settings]:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await behaviour(reader, writer)
        except asyncio.IncompleteReadError:
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    yield Settings(broker=f"127.0.0.1:{port}")
    server.close()


def answering(produce: int) -> Behaviour:
    """A broker whose newest Produce request is of that version."""

    async def behave(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while True:
            size = int.from_bytes(await reader.readexactly(4), "big")
            key, _version, correlation = struct.unpack(">hhi", (await reader.readexactly(size))[:8])
            versions = struct.pack(">hi", 0, 3) + struct.pack(
                ">9h", 0, 0, produce, METADATA, 0, 1, API_VERSIONS, 0, 0
            )
            body = versions if key == API_VERSIONS else struct.pack(">iii", 0, -1, 0)
            writer.write(struct.pack(">ii", len(body) + 4, correlation) + body)
            await writer.drain()

    return behave


async def refusal(settings: Settings) -> KafkaUnusableError:
    with pytest.raises(KafkaUnusableError) as caught:
        await check_reachable(settings)
    assert "\n" not in str(caught.value)
    return caught.value


async def test_a_broker_before_record_headers_is_too_old() -> None:
    async with broker(answering(produce=2)) as settings:
        told = await refusal(settings)
    assert told.status == MISFIT
    assert "is too old: records have headers from Kafka 0.11 on" in str(told)


async def test_a_broker_with_record_headers_is_not() -> None:
    async with broker(answering(produce=3)) as settings:
        await check_reachable(settings)


async def test_one_that_hangs_up_is_told_apart_from_one_that_is_not_there() -> None:
    async def hang_up(reader: asyncio.StreamReader, _writer: asyncio.StreamWriter) -> None:
        await reader.readexactly(4)

    async with broker(hang_up) as settings:
        told = await refusal(settings)
    assert (told.status, "ends the connection at once" in str(told)) == (FORBIDDEN, True)
    told = await refusal(Settings(broker="127.0.0.1:1"))
    assert (told.status, "(Connection refused)" in str(told)) == (UNREACHABLE, True)


async def test_one_that_says_nothing_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reaching, "TIMEOUT_MS", 200)

    async def be_silent(reader: asyncio.StreamReader, _writer: asyncio.StreamWriter) -> None:
        await reader.read()

    async with broker(be_silent) as settings:
        told = await refusal(settings)
    assert (told.status, "no answer within" in str(told)) == (UNREACHABLE, True)


async def test_what_answers_with_something_else_is_told() -> None:
    async def speak_http(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")

    async with broker(speak_http) as settings:
        assert (await refusal(settings)).status in (FORBIDDEN, UNREACHABLE)


async def test_of_several_brokers_one_that_can_be_used_is_enough() -> None:
    async with broker(answering(produce=9)) as settings:
        await check_reachable(Settings(broker=f"127.0.0.1:1,{settings.broker}"))
