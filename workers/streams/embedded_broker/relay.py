"""A relay in front of the embedded broker that mends its answer to each client's first question.

Run as a script: `relay.py PORT BROKER_PORT`, both of 127.0.0.1, until standard input closes. Tansu
ends its answer to ApiVersions (version 3 and later) with tagged fields. They are optional, and
librdkafka up to 2.0 (Debian's kcat) skips them by one byte too few, which breaks the connection.
The relay leaves them out; whatever comes after ApiVersions passes as it is.
"""

import asyncio
import struct
import sys
from asyncio import StreamReader, StreamWriter
from contextlib import suppress

HOST = "127.0.0.1"
API_VERSIONS = 18
FIRST_FLEXIBLE = 3
"""The version of ApiVersions from which answers have tagged fields."""
HEAD = struct.Struct(">ihh")
"""Of a request: its length without these four bytes, api key, version."""
ENTRIES_AT = 6
"""Bytes before the number of entries in an answer: correlation id, error code."""
ENTRY = 7
"""Bytes of an entry: api key, lowest and highest version, no tagged fields."""
THROTTLE = 4
CHUNK = 262_144


def without_tags(answer: bytes) -> bytes:
    """Return an answer to ApiVersions 3 or later without the tagged fields at its end.

    The answer comes without its length; one that is built otherwise is returned as it is.
    """
    count = answer[ENTRIES_AT] - 1 if len(answer) > ENTRIES_AT else -1
    end = ENTRIES_AT + 1 + count * ENTRY + THROTTLE
    # From 127 entries on, their number takes two bytes.
    return answer[:end] + b"\0" if 0 <= count < 127 and end < len(answer) else answer  # noqa: PLR2004


async def relay(client: StreamReader, to_client: StreamWriter, broker_port: int) -> None:
    """Carry one connection until either side ends it."""
    with suppress(OSError, asyncio.IncompleteReadError):
        broker, to_broker = await asyncio.open_connection(HOST, broker_port)
        try:
            await _mend_versions(client, to_client, broker, to_broker)
            await _carry_both(client, to_client, broker, to_broker)
        finally:
            to_broker.close()
    to_client.close()


async def _mend_versions(
    client: StreamReader, to_client: StreamWriter, broker: StreamReader, to_broker: StreamWriter
) -> None:
    """Carry the requests for ApiVersions that begin a connection, and the next request's head."""
    while True:
        head = await client.readexactly(HEAD.size)
        length, key, version = HEAD.unpack(head)
        to_broker.write(head)
        if key != API_VERSIONS:
            return
        to_broker.write(await client.readexactly(length - HEAD.size + 4))
        answer = await broker.readexactly(int.from_bytes(await broker.readexactly(4), "big"))
        mended = without_tags(answer) if version >= FIRST_FLEXIBLE else answer
        to_client.write(len(mended).to_bytes(4, "big") + mended)


async def _carry_both(
    client: StreamReader, to_client: StreamWriter, broker: StreamReader, to_broker: StreamWriter
) -> None:
    ways = [
        asyncio.ensure_future(_carry(client, to_broker)),
        asyncio.ensure_future(_carry(broker, to_client)),
    ]
    await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
    for way in ways:
        way.cancel()
    await asyncio.gather(*ways, return_exceptions=True)


async def _carry(source: StreamReader, sink: StreamWriter) -> None:
    while data := await source.read(CHUNK):
        sink.write(data)
        await sink.drain()


async def serve(port: int, broker_port: int) -> None:
    """Carry every connection to `port` on to the broker, until standard input closes."""

    async def take(client: StreamReader, to_client: StreamWriter) -> None:
        await relay(client, to_client, broker_port)

    server = await asyncio.start_server(take, HOST, port, limit=CHUNK, backlog=256)
    async with server:
        await asyncio.to_thread(sys.stdin.buffer.read)


if __name__ == "__main__":
    asyncio.run(serve(*map(int, sys.argv[1:])))
