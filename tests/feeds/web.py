"""A web server on loopback, whose answers a test sets, and which keeps what it was asked."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import web
from aiohttp.test_utils import TestServer


@dataclass(frozen=True)
class Asked:
    path: str
    headers: Mapping[str, str]


@dataclass
class Reply:
    """What is answered at a path. With `etag`, 304 where the request names it."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    etag: str | None = None
    delay: float = 0.0


@dataclass
class Site:
    """The server: `replies` by path; what has no reply is 404."""

    root: str = ""
    replies: dict[str, Reply] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    under_way: int = 0
    most_under_way: int = 0

    def url(self, path: str) -> str:
        return self.root + path

    def put(
        self,
        path: str,
        body: bytes = b"",
        status: int = 200,
        *,
        etag: str | None = None,
        delay: float = 0.0,
        **headers: str,
    ) -> str:
        """Set the reply at a path; returns its address. Headers are written with _ for -."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.replies[path] = Reply(body, status, named, etag, delay)
        return self.url(path)

    def paths(self) -> list[str]:
        return [asked.path for asked in self.asked]

    async def answer(self, request: web.Request) -> web.Response:
        self.asked.append(
            Asked(request.path, {name.lower(): value for name, value in request.headers.items()})
        )
        reply = self.replies.get(request.path, Reply(status=404))
        self.under_way += 1
        self.most_under_way = max(self.most_under_way, self.under_way)
        await asyncio.sleep(reply.delay)
        self.under_way -= 1
        headers = {**reply.headers, **({"ETag": reply.etag} if reply.etag else {})}
        if reply.etag and request.headers.get("If-None-Match") == reply.etag:
            return web.Response(status=304, headers=headers)
        return web.Response(status=reply.status, body=reply.body, headers=headers)


@asynccontextmanager
async def serving() -> AsyncIterator[Site]:
    """A site on a free port of 127.0.0.1."""
    site = Site()
    app = web.Application()
    app.router.add_route("GET", "/{path:.*}", site.answer)
    async with TestServer(app) as server:
        site.root = str(server.make_url("")).rstrip("/")
        yield site
