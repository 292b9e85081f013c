"""Headers of what we send: CloudEvents 1.0 (Kafka binding, binary mode), W3C trace context, and what a dead letter tells about itself.

Headers are lists of `(name, value)` as aiokafka takes them. They never hold the time of sending: the same record gets the same headers however often
it is sent.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from schemas import EventRecord

Headers = list[tuple[str, bytes]]
HeaderItems = Iterable[tuple[str, bytes]]

SPEC_VERSION = "1.0"
CONTENT_TYPE = "application/json"
TRACEPARENT = "traceparent"
TRACESTATE = "tracestate"
_TRACEPARENT = re.compile(r"(?!ff)[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}(-.*)?")
"""W3C Trace Context, section 3.2.2: version, trace id, parent id, flags; later versions may add parts."""
TRACE_ENTROPY = 24
"""Random bytes of a new trace context: 16 of trace id, 8 of parent id."""

DEAD_LETTER_PREFIX = "dateline_dead_letter_"
CONNECT_PREFIX = "__connect.errors."
"""Kafka Connect's names for the same (KIP-298), which tools for dead letters know."""
REPLAY_OF = "dateline_replay_of"
"""Set on a replayed message: offset of the dead letter that it was, so that a second replay of it is recognised."""


@dataclass(frozen=True, slots=True)
class DeadLetterOrigin:
    """What the headers of a dead letter say: where the message came from, who refused it and why.

    `reason` and `position` are those of `workers.articles.InvalidArticle` or `schemas.CodecError`.
    """

    stage: str
    reason: str
    position: str
    topic: str
    partition: int
    offset: int


def event_headers(record: EventRecord, *, carried: HeaderItems = ()) -> Headers:
    """Return the headers of one version of an event; `carried` are those of the message that led to it."""
    return cloud_event(
        kind=f"dateline.event.{record.change}",
        stage="consolidate",
        identity=f"{record.event_id}/{record.version}",
        subject=record.event_id,
        time=record.last_seen,
        carried=carried,
    )


def article_headers(  # the same for prepared, annotated and mentions: one article version, further along
    stage: str, article_id: str, version: int, *, received_at: str | None = None, carried: HeaderItems = ()
) -> Headers:
    """Return the headers of what `stage` made of one article version: type `dateline.article.prepared`, `.annotated` or `.extracted`."""
    done = {"prepare": "prepared", "annotate": "annotated", "extract": "extracted"}[stage]
    return cloud_event(
        kind=f"dateline.article.{done}",
        stage=stage,
        identity=f"{article_id}/{version}/{stage}",
        subject=article_id,
        time=received_at,
        carried=carried,
    )


def cloud_event(
    *, kind: str, stage: str, identity: str, subject: str, time: str | None, carried: HeaderItems = ()
) -> Headers:
    """Return the headers of a CloudEvent in binary mode, with the trace context of `carried` where it is valid.

    `time` is left out where it is no RFC 3339 date-time with an offset: CloudEvents allows nothing else there.
    """
    attributes = [
        ("ce_specversion", SPEC_VERSION),
        ("ce_type", kind),
        ("ce_source", f"/dateline/{stage}"),
        ("ce_id", identity),
        ("ce_subject", subject),
        *([("ce_time", time)] if time is not None and _is_timestamp(time) else []),
        ("content-type", CONTENT_TYPE),
    ]
    return [(name, _value(text)) for name, text in attributes] + trace_context(carried)


def trace_context(headers: HeaderItems) -> Headers:
    """Return `traceparent` (and `tracestate`) of `headers`, empty where there is none or it is not valid."""
    found = {name.lower(): value for name, value in headers}
    parent = found.get(TRACEPARENT)
    if parent is None or not is_traceparent(parent.decode("ascii", "replace")):
        return []
    state = found.get(TRACESTATE)
    return [(TRACEPARENT, parent), *([(TRACESTATE, state)] if state is not None else [])]


def is_traceparent(value: str) -> bool:
    """Whether `value` is a W3C `traceparent`; one of version 00 has no further part."""
    return _TRACEPARENT.fullmatch(value) is not None and not (value.startswith("00") and len(value) > 55)  # noqa: PLR2004


def new_trace_context(entropy: bytes) -> Headers:
    """Start a trace from `TRACE_ENTROPY` random bytes; sampled is left to whoever collects (flags 00)."""
    trace, parent = entropy[:16].hex(), entropy[16:TRACE_ENTROPY].hex()
    return [(TRACEPARENT, f"00-{trace}-{parent}-00".encode())]


def dead_letter_headers(origin: DeadLetterOrigin, original: HeaderItems) -> Headers:
    """Return the headers of a dead letter: those of the message as they came, then where it came from and why it is here."""
    told = [
        ("stage", origin.stage),
        ("reason", origin.reason),
        ("position", origin.position),
        ("topic", origin.topic),
        ("partition", str(origin.partition)),
        ("offset", str(origin.offset)),
    ]
    return [*original_headers(original), *((DEAD_LETTER_PREFIX + name, _value(text)) for name, text in told)]


def dead_letter_origin(headers: HeaderItems) -> DeadLetterOrigin:
    """Read `dead_letter_headers` back; what is missing or damaged reads as empty, or -1."""
    told = {name: value.decode("utf-8", "replace") for name, value in headers if name.startswith(DEAD_LETTER_PREFIX)}

    def text(name: str) -> str:
        return told.get(DEAD_LETTER_PREFIX + name, "")

    def number(name: str) -> int:
        return int(text(name)) if text(name).isdecimal() else -1

    return DeadLetterOrigin(
        text("stage"), text("reason"), text("position"), text("topic"), number("partition"), number("offset")
    )


def original_headers(headers: HeaderItems) -> Headers:
    """Return the headers without what an earlier dead letter told about itself, in our names or in those of Kafka Connect."""
    return [(name, value) for name, value in headers if not name.startswith((DEAD_LETTER_PREFIX, CONNECT_PREFIX))]


def _value(text: str) -> bytes:
    # An id may hold what UTF-8 cannot (a lone surrogate of a bad file name); a header must not fail for it.
    return text.encode("utf-8", "backslashreplace")


def _is_timestamp(text: str) -> bool:
    try:
        return "T" in text and datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        return False
