"""GET over HTTP within limits.

Each host gets one request at a time. Time, size and redirects are bounded, and each address is
checked before it is asked.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

import aiohttp
from yarl import URL

from workers.bounded_reading import TooLargeError, read_at_most
from workers.feeds.http.addresses import RefusedAddress, checked, resolver, shown
from workers.feeds.http.turns import Turns
from workers.version import __version__

SECONDS = 30.0
"""What one request may take, with its body; a redirect is a request of its own."""
CONNECT_SECONDS = 10.0
REDIRECTS = 5
PERMANENT, TEMPORARY = (301, 308), (302, 303, 307)
AT_ONCE = 16
"""Requests under way, to all hosts together; each may hold a whole body."""
AGENT = "Dateline"


class FetchError(RuntimeError):
    """There is no answer that can be used; the message says why, in words."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer that is no redirect.

    Attributes:
        headers: With names in lower case; of those that came several times, the last.
        body: Decompressed; empty where the status is not 200.
        url: Where it came from, after redirects.
        moved_to: The address that permanent redirects alone lead to, from the address that was
            asked; None where the first answer was no permanent redirect.
    """

    status: int
    headers: Mapping[str, str]
    body: bytes
    url: str
    moved_to: str | None = None


def agent(contact: str | None) -> str:
    """Return the User-Agent: our name, our purpose, and the operator's contact if given."""
    return f"{AGENT}/{__version__} (news feed reader{f'; +{contact}' if contact else ''})"


Gate = Callable[[str], Awaitable[float]]
"""Gets an address before that address is asked. Returns the least time in seconds since the last
request to the address's host, or raises FetchError where the address may not be asked."""


async def open_gate(_url: str) -> float:
    """Let every address pass, without a pause."""
    return 0.0


@dataclass(slots=True)
class Fetcher:
    """Asks servers, within `async with`.

    It uses no cookies and no proxy, and no login except the one in an address.
    """

    allow_private: bool = False
    contact: str | None = None
    seconds: float = SECONDS
    turns: Turns = field(default_factory=Turns)
    places: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(AT_ONCE))
    _session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(
                limit=0, resolver=resolver(allow_private=self.allow_private)
            ),
            cookie_jar=aiohttp.DummyCookieJar(),
            headers={"User-Agent": agent(self.contact), "Accept-Encoding": "gzip, deflate"},
        )
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._session is not None:
            await self._session.close()

    async def get(
        self, url: str, headers: Mapping[str, str], *, most: int, gate: Gate = open_gate
    ) -> Answer:
        """Return the answer at the end of the redirects.

        The body may have `most` bytes, decompressed. Each address on the way passes the gate.

        Raises:
            FetchError: There is none that can be used.
        """
        asked, moved_to, permanent = url, None, True
        for _ in range(REDIRECTS + 1):
            answer, target = await self._hop(asked, headers, most, await gate(asked))
            if target is None:
                return Answer(answer.status, answer.headers, answer.body, answer.url, moved_to)
            permanent = permanent and answer.status in PERMANENT
            asked = target
            moved_to = asked if permanent else moved_to
        raise FetchError(f"more than {REDIRECTS} redirects")

    async def _hop(
        self, url: str, headers: Mapping[str, str], most: int, pause: float
    ) -> tuple[Answer, str | None]:
        """Ask one address; returns the answer, and the address that it redirects to or None."""
        try:
            parsed = checked(url, allow_private=self.allow_private)
            async with self.turns.of(parsed.authority, pause), self.places:
                return await self._ask(parsed, headers, most)
        except RefusedAddress as error:
            raise FetchError(str(error)) from None
        except TimeoutError:
            raise FetchError(f"no answer within {self.seconds:g} s") from None
        except (aiohttp.ClientError, OSError, ValueError) as error:
            raise FetchError(_reason(error)) from None

    async def _ask(
        self, url: URL, headers: Mapping[str, str], most: int
    ) -> tuple[Answer, str | None]:
        assert self._session is not None  # noqa: S101 - made by __aenter__
        limits = aiohttp.ClientTimeout(total=self.seconds, sock_connect=CONNECT_SECONDS)
        async with self._session.get(
            url, headers=headers, allow_redirects=False, timeout=limits
        ) as response:
            fields = {name.lower(): value for name, value in response.headers.items()}
            location = (
                fields.get("location", "") if response.status in (*PERMANENT, *TEMPORARY) else ""
            )
            body = await _body(response, most) if response.status == 200 else b""  # noqa: PLR2004 - OK
            target = str(url.join(URL(location))) if location else None
            return Answer(response.status, fields, body, str(url)), target


async def _body(response: aiohttp.ClientResponse, most: int) -> bytes:
    if (response.content_length or 0) > most:
        raise FetchError(f"a body of {response.content_length} bytes; the limit is {most}")
    try:
        return await read_at_most(response.content.iter_any(), most)
    except TooLargeError:
        response.close()
        raise FetchError(f"a body of more than {most} bytes, decompressed") from None


def _reason(error: Exception) -> str:
    if isinstance(error, aiohttp.ClientConnectorCertificateError | aiohttp.ClientConnectorSSLError):
        return f"no secure connection: {error}"
    if isinstance(error, aiohttp.ClientConnectorDNSError):
        return f"the host's name {error.host} is unknown"
    if isinstance(error, aiohttp.ClientConnectorError):
        return f"no connection to {error.host}: {error.strerror or error}"
    return shown(" ".join(f"{type(error).__name__}: {error}".split()))
