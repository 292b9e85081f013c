"""The headers of messages: CloudEvents 1.0 (binary mode) and W3C trace context.

Headers are lists of `(name, value)` as aiokafka takes them. They never hold the time of sending:
the same record gets the same headers however often it is sent.
"""

import re
from collections.abc import Iterable
from datetime import datetime

from schemas import EventRecord

Headers = list[tuple[str, bytes]]
HeaderItems = Iterable[tuple[str, bytes]]

SPEC_VERSION = "1.0"
CONTENT_TYPE = "application/json"
TRACEPARENT = "traceparent"
TRACESTATE = "tracestate"
_TRACEPARENT = re.compile(
    r"(?!ff)[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}(-.*)?"
)
"""W3C Trace Context, section 3.2.2: version, trace id, parent id, flags; later versions may add
parts."""
TRACE_ENTROPY = 24
"""Random bytes of a new trace context: 16 of trace id, 8 of parent id."""


def event_headers(record: EventRecord, *, carried: HeaderItems = ()) -> Headers:
    """Return the headers of one version of an event.

    `carried` are the headers of the message that led to the version.
    """
    return cloud_event(
        kind=f"dateline.event.{record.change}",
        stage="consolidate",
        identity=f"{record.event_id}/{record.version}",
        subject=record.event_id,
        time=record.last_seen,
        carried=carried,
    )


# Prepared, annotated and mentions have the same headers: all are one article version, further
# along.
def article_headers(
    stage: str,
    article_id: str,
    version: int,
    *,
    received_at: str | None = None,
    carried: HeaderItems = (),
) -> Headers:
    """Return the headers of the output of `stage` for one article version.

    Their type is `dateline.article.prepared`, `.annotated` or `.extracted`.
    """
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
    *,
    kind: str,
    stage: str,
    identity: str,
    subject: str,
    time: str | None,
    carried: HeaderItems = (),
) -> Headers:
    """Return the headers of a CloudEvent in binary mode.

    A valid trace context of `carried` is kept.

    `time` is left out where it is no RFC 3339 date-time with an offset: CloudEvents allows nothing
    else there.
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
    return [(name, header_value(text)) for name, text in attributes] + trace_context(carried)


def trace_context(headers: HeaderItems) -> Headers:
    """Return `traceparent` and `tracestate` of `headers`; empty where there is no valid one."""
    found = {name.lower(): value for name, value in headers}
    parent = found.get(TRACEPARENT)
    if parent is None or not is_traceparent(parent.decode("ascii", "replace")):
        return []
    state = found.get(TRACESTATE)
    return [(TRACEPARENT, parent), *([(TRACESTATE, state)] if state is not None else [])]


def is_traceparent(value: str) -> bool:
    """Whether `value` is a W3C `traceparent`; one of version 00 has no further part."""
    return _TRACEPARENT.fullmatch(value) is not None and not (
        value.startswith("00") and len(value) > 55  # noqa: PLR2004
    )


def new_trace_context(entropy: bytes) -> Headers:
    """Start a trace from `TRACE_ENTROPY` random bytes.

    The collector decides on sampling (flags 00).
    """
    trace, parent = entropy[:16].hex(), entropy[16:TRACE_ENTROPY].hex()
    return [(TRACEPARENT, f"00-{trace}-{parent}-00".encode())]


def header_value(text: str) -> bytes:
    """Return the text as the value of a header."""
    # An id may hold what UTF-8 cannot (a lone surrogate of a bad file name); a header must not fail
    # for it.
    return text.encode("utf-8", "backslashreplace")


def _is_timestamp(text: str) -> bool:
    try:
        return "T" in text and datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        return False
