"""An event in a few lines of plain text, for calendars and feeds."""

from collections.abc import Iterator

from schemas import EventRecord
from workers.exports.values.text import one_line


def lines(record: EventRecord) -> Iterator[str]:
    """Yield the summary, who, where, when, and the number of sources, a line each.

    An empty slot gives no line.
    """
    yield one_line(record.what.text)
    for role, label in (("actor", "Who"), ("recipient", "To whom"), ("other", "With")):
        if names := [one_line(who.name) for who in record.who if who.role == role]:
            yield f"{label}: {', '.join(names)}"
    if record.where:
        yield f"Where: {places(record)}"
    if record.when:
        yield f"When: {one_line(record.when.edtf)} (EDTF)"
    yield f"Type: {kind(record)}, {record.modality}"
    yield f"Articles: {record.sources.articles}, {record.sources.independent} of them independent"


def places(record: EventRecord) -> str:
    """Return the names of the places, separated by commas."""
    return ", ".join(one_line(place.name) for place in record.where)


def kind(record: EventRecord) -> str:
    """Return `CODE`, or `CODE/mode`."""
    return record.type.code + (f"/{record.type.mode}" if record.type.mode else "")
