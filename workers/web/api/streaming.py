"""`/api/events/stream`: each version of each wanted event, as server-sent events.

A version is sent as it is told.

Format: WHATWG HTML, section 9.2. The id of a server-sent event tells how far into the topic a
subscriber has come, so that any worker goes on where another one ended. A subscriber has no queue:
it reads on in the view at its own pace, and a slow subscriber is told of an event's newest version
without the versions between.
"""

import asyncio
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field

import orjson
from aiohttp import web

from workers.queries import EventFilter, Matcher, QueryError, read_filter
from workers.streams.readmodel.view import View
from workers.web.api.places import places_text, read_places
from workers.web.api.resources import not_understood, parameters_of
from workers.web.context import CONTEXT
from workers.web.problems import RETRY_AFTER, refused

HEARTBEAT_SECONDS = 15.0
SEND_SECONDS = 30.0
"""How long a subscriber may take to read what was sent, before the connection ends."""
CLOSING_SECONDS = 1.0
BATCH = 100
SUBSCRIBERS = 64
RETRY_MS = 2_000
HEADERS = {"Content-Type": "text/event-stream; charset=utf-8", "X-Accel-Buffering": "no"}
GAP = "some events may have passed unseen: read /api/events"


@dataclass(slots=True)
class Subscribers:
    """The subscribers that are connected now.

    Once `closing`, each ends at the next ring of the view's bell.
    """

    connected: set[asyncio.Transport] = field(default_factory=set)
    closing: bool = False

    async def close(self, view: View) -> None:
        """End all subscribers.

        Those that are still being sent something after `CLOSING_SECONDS` are cut off.
        """
        self.closing = True
        view.bell.ring()
        with suppress(TimeoutError):
            async with asyncio.timeout(CLOSING_SECONDS):
                while self.connected:  # noqa: ASYNC110 - it ends within a few steps, or by the timeout
                    await asyncio.sleep(0.02)
        for transport in self.connected:
            transport.abort()


SUBSCRIBED = web.AppKey("subscribers", Subscribers)


@dataclass(slots=True)
class Subscription:
    """What one subscriber has been told.

    Attributes:
        places: Offsets by partition up to which it has been told everything that is wanted.
        number: The last telling of the view that was looked at.
    """

    view: View
    matches: Matcher
    places: dict[int, int] = field(default_factory=dict)
    number: int = 0

    @classmethod
    def begun(
        cls, view: View, wanted: EventFilter, resumed: dict[int, int] | None
    ) -> "Subscription":
        """Begin after `resumed`.

        Without it, begin with the events that the view holds where `wanted` names a time, else with
        the events told from now on.
        """
        if resumed is None:
            start = view.coverage.floors if wanted.since else view.coverage.ends
            return cls(view, wanted.matcher(), dict(start))
        return cls(view, wanted.matcher(), resumed)

    def news(self) -> Iterator[bytes]:
        """Yield the messages for the next `BATCH` tellings.

        A note comes first where something may be lost.
        """
        self._forget_former_topics()
        if self.view.coverage.lacks_after(self.places):
            for partition, floor in self.view.coverage.floors.items():
                self.places[partition] = max(floor, self.places.get(partition, -1))
            yield message(orjson.dumps({"reason": GAP}), kind="gap", places=self.places)
        for viewed in self.view.after(self.number, BATCH):
            self.number = viewed.number
            if viewed.offset > self.places.get(viewed.partition, -1):
                self.places[viewed.partition] = viewed.offset
                if self.matches(viewed.facts, viewed.at):
                    yield message(viewed.json, places=self.places)

    @property
    def is_behind(self) -> bool:
        """Whether the view holds events that this stream has not looked at."""
        return bool(self.view.after(self.number, 1))

    def _forget_former_topics(self) -> None:
        """Drop offsets beyond the end of a partition: they are of a topic that was made anew."""
        if self.view.caught_up:
            ends = self.view.coverage.ends
            self.places = {
                part: offset for part, offset in self.places.items() if offset <= ends.get(part, -1)
            }


def message(data: bytes, *, kind: str = "", places: dict[int, int]) -> bytes:
    """Return one event of the stream; `data` is JSON without line ends, so that it is one line."""
    head = f"event: {kind}\n" if kind else ""
    return b"%sid: %s\ndata: %s\n\n" % (head.encode(), places_text(places).encode(), data)


async def stream(request: web.Request) -> web.StreamResponse:
    """Answer with the events that the parameters want, from `Last-Event-ID` on.

    The answer lasts until the subscriber or the server goes.
    """
    subscribers = request.app[SUBSCRIBED]
    try:
        wanted = _wanted(request)
        last = request.headers.get("Last-Event-ID", "")
        resumed = read_places(last) if last else None
    except QueryError as error:
        return not_understood(error)
    if subscribers.closing or len(subscribers.connected) >= SUBSCRIBERS:
        return refused(503, f"{SUBSCRIBERS} are connected already: come again later", RETRY_AFTER)
    answer, transport = web.StreamResponse(headers=HEADERS), request.transport
    if transport is None:
        return answer  # it has gone already
    subscribers.connected.add(transport)
    try:
        await answer.prepare(request)
        await _serve(request, answer, wanted, resumed)
    except TimeoutError:
        transport.abort()  # what is still to be sent is not waited for
    except ConnectionError:
        pass  # it has gone
    finally:
        subscribers.connected.discard(transport)
    return answer


def attach_stream(app: web.Application, path: str) -> None:
    """Add the stream to an application that has its context.

    The stream ends when the application shuts down, before the server waits for the connections.
    """
    subscribers = Subscribers()
    app[SUBSCRIBED] = subscribers
    # Without HEAD: it would answer for ever with nothing.
    app.router.add_get(path, stream, allow_head=False)

    async def close(_app: web.Application) -> None:
        await subscribers.close(app[CONTEXT].view)

    app.on_shutdown.append(close)


def _wanted(request: web.Request) -> EventFilter:
    parameters = parameters_of(request)
    if any(parameters.get("until", ())):
        raise QueryError("until", "a stream has no end: /api/events gives what was told until then")
    # Who follows is told of retractions and mergers too.
    return read_filter(parameters, status="all")


async def _serve(
    request: web.Request,
    answer: web.StreamResponse,
    wanted: EventFilter,
    resumed: dict[int, int] | None,
) -> None:
    view, subscribers = request.app[CONTEXT].view, request.app[SUBSCRIBED]
    await _send(answer, f"retry: {RETRY_MS}\n\n".encode())
    while not view.caught_up and not subscribers.closing:
        if not await view.bell.wait(HEARTBEAT_SECONDS):
            await _send(answer, b": waiting for the broker\n\n")
    subscription = Subscription.begun(view, wanted, resumed)
    await _send(answer, _heartbeat(subscription))
    while not subscribers.closing:
        for news in subscription.news():
            await _send(answer, news)
        if not subscription.is_behind and not await view.bell.wait(HEARTBEAT_SECONDS):
            await _send(answer, _heartbeat(subscription))


def _heartbeat(subscription: Subscription) -> bytes:
    """Return a comment with the id.

    A message without data is no event. A subscriber that comes again with this id has passed the
    events that were not wanted.
    """
    return f": \nid: {places_text(subscription.places)}\n\n".encode()


async def _send(answer: web.StreamResponse, data: bytes) -> None:
    async with asyncio.timeout(SEND_SECONDS):
        await answer.write(data)
