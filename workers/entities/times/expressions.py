"""Types of time expressions, before they are resolved to dates."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from workers.edtf import PartialDate

Unit = Literal[
    "second", "minute", "hour", "day", "night", "weekend", "week", "fortnight", "month",
    "quarter", "half", "season", "year", "decade", "century", "millennium",
]  # fmt: skip
Base = Literal["published", "discourse"]


@dataclass(frozen=True, slots=True)
class Fixed:
    """A date that needs no anchor: a day, a month of a year, a year, a decade.

    Attributes:
        value: TIMEX3 value.
        edtf: The same as EDTF; None where it names an event and says no time.
        first: Its first day.
    """

    value: str
    edtf: str | None
    first: date
    last: date
    unit: Unit


@dataclass(frozen=True, slots=True)
class Recurring:
    """A recurring date: a month, a day of one, a weekday, a season, a quarter, a holiday.

    Attributes:
        name: `10`, `08-14`, `WXX-5`, `SU`, `Q3`, `H1`: what TIMEX3 writes after the year.
        date: Which days; None for a holiday that is told by `holiday`.
        step: -1 'last' (-2 the one before it), 0 'this', 1 'next'; None where only the tense tells.
        within: The longer time that it is part of ('October of last year').
    """

    name: str
    unit: Unit
    date: PartialDate | None = None
    holiday: str = ""
    step: int | None = None
    within: "Expression | None" = None


@dataclass(frozen=True, slots=True)
class Offset:
    """An offset of `count` units from the publication or from the time last named."""

    unit: Unit
    count: int
    base: Base = "published"
    keep: bool = False
    """Whether a finer time last spoken of is kept: 'a year earlier' of a third quarter is the third
    quarter before."""
    turns: bool = False
    """Whether a clause about the future turns the direction: 'at the weekend' is the last one or
    the coming one."""


@dataclass(frozen=True, slots=True)
class ContainingUnit:
    """The unit that holds another time: 'the week ended Oct. 27'."""

    unit: Unit
    inner: "Expression"


@dataclass(frozen=True, slots=True)
class OffsetFrom:
    """An offset from another expression: 'a week ago Tuesday', 'a year ago today'."""

    unit: Unit
    count: int
    inner: "Expression"


@dataclass(frozen=True, slots=True)
class Nth:
    """The n-th day, week or weekday of a longer time: 'the first Monday in May'.

    Attributes:
        number: From 1; -1 is the last.
        weekday: ISO number; None where `unit` itself is counted.
    """

    number: int
    unit: Unit
    weekday: int | None
    outer: "Expression"


@dataclass(frozen=True, slots=True)
class DayIn:
    """The publication's day in another year: 'on this day in 1912'."""

    year: int


@dataclass(frozen=True, slots=True)
class TimeOfDay:
    """A time of day (`T17:30`, `TNI`) of a day; of the day last spoken of where none is said."""

    time: str
    day: "Expression | None" = None


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time: a TIMEX3 duration."""

    value: str


@dataclass(frozen=True, slots=True)
class TimeSet:
    """A set of times: a TIMEX3 duration, or a weekday."""

    value: str


@dataclass(frozen=True, slots=True)
class Reference:
    """`PRESENT_REF`, `PAST_REF` or `FUTURE_REF`."""

    value: str


Expression = (
    Fixed
    | Recurring
    | Offset
    | ContainingUnit
    | OffsetFrom
    | Nth
    | DayIn
    | TimeOfDay
    | Duration
    | TimeSet
    | Reference
)


@dataclass(frozen=True, slots=True)
class Item:
    """An expression over the tokens `start` to `end` (exclusive).

    Attributes:
        mod: TIMEX3 modifier (`START`, `MID`, `END`, `APPROX`), empty where there is none.
        joined: Whether it is the end of a range that the item before it starts.
    """

    start: int
    end: int
    expression: Expression
    mod: str = ""
    joined: bool = False
