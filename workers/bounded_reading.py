"""Reading of what a peer sends over HTTP, with a limit on its size after decompression."""

from collections.abc import AsyncIterable


class TooLargeError(ValueError):
    """More came than may."""


async def read_at_most(pieces: AsyncIterable[bytes], most: int) -> bytes:
    """Return the pieces as one, at most `most` bytes.

    aiohttp decompresses each piece by itself, so a small body that grows when it is decompressed is
    stopped too, and with little of it in memory.

    Raises:
        TooLargeError: There are more bytes; what comes after the limit is not read.
    """
    data = bytearray()
    async for piece in pieces:
        data += piece
        if len(data) > most:
            raise TooLargeError
    return bytes(data)
