"""Which spans there are, in which trace, and what they say."""

from collections.abc import Sequence

from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from workers.streams.messages.headers import Headers, article_headers, is_traceparent
from workers.streams.messages.message import Original, Outgoing
from workers.streams.tracing.open_telemetry import OpenTelemetry

PARENT = b"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00"


def traced() -> tuple[OpenTelemetry, InMemorySpanExporter]:
    provider, memory = TracerProvider(), InMemorySpanExporter()
    provider.add_span_processor(SimpleSpanProcessor(memory))
    return OpenTelemetry(provider), memory


def original(headers: Headers, key: bytes | None = b"a1") -> Original:
    return Original("dateline.articles", 3, 17, key, b"{}", headers, None)


def only(spans: Sequence[ReadableSpan]) -> ReadableSpan:
    (span,) = spans
    return span


def sampled(headers: bytes) -> Headers:
    return [("traceparent", headers[:-2] + b"01")]


def test_a_publication_begins_a_trace_and_gives_the_header_that_carries_it() -> None:
    tracing, memory = traced()
    span = tracing.publication("dateline.articles", b"a1", "wire.jsonl, line 7")
    span.end()
    told = only(memory.get_finished_spans())
    assert told.context is not None
    ((name, value),) = span.begun
    assert name == "traceparent"
    assert is_traceparent(value.decode())
    assert value == f"00-{told.context.trace_id:032x}-{told.context.span_id:016x}-03".encode()
    assert told.parent is None
    assert told.attributes is not None
    assert told.attributes["dateline.article_id"] == "a1"
    assert told.attributes["dateline.where"] == "wire.jsonl, line 7"


def test_a_stage_continues_the_trace_of_its_message_and_begins_none() -> None:
    tracing, memory = traced()
    span = tracing.stage("prepare", original(sampled(PARENT)))
    span.note(article_id="a1", version=2)
    span.mark("batch begun")
    span.end()
    span.end()
    assert span.begun == []
    told = only(memory.get_finished_spans())
    assert told.name == "prepare dateline.articles"
    assert told.parent is not None
    assert told.parent.trace_id == int(PARENT[3:35], 16)
    assert told.parent.span_id == int(PARENT[36:52], 16)
    assert told.attributes is not None
    assert told.attributes["dateline.version"] == 2
    assert told.attributes["messaging.kafka.offset"] == 17
    assert told.attributes["messaging.destination.partition.id"] == "3"
    assert [event.name for event in told.events] == ["batch begun"]


def test_the_first_stage_begins_a_trace_where_the_producer_began_none() -> None:
    tracing, _memory = traced()
    begun = tracing.stage("prepare", original([])).begun
    carried = article_headers("prepare", "a1", 1, carried=begun)
    assert begun
    assert carried[-1] == begun[0]


def test_a_tick_is_no_work_on_an_article_and_not_traced() -> None:
    tracing, memory = traced()
    tracing.stage("consolidate", original([], b"en")).end()
    tracing.sending(Outgoing("dateline.events", b"e1", b"{}", [])).end()
    assert memory.get_finished_spans() == ()


def test_a_refusal_is_an_error_with_its_reason() -> None:
    tracing, memory = traced()
    span = tracing.stage("prepare", original(sampled(PARENT)))
    span.fail("no text")
    span.end()
    status = only(memory.get_finished_spans()).status
    assert (status.is_ok, status.description) == (False, "no text")


def test_a_record_is_sent_in_the_trace_that_it_carries() -> None:
    tracing, memory = traced()
    headers = [("ce_id", b"e1/4"), ("ce_subject", b"e1"), *sampled(PARENT)]
    tracing.sending(Outgoing("dateline.events", b"e1", b"{}", headers)).end()
    told = only(memory.get_finished_spans())
    assert told.name == "publish dateline.events"
    assert told.attributes is not None
    assert told.attributes["messaging.message.id"] == "e1/4"
    assert told.attributes["dateline.subject"] == "e1"
