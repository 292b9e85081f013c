"""An operator's actions over HTTP: sending dead letters again, and deciding about events.

Each action answers once the broker has its message.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from aiohttp import web

from schemas import CodecError, Decision, EventRecord, decode
from workers.consolidation.rulings.decisions import DecisionError, join, revoke, split
from workers.instants import now
from workers.streams.dead_letters.operations import DeadLetterError, replay
from workers.streams.kafka.unusable import KafkaUnusableError
from workers.streams.publishing.decision_publisher import publish_decision
from workers.web.api.bodies import body_of
from workers.web.api.resources import json_answer
from workers.web.context import CONTEXT
from workers.web.problems import RETRY_AFTER, Refused, refused

T = TypeVar("T")

MOST_BYTES = 262_144
BODY_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Split:
    """What the articles tell of the event is not one event with what its others tell."""

    articles: tuple[str, ...]
    author: str
    reason: str


@dataclass(frozen=True, slots=True)
class Join:
    """The event and `other` are one."""

    other: str
    author: str
    reason: str


@dataclass(frozen=True, slots=True)
class Revoke:
    """A decision that bears on the event is taken back."""

    decision: str
    author: str
    reason: str


async def post_replay(request: web.Request) -> web.StreamResponse:
    """`/api/dead-letters/OFFSET/replay`: send one dead letter to the topic it came from.

    A letter that was sent before is sent again only with `?again=true`.
    """
    number = request.match_info["offset"]
    if not number.isascii() or not number.isdecimal() or len(number) > len(str(2**63)):
        return refused(404, f"there is no dead letter {number[:40]!r}")
    again = request.query.get("again", "false") == "true"
    try:
        done = await replay(request.app[CONTEXT].settings, [int(number)], again=again)
    except DeadLetterError as error:
        return refused(404, str(error))
    except KafkaUnusableError as error:
        return refused(503, str(error), RETRY_AFTER)
    return json_answer(
        {"sent": done.sent, "already": done.already}, status=202 if done.sent else 200
    )


async def post_split(request: web.Request) -> web.StreamResponse:
    """`/api/events/ID/split` with `articles`, `author`, `reason`."""

    def decided(record: EventRecord, asked: Split) -> Decision:
        return split(record, asked.articles, author=asked.author, reason=asked.reason, at=now())

    return await _decide(request, Split, decided)


async def post_join(request: web.Request) -> web.StreamResponse:
    """`/api/events/ID/join` with `other`, `author`, `reason`."""

    def decided(record: EventRecord, asked: Join) -> Decision:
        other = request.app[CONTEXT].view.event(asked.other)
        if other is None:
            raise DecisionError(
                f"there is no event {asked.other}, or the view does not hold it any more"
            )
        return join(record, other.record, author=asked.author, reason=asked.reason, at=now())

    return await _decide(request, Join, decided)


async def post_revoke(request: web.Request) -> web.StreamResponse:
    """`/api/events/ID/revoke` with `decision`, `author`, `reason`."""

    def decided(record: EventRecord, asked: Revoke) -> Decision:
        return revoke(record, asked.decision, author=asked.author, reason=asked.reason, at=now())

    return await _decide(request, Revoke, decided)


async def _decide(
    request: web.Request, kind: type[T], decided: Callable[[EventRecord, T], Decision]
) -> web.StreamResponse:
    context = request.app[CONTEXT]
    viewed = context.view.event(request.match_info["id"])
    if viewed is None:
        return refused(404, "there is no such event, or the view does not hold it any more")
    try:
        data = await body_of(
            request, types=("application/json",), most=MOST_BYTES, seconds=BODY_SECONDS
        )
        decision = decided(viewed.record, decode(kind, data))
        await publish_decision(context.settings, decision)
    except Refused as refusal:
        return refusal.answer
    except CodecError as error:
        return refused(400, error.reason, position=error.position)
    except DecisionError as error:
        return refused(409, str(error))
    except KafkaUnusableError as error:
        return refused(503, str(error), RETRY_AFTER)
    return json_answer({"decision": decision.id}, status=202)
