"""iCalendar (RFC 5545): one all-day VEVENT for each event whose date is exact to the day."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import BinaryIO

from schemas import EventRecord
from workers.exports.document import Edition
from workers.exports.values import prose
from workers.exports.values.dates import whole_days
from workers.exports.values.text import one_line, printable
from workers.queries import TimedRecord
from workers.version import __version__

LINE_OCTETS = 75
"""Octets of a content line, without its end (section 3.1)."""
HEAD = (
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    f"PRODID:-//Dateline//Dateline {__version__}//EN",
    "CALSCALE:GREGORIAN",
)
CERTAIN = ("occurred", "ongoing")


def write(events: Sequence[TimedRecord], out: BinaryIO, edition: Edition) -> Sequence[str]:
    """Write the calendar.

    Events whose date is coarser than a day, open, partial or absent are left out and counted.
    """
    left_out = 0
    _put(out, HEAD)
    for event in events:
        days = whole_days(event.record.when.edtf if event.record.when else None)
        if days is None:
            left_out += 1
        else:
            _put(out, _entry(event, days, edition))
    _put(out, ("END:VCALENDAR",))
    if left_out:
        return (
            (
                f"{left_out} of {len(events)} events have no date exact to the day, "
                "and are not in the calendar"
            ),
        )
    return ()


def folded(line: str) -> bytes:
    """Return a content line in UTF-8, folded and ended.

    No character is cut in two (section 3.1).
    """
    parts, part = [], b""
    for character in line:
        octets = character.encode()
        if len(part) + len(octets) > LINE_OCTETS:
            parts.append(part)
            part = b" "
        part += octets
    return b"\r\n".join([*parts, part]) + b"\r\n"


def escaped(text: str) -> str:
    """Return a TEXT value (section 3.3.11)."""
    plain = printable(text).replace("\r\n", "\n").replace("\r", "\n")
    return plain.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _put(out: BinaryIO, lines: Sequence[str] | Iterator[str]) -> None:
    out.writelines(folded(line) for line in lines)


def _entry(event: TimedRecord, days: tuple[date, date], edition: Edition) -> Iterator[str]:
    record = event.record
    yield "BEGIN:VEVENT"
    yield f"UID:{escaped(one_line(record.event_id))}"
    yield f"DTSTAMP:{_stamp(event.told_at or edition.at)}"
    yield f"SEQUENCE:{record.version}"
    yield f"DTSTART;VALUE=DATE:{_basic(days[0])}"
    if days[1] < date.max:  # the end is not part of the entry (section 3.6.1)
        yield f"DTEND;VALUE=DATE:{_basic(days[1] + timedelta(days=1))}"
    yield f"SUMMARY:{escaped(one_line(record.title))}"
    yield "DESCRIPTION:" + escaped("\n".join(prose.lines(record)))
    yield from _place(record)
    yield f"CATEGORIES:{escaped(one_line(record.type.code))}"
    yield f"STATUS:{_status(record)}"
    yield "TRANSP:TRANSPARENT"
    yield f"URL:{edition.link(record.event_id)}"
    yield "END:VEVENT"


def _place(record: EventRecord) -> Iterator[str]:
    if record.where:
        yield f"LOCATION:{escaped(prose.places(record))}"
    located = next((p for p in record.where if p.lat is not None and p.lon is not None), None)
    if located:
        yield f"GEO:{located.lat:.6f};{located.lon:.6f}"


def _status(record: EventRecord) -> str:
    """Return the VEVENT's status for an event.

    CANCELLED is for an event that was denied, retracted or merged away, CONFIRMED for one that
    happened, TENTATIVE for one that may happen or has an uncertain date.
    """
    if record.modality == "denied" or record.status in ("retracted", "merged"):
        return "CANCELLED"
    sure = record.when is not None and not any(mark in record.when.edtf for mark in "?~%")
    return "CONFIRMED" if sure and record.modality in CERTAIN else "TENTATIVE"


def _stamp(at: datetime) -> str:
    return f"{_basic(at.astimezone(UTC))}T{at.astimezone(UTC):%H%M%S}Z"


def _basic(day: date) -> str:
    return f"{day.year:04}{day.month:02}{day.day:02}"
