"""One trace an article, from its publication to the record, over the embedded broker."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import orjson
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from tests.stream.harness import Stream, visit
from workers.articles import RawArticle
from workers.streams.messages.subject import trace_id
from workers.streams.publishing.article_publisher import publish
from workers.streams.tracing.open_telemetry import OpenTelemetry

Spans = Sequence[Mapping[str, Any]]
ARTICLES = (visit("one", "Anna Berg"), visit("two", "Carlos Duarte", day="2024-09-10"))
REFUSED = (b"bad", b'{"id": "bad", "text": "BAD"}')


async def published(stream: Stream) -> Spans:
    """Publish the articles as `dateline feed` does, and return the spans of that."""
    memory, provider = InMemorySpanExporter(), TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(memory))
    articles = [RawArticle(key or b"", value or b"", "test") for key, value in (*ARTICLES, REFUSED)]
    await publish(stream.settings, articles, tracing=OpenTelemetry(provider))
    return [orjson.loads(span.to_json()) for span in memory.get_finished_spans()]


async def test_an_article_is_one_trace_from_its_publication_to_the_record(
    stream: Stream, tmp_path: Path
) -> None:
    kept = tmp_path / "spans.json"
    roots = await published(stream)
    worker = stream.start(str(kept), module="tests.stream.traced_worker")
    records = await stream.read("events", lambda found: len({r.key for r in found}) == 2)
    dead = await stream.read("dead-letters", lambda found: len(found) == 1)
    assert stream.stop(worker) == 0, stream.tail()
    spans = orjson.loads(kept.read_bytes())
    for root in roots[:2]:
        assert named(spans, root) == way(stream)
    assert named(spans, roots[2]) == way(stream)[:1]
    (refused,) = children(spans, roots[2])
    assert refused["status"] == {"status_code": "ERROR", "description": "it is bad for prepare"}
    (line,) = [line for line in stream.log_lines() if line["message"].startswith("refused")]
    assert (line["stage"], line["article_id"]) == ("prepare", "bad")
    assert line["trace_id"] == roots[2]["context"]["trace_id"].removeprefix("0x")
    assert {span["attributes"]["dateline.article_id"] for span in spans if is_stage(span)} == {
        "one",
        "two",
        "bad",
    }
    traces = {trace_of(message.headers) for message in (*records, *dead)}
    assert traces == {root["context"]["trace_id"] for root in roots}


def way(stream: Stream) -> list[str]:
    """The names of the spans under the publication of an article."""
    work = {
        "prepare": "articles",
        "annotate": "prepared",
        "extract": "annotated",
        "consolidate": "mentions",
        "publish": "events",
    }
    return [f"{name} {stream.settings.topic(topic)}" for name, topic in work.items()]


def children(spans: Spans, root: Mapping[str, Any]) -> Spans:
    """The spans under the publication, as they began."""
    of_it = [span for span in spans if span["parent_id"] == root["context"]["span_id"]]
    assert {span["context"]["trace_id"] for span in of_it} == {root["context"]["trace_id"]}
    return sorted(of_it, key=lambda span: str(span["start_time"]))


def named(spans: Spans, root: Mapping[str, Any]) -> list[str]:
    return list(dict.fromkeys(str(span["name"]) for span in children(spans, root)))


def is_stage(span: Mapping[str, Any]) -> bool:
    return "dateline.stage" in span["attributes"]


def trace_of(headers: Any) -> str:
    return "0x" + trace_id(headers)
