"""When spans are exported, and what it takes where they are not."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

from workers.settings import SettingsError
from workers.streams.tracing.exporting import is_wanted, tracing
from workers.streams.tracing.spans import UNTRACED

ROOT = Path(__file__).parents[4]
COLLECTOR = "OTEL_EXPORTER_OTLP_ENDPOINT"


@contextmanager
def collector() -> Iterator[tuple[str, list[ExportTraceServiceRequest]]]:
    """A collector that takes OTLP over HTTP, and what it was sent."""
    taken: list[ExportTraceServiceRequest] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            data = self.rfile.read(int(self.headers["Content-Length"]))
            taken.append(ExportTraceServiceRequest.FromString(data))
            self.send_response(200 if self.path == "/v1/traces" else 404)
            self.end_headers()

        def log_message(self, *_arguments: object) -> None:
            return

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", taken
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.mark.parametrize(
    ("environ", "wanted"),
    [
        ({}, False),
        ({COLLECTOR: ""}, False),
        ({COLLECTOR: "http://collector:4318"}, True),
        ({"OTEL_EXPORTER_OTLP_TRACES_ENDPOINT": "http://collector:4318/v1/traces"}, True),
        ({"OTEL_TRACES_EXPORTER": "otlp"}, True),
        ({COLLECTOR: "http://collector:4318", "OTEL_TRACES_EXPORTER": "none"}, False),
        ({COLLECTOR: "http://collector:4318", "OTEL_SDK_DISABLED": "true"}, False),
        ({"OTEL_SERVICE_NAME": "desk"}, False),
    ],
)
def test_spans_are_exported_where_the_environment_says_where_to(
    environ: dict[str, str], wanted: bool
) -> None:
    assert is_wanted(environ) is wanted


def test_a_process_that_does_not_export_imports_no_library_for_it() -> None:
    source = (
        "import sys\n"
        "from workers.bootstrap import create_worker\n"
        "from workers.settings import Settings\n"
        "from workers.streams.tracing.exporting import tracing_of\n"
        "create_worker(Settings(), tracing=tracing_of({}))\n"
        "sys.exit('opentelemetry' in {name.split('.')[0] for name in sys.modules})\n"
    )
    assert subprocess.run([sys.executable, "-c", source], cwd=ROOT, check=False).returncode == 0
    with tracing({}) as made:
        assert made is UNTRACED


def test_a_library_that_is_missing_is_named_with_the_way_to_install_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "opentelemetry.exporter.otlp.proto.http.trace_exporter", None)
    monkeypatch.delitem(sys.modules, "workers.streams.tracing.otlp", raising=False)
    with (
        pytest.raises(SettingsError, match=r"pip install 'dateline\[otlp\]'"),
        tracing({COLLECTOR: "http://collector:4318"}),
    ):
        pass


@pytest.mark.parametrize(
    "more", [{"OTEL_TRACES_EXPORTER": "zipkin"}, {"OTEL_EXPORTER_OTLP_PROTOCOL": "grpc"}]
)
def test_what_dateline_cannot_export_by_is_refused(more: dict[str, str]) -> None:
    with (
        pytest.raises(SettingsError, match="Dateline exports by"),
        tracing({COLLECTOR: "http://collector:4318", **more}),
    ):
        pass


def test_what_has_ended_is_at_the_collector_when_tracing_is_closed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with collector() as (address, taken):
        monkeypatch.setenv(COLLECTOR, address)
        with tracing({COLLECTOR: address}) as made:
            made.publication("dateline.articles", b"a1", "test").end()
    (resource,) = taken[0].resource_spans
    named = {item.key: item.value.string_value for item in resource.resource.attributes}
    assert named["service.name"] == "dateline"
    assert resource.scope_spans[0].spans[0].name == "publish dateline.articles"
