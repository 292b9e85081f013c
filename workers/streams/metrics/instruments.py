"""The kinds of metric: counter, gauge and histogram, as numbers in memory by label values."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, Protocol

Labels = tuple[str, ...]
"""Values of an instrument's labels, in the order of `Instrument.labels`."""

SECONDS = (
    0.001,
    0.0025,
    0.005,
    0.01,
    0.025,
    0.05,
    0.1,
    0.25,
    0.5,
    1.0,
    2.5,
    5.0,
    10.0,
    30.0,
    60.0,
    300.0,
)
"""Upper bounds of the buckets of a histogram of durations."""


class LabelError(ValueError):
    """A figure was told with other labels than it is declared with."""


@dataclass(frozen=True, slots=True)
class Sample:
    """One number of one instrument.

    `suffix` is empty, or `_bucket`, `_sum` or `_count` of a histogram.
    """

    suffix: str
    labels: tuple[tuple[str, str], ...]
    value: float


@dataclass(slots=True)
class Numbers:
    """A number for each set of label values."""

    name: str
    meaning: str
    labels: Labels = ()
    values: dict[Labels, float] = field(default_factory=dict)

    def value(self, **labels: str | int) -> float:
        """Return the number for these labels, 0 where there is none."""
        return self.values.get(_key(self.name, self.labels, labels), 0)

    def add(self, amount: float = 1, **labels: str | int) -> None:
        """Move the number by `amount`. Raises LabelError where `labels` are not those declared."""
        key = _key(self.name, self.labels, labels)
        self.values[key] = self.values.get(key, 0) + amount

    def samples(self) -> Iterator[Sample]:
        """Yield the numbers, ordered by label values."""
        for key, number in sorted(self.values.items()):
            yield Sample("", tuple(zip(self.labels, key, strict=True)), number)


@dataclass(slots=True)
class Counter(Numbers):
    """A number that only grows, apart from a restart."""

    kind: Literal["counter"] = "counter"

    def total(self, **labels: str | int) -> float:
        """Return the sum over all label values that include `labels`."""
        wanted = {self.labels.index(name): str(value) for name, value in labels.items()}
        return sum(
            number
            for key, number in list(self.values.items())
            if all(key[at] == is_ for at, is_ in wanted.items())
        )


@dataclass(slots=True)
class Gauge(Numbers):
    """A number that goes up and down."""

    kind: Literal["gauge"] = "gauge"

    def set(self, number: float, **labels: str | int) -> None:
        """Say what the number is now."""
        self.values[_key(self.name, self.labels, labels)] = number

    def replace(self, numbers: Mapping[str, float], **labels: str | int) -> None:
        """Set all numbers that carry `labels`, and forget those that carry them and are not given.

        `numbers` are by the value of the one label that is not among `labels`. Raises LabelError
        where `labels` are not all declared labels but one.
        """
        free = [name for name in self.labels if name not in labels]
        if len(free) != 1:
            raise LabelError(f"{self.name} takes all labels but one of {', '.join(self.labels)}")
        wanted = {self.labels.index(name): str(value) for name, value in labels.items()}
        others = {
            key: number
            for key, number in self.values.items()
            if any(key[at] != is_ for at, is_ in wanted.items())
        }
        # One assignment: the web server's thread sees the old numbers or the new ones.
        self.values = others | {
            _key(self.name, self.labels, {**labels, free[0]: value}): number
            for value, number in numbers.items()
        }


@dataclass(slots=True)
class Distribution:
    """The observations of a histogram for one set of label values.

    `counts` has a count for each bound, then one for the observations above all bounds.
    """

    counts: list[int]
    total: float = 0.0


@dataclass(slots=True)
class Histogram:
    """How often a quantity fell under each of some bounds, cumulatively when told."""

    name: str
    meaning: str
    labels: Labels = ()
    bounds: tuple[float, ...] = SECONDS
    values: dict[Labels, Distribution] = field(default_factory=dict)
    kind: Literal["histogram"] = "histogram"

    def observe(self, number: float, **labels: str | int) -> None:
        """Count one observation."""
        key = _key(self.name, self.labels, labels)
        held = self.values.setdefault(key, Distribution([0] * (len(self.bounds) + 1)))
        held.counts[bisect_left(self.bounds, number)] += 1
        held.total += number

    def samples(self) -> Iterator[Sample]:
        """Yield cumulative buckets (label `le`), the sum and the count, ordered by label values."""
        for key, held in sorted(self.values.items(), key=lambda item: item[0]):
            labels = tuple(zip(self.labels, key, strict=True))
            seen = 0
            for bound, count in zip((*map(str, self.bounds), "+Inf"), held.counts, strict=True):
                seen += count
                yield Sample("_bucket", (*labels, ("le", bound)), seen)
            yield Sample("_sum", labels, held.total)
            yield Sample("_count", labels, seen)


class Instrument(Protocol):
    """What a page of metrics needs of an instrument."""

    @property
    def name(self) -> str:
        """The name, in base units."""

    @property
    def meaning(self) -> str:
        """A sentence."""

    @property
    def kind(self) -> Literal["counter", "gauge", "histogram"]:
        """The kind, as Prometheus names it."""

    @property
    def labels(self) -> Labels:
        """The names of the labels of its numbers."""

    def samples(self) -> Iterator[Sample]:
        """Yield the numbers, ordered by label values."""


def _key(name: str, declared: Labels, given: Mapping[str, str | int]) -> Labels:
    if len(given) != len(declared) or any(label not in given for label in declared):
        raise LabelError(
            f"{name} takes the labels {', '.join(declared) or '(none)'}; given: {', '.join(given)}"
        )
    return tuple(str(given[label]) for label in declared)
