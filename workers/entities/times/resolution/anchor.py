"""Anchors of relative times, and the resolved meaning of an expression."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from schemas import TimeValue
from workers.entities.times.calendar.calendar_units import Days
from workers.entities.times.calendar.occurrences import Tense
from workers.entities.times.expressions import Unit
from workers.entities.times.resolution.publication_anchor import Publication

PERIODS = frozenset({"month", "quarter", "half", "year"})
"""Granularities of a time that 'a year earlier' compares with."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A time that has been spoken of: its days and its granularity."""

    days: Days
    unit: Unit


@dataclass(frozen=True, slots=True)
class Meaning:
    """A resolved expression; `spoken` is None where it names no days."""

    time: TimeValue
    spoken: Spoken | None = None


@dataclass(frozen=True, slots=True)
class Anchor:
    """The anchors of relative times.

    Attributes:
        published: The publication.
        spoken: The time last spoken of.
        tense: Which way the clause points.
        period: The month or longer time last spoken of: what 'a year earlier' compares with.
        named: The last time spoken of by each granularity: what 'the quarter' is.
        near: Whether `spoken` stands in this paragraph or the one before it, so that 'two days
            later' goes on from it.
    """

    published: Publication
    spoken: Spoken | None = None
    tense: Tense = "either"
    period: Spoken | None = None
    named: Mapping[Unit, Spoken] = field(default_factory=dict)
    near: bool = True
