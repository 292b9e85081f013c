"""Tracing through the SDK of OpenTelemetry. Names follow its conventions for messaging.

Importing this needs `dateline[otlp]`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from opentelemetry.context import Context
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.trace import Span as SdkSpan
from opentelemetry.trace import SpanKind, Status, StatusCode, Tracer
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

from workers.streams.messages.headers import HeaderItems, Headers, trace_context
from workers.streams.messages.message import Original, Outgoing
from workers.streams.messages.subject import SUBJECT, subject_of
from workers.streams.tracing.spans import UNRECORDED, Span
from workers.version import __version__

PREFIX = "dateline."
FIRST_STAGE = "prepare"
Attributes = Mapping[str, str | int]

_W3C = TraceContextTextMapPropagator()


@dataclass(slots=True)
class RecordedSpan:
    """A span of the SDK."""

    span: SdkSpan
    begun: Headers = field(default_factory=list)

    def note(self, **attributes: str | int) -> None:
        """Add attributes."""
        self.span.set_attributes({PREFIX + name: value for name, value in attributes.items()})

    def mark(self, event: str) -> None:
        """Add an event of now."""
        self.span.add_event(event)

    def fail(self, reason: str) -> None:
        """Set the status."""
        self.span.set_status(Status(StatusCode.ERROR, reason))

    def end(self) -> None:
        """End it; the SDK ignores and logs a second end."""
        if self.span.is_recording():
            self.span.end()


class OpenTelemetry:
    """Tracing into a provider of the SDK. `close` shuts the provider down."""

    def __init__(self, provider: TracerProvider) -> None:
        self._provider = provider
        self._tracer: Tracer = provider.get_tracer("dateline", __version__)

    def publication(self, topic: str, key: bytes | None, where: str) -> Span:
        """Begin a trace."""
        about = {PREFIX + "article_id": _text(key), PREFIX + "where": where}
        return self._begin("publish", topic, SpanKind.PRODUCER, None, about)

    def stage(self, stage: str, original: Original) -> Span:
        """Continue the trace of the message; the first stage begins one where there is none."""
        parent = _context(original.headers)
        if parent is None and stage != FIRST_STAGE:
            return UNRECORDED
        subject = subject_of(stage, original)
        about: dict[str, str | int] = {
            PREFIX + "stage": stage,
            PREFIX + "article_id": subject.get("article_id", ""),
            "messaging.destination.partition.id": str(original.partition),
            "messaging.kafka.offset": original.offset,
            "messaging.message.body.size": len(original.value or b""),
        }
        return self._begin(stage, original.topic, SpanKind.CONSUMER, parent, about)

    def sending(self, message: Outgoing) -> Span:
        """Continue the trace that the message carries."""
        parent = _context(message.headers)
        if parent is None:
            return UNRECORDED
        headers = dict(message.headers)
        about = {
            "messaging.message.id": _text(headers.get("ce_id")),
            PREFIX + "subject": _text(headers.get(SUBJECT)),
        }
        return self._begin("publish", message.topic, SpanKind.PRODUCER, parent, about)

    def close(self) -> None:
        """Export what has ended, and shut the provider down."""
        self._provider.shutdown()

    def _begin(
        self, operation: str, topic: str, kind: SpanKind, parent: Context | None, about: Attributes
    ) -> Span:
        attributes = {
            "messaging.system": "kafka",
            "messaging.operation.name": operation,
            "messaging.operation.type": "send" if kind is SpanKind.PRODUCER else "process",
            "messaging.destination.name": topic,
            **{name: value for name, value in about.items() if value != ""},
        }
        span = self._tracer.start_span(
            f"{operation} {topic}", context=parent or Context(), kind=kind, attributes=attributes
        )
        return RecordedSpan(span, [] if parent else _headers(span))


def _context(headers: HeaderItems) -> Context | None:
    carried = {name: value.decode("ascii", "replace") for name, value in trace_context(headers)}
    return _W3C.extract(carried, Context()) if carried else None


def _headers(span: SdkSpan) -> Headers:
    context = span.get_span_context()
    parent = f"00-{context.trace_id:032x}-{context.span_id:016x}-{context.trace_flags:02x}"
    return [("traceparent", parent.encode())]


def _text(value: bytes | None) -> str:
    return (value or b"").decode("utf-8", "replace")
