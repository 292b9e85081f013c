"""A worker as a process of its own that keeps its spans and, at its end, writes them to a file.

It takes settings as JSON, then the file.
"""

import sys
from pathlib import Path

import orjson
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from workers.bootstrap import run_worker
from workers.settings import Settings
from workers.streams.tracing.open_telemetry import OpenTelemetry

if __name__ == "__main__":
    memory, provider = InMemorySpanExporter(), TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(memory))
    status = run_worker(
        Settings.from_env({}, **orjson.loads(sys.argv[1])),
        analysis="tests.stream.fakes:teller",
        tracing=OpenTelemetry(provider),
    )
    spans = [orjson.loads(span.to_json()) for span in memory.get_finished_spans()]
    Path(sys.argv[2]).write_bytes(orjson.dumps(spans))
    sys.exit(status)
