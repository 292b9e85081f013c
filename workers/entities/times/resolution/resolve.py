"""Resolution of an expression to a date by the publication, the discourse and the tense."""

from dataclasses import replace
from datetime import date

from schemas import TimeValue
from workers.edtf import of_days
from workers.entities.times.calendar.calendar_units import (
    UNKNOWN,
    Days,
    covering,
    edtf,
    nth_within,
    shifted,
    timex,
)
from workers.entities.times.calendar.occurrences import first_within, select_occurrence
from workers.entities.times.expressions import (
    ContainingUnit,
    DayIn,
    Duration,
    Expression,
    Fixed,
    Nth,
    Offset,
    OffsetFrom,
    Recurring,
    Reference,
    TimeOfDay,
    TimeSet,
    Unit,
)
from workers.entities.times.resolution.anchor import Anchor, Meaning, Spoken
from workers.entities.times.resolution.offsets import resolve_offset


def resolve(expression: Expression, anchor: Anchor) -> Meaning:
    """Return the meaning; partial and not anchored where its anchor is unknown."""
    match expression:
        case Fixed():
            spoken = Spoken((expression.first, expression.last), expression.unit)
            return Meaning(TimeValue("DATE", expression.value, expression.edtf), spoken)
        case Duration(value):
            return Meaning(TimeValue("DURATION", value))
        case TimeSet(value):
            return Meaning(TimeValue("SET", value))
        case Reference(value):
            return Meaning(TimeValue("DATE", value))
        case _:
            return _leaning(expression, anchor)


def _leaning(  # noqa: PLR0911 - one for each kind
    expression: Recurring | Offset | ContainingUnit | OffsetFrom | Nth | DayIn | TimeOfDay,
    anchor: Anchor,
) -> Meaning:
    """Return the meaning of an expression that depends on an anchor or another expression."""
    match expression:
        case Recurring():
            return _recurring(expression, anchor)
        case Offset():
            return resolve_offset(expression, anchor)
        case ContainingUnit():
            return _around(expression, anchor)
        case OffsetFrom():
            return _away(expression, anchor)
        case Nth():
            return _nth(expression, anchor)
        case DayIn(year):
            return _day_in(year, anchor)
        case TimeOfDay():
            return _clock(expression, anchor)


def _recurring(recurring: Recurring, anchor: Anchor) -> Meaning:
    if recurring.within is not None:
        outer = resolve(recurring.within, anchor)
        if outer.time.value.startswith("FY"):  # whose quarters begin where the company says
            return replace(
                outer, time=replace(outer.time, value=f"{outer.time.value}-{recurring.name}")
            )
        days = first_within(recurring, outer.spoken.days) if outer.spoken else None
    else:
        days = _occurrence(recurring, anchor)
    if days is None:
        return Meaning(
            TimeValue("DATE", f"XXXX-{recurring.name}", _partial_edtf(recurring), anchored=False)
        )
    return _dated(recurring, days)


def _occurrence(recurring: Recurring, anchor: Anchor) -> Days | None:
    if (
        recurring.name.startswith("XX") and anchor.spoken is not None
    ):  # 'the 19th' of the month spoken of
        return select_occurrence(recurring, anchor.spoken.days[0], "future")
    if _is_dawning(recurring, anchor):
        return (anchor.published.dawning,) * 2 if anchor.published.dawning else None
    day = anchor.published.day("day") if "W" in recurring.name else anchor.published.near()
    return select_occurrence(recurring, day, anchor.tense) if day else None


def _is_dawning(recurring: Recurring, anchor: Anchor) -> bool:
    """Return whether a weekday without 'last' or 'next' is the day that has begun in the east.

    A report of the evening (UTC) that tells of an event 'on Tuesday' means the Tuesday of the
    place, not that of last week.
    """
    dawning = anchor.published.dawning
    if (
        dawning is None
        or anchor.tense == "future"
        or recurring.step is not None
        or recurring.date is None
    ):
        return False
    return "W" in recurring.name and recurring.date.weekday == dawning.isoweekday()


def _dated(recurring: Recurring, days: Days) -> Meaning:
    spoken = Spoken(days, recurring.unit)
    if recurring.unit in {"season", "quarter", "half"}:
        value = f"{days[0].year:04d}-{recurring.name}"
        code = recurring.date.month if recurring.date else 0
        named = (
            f"{days[0].year:04d}-{code}"
            if recurring.unit == "season"
            else edtf(days[0], recurring.unit)
        )
        return Meaning(TimeValue("DATE", value, named), spoken)
    return Meaning(TimeValue("DATE", timex(days[0], recurring.unit), of_days(*days)), spoken)


def _partial_edtf(recurring: Recurring) -> str | None:
    if recurring.date is None or recurring.unit in {"quarter", "half"}:
        return None
    return (
        f"XXXX-{recurring.date.month}" if recurring.unit == "season" else f"XXXX-{recurring.name}"
    )


def _away(away: OffsetFrom, anchor: Anchor) -> Meaning:
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
        return Meaning(
            TimeValue("DATE", f"{year:04d}", f"{year:04d}"), Spoken((first, last), "year")
        )
    return _of_unit(found, "day")


def _of_unit(day: date, unit: Unit) -> Meaning:
    return Meaning(
        TimeValue("DATE", timex(day, unit), edtf(day, unit)), Spoken(covering(day, unit), unit)
    )


def _around(around: ContainingUnit, anchor: Anchor) -> Meaning:
    inner = resolve(around.inner, anchor)
    if inner.spoken is None:
        return Meaning(TimeValue("DATE", UNKNOWN[around.unit], inner.time.edtf, anchored=False))
    return _of_unit(inner.spoken.days[0], around.unit)


def _clock(clock: TimeOfDay, anchor: Anchor) -> Meaning:
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
