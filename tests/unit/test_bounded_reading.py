from collections.abc import AsyncIterator

import pytest

from workers.bounded_reading import TooLargeError, read_at_most


async def pieces(*given: bytes, taken: list[bytes] | None = None) -> AsyncIterator[bytes]:
    for piece in given:
        if taken is not None:
            taken.append(piece)
        yield piece


async def test_pieces_up_to_the_limit_are_read_as_one() -> None:
    assert await read_at_most(pieces(b"ab", b"", b"cd"), 4) == b"abcd"
    assert await read_at_most(pieces(), 0) == b""


async def test_nothing_is_read_beyond_the_limit() -> None:
    taken: list[bytes] = []
    with pytest.raises(TooLargeError):
        await read_at_most(pieces(b"abc", b"de", b"f", taken=taken), 4)
    assert taken == [b"abc", b"de"]
