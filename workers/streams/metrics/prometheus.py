"""Metrics as Prometheus text (exposition format 0.0.4)."""

from collections.abc import Iterable

from workers.streams.metrics.instruments import Instrument, Sample

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


class DuplicateNameError(ValueError):
    """Two instruments carry the same name."""


def render(instruments: Iterable[Instrument]) -> str:
    """Return the instruments as Prometheus text.

    Raises:
        DuplicateNameError: A name comes twice.
    """
    seen: set[str] = set()
    lines: list[str] = []
    for instrument in instruments:
        if instrument.name in seen:
            raise DuplicateNameError(f"{instrument.name} is declared twice")
        seen.add(instrument.name)
        lines += [
            f"# HELP {instrument.name} {_escaped(instrument.meaning)}",
            f"# TYPE {instrument.name} {instrument.kind}",
        ]
        lines += [
            f"{series(instrument.name, sample)} {exact(sample.value)}"
            for sample in instrument.samples()
        ]
    return "\n".join(lines) + "\n"


def series(name: str, sample: Sample) -> str:
    """Return the name of a sample with its labels, as it stands before its number."""
    labels = ",".join(f'{label}="{_escaped(value, quotes=True)}"' for label, value in sample.labels)
    return f"{name}{sample.suffix}{{{labels}}}" if labels else f"{name}{sample.suffix}"


def exact(value: float) -> str:
    """Return a number as Prometheus reads it, without loss."""
    return str(int(value)) if float(value).is_integer() else repr(float(value))


def _escaped(text: str, *, quotes: bool = False) -> str:
    safe = text.replace("\\", "\\\\").replace("\n", "\\n")
    return safe.replace('"', '\\"') if quotes else safe
