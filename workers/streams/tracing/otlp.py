"""The exporter by OTLP over HTTP. Importing this needs `dateline[otlp]`."""

from collections.abc import Mapping

from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import SERVICE_NAME, Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.sdk.trace.sampling import ALWAYS_ON

from workers.streams.tracing.open_telemetry import OpenTelemetry
from workers.version import __version__


def otlp_tracing(environ: Mapping[str, str]) -> OpenTelemetry:
    """Return tracing that exports in batches, in a thread of its own.

    The exporter and the SDK read their variables (headers, certificate, timeout, sampler, limits)
    from the process's environment. Where no sampler is named, all is sampled, whatever the
    producer of an article decided: Dateline's own producers decide nothing without this.
    """
    sampler = None if environ.get("OTEL_TRACES_SAMPLER") else ALWAYS_ON
    provider = TracerProvider(sampler=sampler, resource=_resource())
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
    return OpenTelemetry(provider)


def _resource() -> Resource:
    described = Resource.create({"service.version": __version__})
    if str(described.attributes[SERVICE_NAME]).startswith("unknown_service"):
        return described.merge(Resource({SERVICE_NAME: "dateline"}))
    return described
