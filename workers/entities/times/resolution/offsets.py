"""Resolution of offsets: 'last week', 'two days later', 'a year earlier'."""

from dataclasses import replace
from datetime import date, timedelta

from schemas import TimeValue
from schemas.annotated import TimexType
from workers.entities.times.calendar.calendar_units import UNKNOWN, covering, edtf, shifted, timex
from workers.entities.times.expressions import Offset, Unit
from workers.entities.times.resolution.anchor import Anchor, Meaning, Spoken

KEPT = {
    "published": frozenset({"quarter", "half"}),
    "discourse": frozenset({"quarter", "half", "month"}),
}
"""Granularities that 'a year ago' and 'a year earlier' keep: they mean the same part of the year
before."""
CLOSING = timedelta(45)
"""How long after its end a quarter is still 'the quarter' of business news."""
FINE = frozenset({"second", "minute", "hour", "day", "night", "week", "weekend", "fortnight"})
"""Units of offsets that need a day in the text to start from ('two days later')."""
CLOCK_UNITS = frozenset({"second", "minute", "hour"})


def resolve_offset(offset: Offset, anchor: Anchor) -> Meaning:
    """Return the meaning of an offset; partial and not anchored where its anchor is unknown."""
    spoken = _base(offset, anchor)
    if spoken is None and _needs_spoken(offset):
        return _unknown(offset.unit)
    if offset.turns and anchor.tense == "future":
        offset = replace(offset, count=0)
    base = spoken.days[0] if spoken else anchor.published.day(offset.unit)
    unit = spoken.unit if spoken and spoken is anchor.period and offset.keep else offset.unit
    if offset.unit == "quarter" and offset.base == "discourse" and spoken is None and base:
        base = base - CLOSING  # the quarter that is spoken of is the one whose results come in
    day = shifted(base, offset.unit, offset.count) if base else None
    if base is not None and day is None:  # beyond the calendar
        return Meaning(TimeValue("DATE", "PAST_REF" if offset.count < 0 else "FUTURE_REF"))
    if day is None or _against_tense(offset, day, anchor):
        return _unknown(unit)
    found = Spoken(covering(day, unit), unit)
    return Meaning(TimeValue(_type(offset.unit), timex(day, unit), edtf(day, unit)), found)


def _needs_spoken(offset: Offset) -> bool:
    """Return whether the offset needs a day in the text: 'two days later', 'the same day'."""
    return offset.base == "discourse" and offset.unit in FINE and (offset.count != 0 or offset.keep)


def _against_tense(offset: Offset, day: date, anchor: Anchor) -> bool:
    """Return whether 'two days later' in the past tense would follow the publication.

    Then its anchor is another day.
    """
    past = anchor.tense in {"past", "reported"}
    if not past or offset.base == "published" or offset.count <= 0 or anchor.published.last is None:
        return False
    return covering(day, offset.unit)[0] > anchor.published.last


def _unknown(unit: Unit) -> Meaning:
    return Meaning(TimeValue(_type(unit), UNKNOWN[unit], anchored=False))


def _base(offset: Offset, anchor: Anchor) -> Spoken | None:
    """Return the time in the discourse that the offset starts from; None for the publication."""
    if offset.keep and anchor.period is not None and anchor.period.unit in KEPT[offset.base]:
        return anchor.period
    if offset.base == "published":
        return None
    if offset.count == 0 and offset.unit != "day":
        named = anchor.named.get(offset.unit)
        return None if named is not None and _is_over(named, anchor) else named
    spoken = anchor.spoken
    if spoken is None or offset.unit not in FINE:
        return spoken
    return spoken if spoken.unit in FINE and (anchor.near or not _needs_spoken(offset)) else None


def _is_over(named: Spoken, anchor: Anchor) -> bool:
    """Return whether a clause in the future tense cannot mean the unit: the unit has ended."""
    first = anchor.published.first
    return anchor.tense == "future" and first is not None and named.days[1] < first


def _type(unit: Unit) -> TimexType:
    return "TIME" if unit in CLOCK_UNITS else "DATE"
