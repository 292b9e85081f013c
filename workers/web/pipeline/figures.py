"""Numbers for a page, taken from the metrics, so that the page shows no number of its own."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from workers.streams.metrics.instruments import Instrument
from workers.streams.metrics.prometheus import exact, series
from workers.web.presentation.wording import instant, number

MINUTE = 60


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of a metric.

    Attributes:
        series: Name and labels, as `/metrics` has them.
        labels: The labels, by name.
    """

    name: str
    series: str
    labels: Mapping[str, str]
    value: float

    @property
    def exact(self) -> str:
        """The number as `/metrics` has it."""
        return exact(self.value)

    @property
    def words(self) -> str:
        """The number for people, by the unit in the name of the metric."""
        if self.name.endswith("_timestamp_seconds"):
            return instant(datetime.fromtimestamp(self.value, UTC))
        return duration(self.value) if self.name.endswith("_seconds") else number(self.value)


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of some instruments, by name and then in the order of `/metrics`."""

    _by_name: Mapping[str, tuple[Figure, ...]]

    @classmethod
    def of(cls, instruments: Iterable[Instrument]) -> "Figures":
        """Read the instruments."""
        return cls(
            {
                instrument.name: tuple(
                    Figure(
                        instrument.name + sample.suffix,
                        series(instrument.name, sample),
                        dict(sample.labels),
                        sample.value,
                    )
                    for sample in instrument.samples()
                )
                for instrument in instruments
            }
        )

    def one(self, name: str, **labels: str) -> Figure | None:
        """Return the figure with exactly these labels; None where there is none."""
        return next((found for found in self.all(name) if found.labels == labels), None)

    def all(self, name: str) -> tuple[Figure, ...]:
        """Return all figures of an instrument."""
        return self._by_name.get(name, ())

    def largest(self, name: str) -> list[Figure]:
        """Return all figures of an instrument, the largest first."""
        return sorted(self.all(name), key=lambda found: -found.value)


def duration(seconds: float) -> str:
    """Return `0.03 s`, `12.5 s` or `3 min 20 s`."""
    if seconds < 1:
        return f"{seconds:.2f} s"
    if seconds < MINUTE:
        return f"{seconds:.1f} s"
    minutes, rest = divmod(round(seconds), MINUTE)
    return f"{number(minutes)} min {rest} s"
