"""Reading what a request sends: never more than a limit, never for longer than a limit."""

import asyncio

from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError

from workers.bounded_reading import TooLargeError, read_at_most
from workers.web.problems import Refused, refused

ENCODINGS = ("", "identity", "gzip", "deflate")


async def body_of(
    request: web.Request, *, types: tuple[str, ...], most: int, seconds: float
) -> bytes:
    """Return the body: UTF-8 of one of these media types, decompressed, of at most `most` bytes.

    Raises:
        Refused: The body is of another type or larger, or does not come within `seconds`.
    """
    _check_kind(request, types)
    if (request.content_length or 0) > most:
        raise Refused(refused(413, _too_large(most)))
    try:
        async with asyncio.timeout(seconds):
            return await read_at_most(request.content.iter_any(), most)
    except TooLargeError:
        raise Refused(refused(413, _too_large(most))) from None
    except TimeoutError:
        raise Refused(refused(408, f"the body did not come within {seconds:g} s")) from None
    except (web.RequestPayloadError, HttpProcessingError, OSError) as error:
        raise Refused(refused(400, f"the body cannot be read: {type(error).__name__}")) from None


def _check_kind(request: web.Request, types: tuple[str, ...]) -> None:
    if request.content_type not in types:
        raise Refused(refused(415, f"Content-Type must be one of {', '.join(types)}"))
    if (request.charset or "utf-8").lower() not in ("utf-8", "utf8", "us-ascii"):
        raise Refused(refused(415, "the charset must be UTF-8"))
    if request.headers.get("Content-Encoding", "").lower() not in ENCODINGS:
        raise Refused(refused(415, "Content-Encoding must be gzip or deflate, or left out"))


def _too_large(most: int) -> str:
    return f"the body may have {most} bytes, after decompression"
