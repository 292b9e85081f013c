"""From what an expression says to when it is: anchored to the publication, the time in discourse and the tense."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from schemas import TimeValue
from schemas.annotated import TimexType
from workers.edtf import of_days
from workers.entities.times.calendar import UNKNOWN, Days, covering, edtf, nth_within, shifted, timex
from workers.entities.times.expressions import (
    Amount,
    Around,
    Away,
    Clock,
    Cyclic,
    DayIn,
    Every,
    Expression,
    Fixed,
    Nth,
    Reference,
    Shift,
    Unit,
)
from workers.entities.times.occurrences import Tense, first_within, select_occurrence
from workers.entities.times.publication import Publication

KEPT = {"published": frozenset({"quarter", "half"}), "discourse": frozenset({"quarter", "half", "month"})}
"""Granularities that 'a year ago' and 'a year earlier' keep: what is compared is the same part of the year before."""
PERIODS = frozenset({"month", "quarter", "half", "year"})
CLOSING = timedelta(45)
"""How long after its end a quarter is still 'the quarter' of business news."""
FINE = frozenset({"second", "minute", "hour", "day", "night", "week", "weekend", "fortnight"})
"""Units that a text counts from a day that it has told."""
CLOCK_UNITS = frozenset({"second", "minute", "hour"})


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
    """What relative times lean on.

    Attributes:
        published: The publication.
        spoken: The time last spoken of.
        tense: Which way the clause points.
        period: The month or longer time last spoken of: what 'a year earlier' compares with.
        named: The last time spoken of by each granularity: what 'the quarter' is.
        near: Whether `spoken` stands in this paragraph or the one before it, so that 'two days later' goes on from it.
    """

    published: Publication
    spoken: Spoken | None = None
    tense: Tense = "either"
    period: Spoken | None = None
    named: Mapping[Unit, Spoken] = field(default_factory=dict)
    near: bool = True


def resolve(expression: Expression, anchor: Anchor) -> Meaning:
    """Return the meaning; partial and not anchored where what it leans on is unknown."""
    match expression:
        case Fixed():
            spoken = Spoken((expression.first, expression.last), expression.unit)
            return Meaning(TimeValue("DATE", expression.value, expression.edtf), spoken)
        case Amount(value):
            return Meaning(TimeValue("DURATION", value))
        case Every(value):
            return Meaning(TimeValue("SET", value))
        case Reference(value):
            return Meaning(TimeValue("DATE", value))
        case _:
            return _leaning(expression, anchor)


def _leaning(expression: Cyclic | Shift | Around | Away | Nth | DayIn | Clock, anchor: Anchor) -> Meaning:  # noqa: PLR0911 - one for each kind
    """Return the meaning of an expression that leans on the publication, the discourse or another expression."""
    match expression:
        case Cyclic():
            return _cyclic(expression, anchor)
        case Shift():
            return _shift(expression, anchor)
        case Around():
            return _around(expression, anchor)
        case Away():
            return _away(expression, anchor)
        case Nth():
            return _nth(expression, anchor)
        case DayIn(year):
            return _day_in(year, anchor)
        case Clock():
            return _clock(expression, anchor)


def _cyclic(cyclic: Cyclic, anchor: Anchor) -> Meaning:
    if cyclic.within is not None:
        outer = resolve(cyclic.within, anchor)
        if outer.time.value.startswith("FY"):  # whose quarters begin where the company says
            return replace(outer, time=replace(outer.time, value=f"{outer.time.value}-{cyclic.name}"))
        days = first_within(cyclic, outer.spoken.days) if outer.spoken else None
    else:
        days = _occurrence(cyclic, anchor)
    if days is None:
        return Meaning(TimeValue("DATE", f"XXXX-{cyclic.name}", _partial_edtf(cyclic), anchored=False))
    return _dated(cyclic, days)


def _occurrence(cyclic: Cyclic, anchor: Anchor) -> Days | None:
    if cyclic.name.startswith("XX") and anchor.spoken is not None:  # 'the 19th' of the month spoken of
        return select_occurrence(cyclic, anchor.spoken.days[0], "future")
    day = anchor.published.day("day") if "W" in cyclic.name else anchor.published.near()
    return select_occurrence(cyclic, day, anchor.tense) if day else None


def _dated(cyclic: Cyclic, days: Days) -> Meaning:
    spoken = Spoken(days, cyclic.unit)
    if cyclic.unit in {"season", "quarter", "half"}:
        value = f"{days[0].year:04d}-{cyclic.name}"
        code = cyclic.date.month if cyclic.date else 0
        named = f"{days[0].year:04d}-{code}" if cyclic.unit == "season" else edtf(days[0], cyclic.unit)
        return Meaning(TimeValue("DATE", value, named), spoken)
    return Meaning(TimeValue("DATE", timex(days[0], cyclic.unit), of_days(*days)), spoken)


def _partial_edtf(cyclic: Cyclic) -> str | None:
    if cyclic.date is None or cyclic.unit in {"quarter", "half"}:
        return None
    return f"XXXX-{cyclic.date.month}" if cyclic.unit == "season" else f"XXXX-{cyclic.name}"


def _shift(shift: Shift, anchor: Anchor) -> Meaning:
    spoken = _base(shift, anchor)
    if spoken is None and _needs_spoken(shift):
        return _unknown(shift.unit)
    if shift.turns and anchor.tense == "future":
        shift = replace(shift, count=0)
    base = spoken.days[0] if spoken else anchor.published.day(shift.unit)
    unit = spoken.unit if spoken and spoken is anchor.period and shift.keep else shift.unit
    if shift.unit == "quarter" and shift.base == "discourse" and spoken is None and base:
        base = base - CLOSING  # the quarter that is spoken of is the one whose results come in
    day = shifted(base, shift.unit, shift.count) if base else None
    if base is not None and day is None:  # beyond the calendar
        return Meaning(TimeValue("DATE", "PAST_REF" if shift.count < 0 else "FUTURE_REF"))
    if day is None or _against_tense(shift, day, anchor):
        return _unknown(unit)
    found = Spoken(covering(day, unit), unit)
    return Meaning(TimeValue(_type(shift.unit), timex(day, unit), edtf(day, unit)), found)


def _needs_spoken(shift: Shift) -> bool:
    """Whether the shift starts from a day in the text and from no other: 'two days later', 'the same day'."""
    return shift.base == "discourse" and shift.unit in FINE and (shift.count != 0 or shift.keep)


def _against_tense(shift: Shift, day: date, anchor: Anchor) -> bool:
    """Whether 'two days later' of a past deed comes out after the publication: it counts from a day that is not told."""
    past = anchor.tense in {"past", "reported"}
    if not past or shift.base == "published" or shift.count <= 0 or anchor.published.last is None:
        return False
    return covering(day, shift.unit)[0] > anchor.published.last


def _unknown(unit: Unit) -> Meaning:
    return Meaning(TimeValue(_type(unit), UNKNOWN[unit], anchored=False))


def _away(away: Away, anchor: Anchor) -> Meaning:
    inner = resolve(away.inner, replace(anchor, tense="past" if away.count < 0 else "future"))
    day = shifted(inner.spoken.days[0], away.unit, away.count) if inner.spoken else None
    if day is None or inner.spoken is None:
        return replace(inner, time=replace(inner.time, edtf=None, anchored=False))
    return _of_unit(day, inner.spoken.unit)


def _nth(nth: Nth, anchor: Anchor) -> Meaning:
    outer = resolve(nth.outer, anchor)
    day = nth_within(outer.spoken.days, nth.number, nth.unit, nth.weekday) if outer.spoken else None
    if day is None:
        return Meaning(replace(outer.time, anchored=False))
    return _of_unit(day, nth.unit)


def _day_in(year: int, anchor: Anchor) -> Meaning:
    day = anchor.published.day("day")
    try:
        found = day.replace(year=year) if day else None
    except ValueError:  # 29 February
        found = None
    if found is None:
        first, last = date(year, 1, 1), date(year, 12, 31)
        return Meaning(TimeValue("DATE", f"{year:04d}", f"{year:04d}"), Spoken((first, last), "year"))
    return _of_unit(found, "day")


def _of_unit(day: date, unit: Unit) -> Meaning:
    return Meaning(TimeValue("DATE", timex(day, unit), edtf(day, unit)), Spoken(covering(day, unit), unit))


def _around(around: Around, anchor: Anchor) -> Meaning:
    inner = resolve(around.inner, anchor).spoken
    if inner is None:
        return Meaning(TimeValue("DATE", UNKNOWN[around.unit], anchored=False))
    return _of_unit(inner.days[0], around.unit)


def _base(shift: Shift, anchor: Anchor) -> Spoken | None:
    """Return the time in discourse that the shift starts from; None where that is the publication."""
    if shift.keep and anchor.period is not None and anchor.period.unit in KEPT[shift.base]:
        return anchor.period
    if shift.base == "published":
        return None
    if shift.count == 0 and shift.unit != "day":
        named = anchor.named.get(shift.unit)
        return None if named is not None and _is_over(named, anchor) else named
    spoken = anchor.spoken
    if spoken is None or shift.unit not in FINE:
        return spoken
    return spoken if spoken.unit in FINE and (anchor.near or not _needs_spoken(shift)) else None


def _is_over(named: Spoken, anchor: Anchor) -> bool:
    """Whether a clause about the future cannot mean the month or quarter that was last named: it is over."""
    first = anchor.published.first
    return anchor.tense == "future" and first is not None and named.days[1] < first


def _type(unit: Unit) -> TimexType:
    return "TIME" if unit in CLOCK_UNITS else "DATE"


def _clock(clock: Clock, anchor: Anchor) -> Meaning:
    day = resolve(clock.day, anchor) if clock.day is not None else _same_day(anchor)
    value = day.time.value.split("T")[0] if day.time.type == "DATE" else day.time.value
    time = replace(day.time, type="TIME", value=value + clock.time)
    return Meaning(time, day.spoken)


def _same_day(anchor: Anchor) -> Meaning:
    if anchor.spoken is not None and anchor.spoken.unit == "day":
        day = anchor.spoken.days[0]
    else:
        published = anchor.published.day("day")
        if published is None:
            return Meaning(TimeValue("DATE", UNKNOWN["day"], anchored=False))
        day = published
    return Meaning(TimeValue("DATE", day.isoformat(), day.isoformat()), Spoken((day, day), "day"))
