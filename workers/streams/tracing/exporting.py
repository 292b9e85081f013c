"""Whether and where spans are exported, as the standard variables of OpenTelemetry say.

Where they ask for nothing, no library of OpenTelemetry is imported.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from workers.settings import SettingsError
from workers.streams.tracing.spans import UNTRACED, Tracing

ENDPOINTS = ("OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT")
EXPORTER = "OTEL_TRACES_EXPORTER"
PROTOCOLS = ("OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", "OTEL_EXPORTER_OTLP_PROTOCOL")
HTTP = "http/protobuf"


@contextmanager
def tracing(environ: Mapping[str, str]) -> Iterator[Tracing]:
    """The tracing that the environment asks for, closed at the end.

    Raises:
        SettingsError: The libraries are not installed, or a variable asks for what we do not have.
    """
    made = tracing_of(environ)
    try:
        yield made
    finally:
        made.close()


def tracing_of(environ: Mapping[str, str]) -> Tracing:
    """Return the tracing that the environment asks for; raises as `tracing` does."""
    if not is_wanted(environ):
        return UNTRACED
    _check(environ)
    try:
        from workers.streams.tracing.otlp import otlp_tracing  # noqa: PLC0415 - an optional library
    except ImportError as error:
        raise SettingsError(
            f"OTEL_*: traces are to be exported, and {error.name} is not installed: "
            "pip install 'dateline[otlp]'"
        ) from error
    return otlp_tracing(environ)


def is_wanted(environ: Mapping[str, str]) -> bool:
    """Whether the environment names a collector, or the OTLP exporter, and does not disable it."""
    disabled = environ.get("OTEL_SDK_DISABLED", "").strip().lower() == "true"
    exporter = environ.get(EXPORTER, "").strip().lower()
    named = bool(exporter) or any(environ.get(name) for name in ENDPOINTS)
    return named and not disabled and exporter != "none"


def _check(environ: Mapping[str, str]) -> None:
    exporter = environ.get(EXPORTER, "").strip().lower()
    if exporter not in ("", "otlp"):
        raise SettingsError(f"{EXPORTER}={exporter}: Dateline exports by otlp, or none")
    protocol = next(filter(None, map(environ.get, PROTOCOLS)), HTTP)
    if protocol != HTTP:
        raise SettingsError(f"{PROTOCOLS[1]}={protocol}: Dateline exports by {HTTP}")
