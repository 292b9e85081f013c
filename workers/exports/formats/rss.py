"""RSS 2.0: one item an event, last told first, with GeoRSS points."""

from collections.abc import Sequence
from datetime import UTC, datetime
from email.utils import format_datetime
from html import escape
from typing import BinaryIO
from xml.etree import ElementTree as ET
from xml.etree.ElementTree import Element, SubElement

from schemas import EventRecord
from workers.exports.document import Edition
from workers.exports.values import prose
from workers.exports.values.text import one_line
from workers.queries import TimedRecord
from workers.version import __version__

GEORSS = "http://www.georss.org/georss"
LONG_AGO = datetime.min.replace(tzinfo=UTC)


def write(events: Sequence[TimedRecord], out: BinaryIO, edition: Edition) -> Sequence[str]:
    """Write the feed.

    An item's `guid` is the event id. Its `pubDate` is the time when the event was told; where that
    is missing, the time when an article last told the event.
    """
    ET.register_namespace("georss", GEORSS)
    root = Element("rss", version="2.0")
    channel = SubElement(root, "channel")
    _add(channel, "title", "Dateline: events")
    _add(channel, "link", f"{edition.site}/events")
    _add(channel, "description", "Events that news articles tell, each told once")
    _add(channel, "lastBuildDate", _written(edition.at))
    _add(channel, "generator", f"Dateline {__version__}")
    dated = sorted(
        ((_at(event), event.record) for event in events),
        key=lambda pair: pair[0] or LONG_AGO,
        reverse=True,
    )
    for at, record in dated:
        _item(channel, record, at, edition)
    ET.indent(root, space=" ")
    ET.ElementTree(root).write(out, encoding="utf-8", xml_declaration=True)
    out.write(b"\n")
    return ()


def _item(channel: Element, record: EventRecord, at: datetime | None, edition: Edition) -> None:
    item = SubElement(channel, "item")
    _add(item, "title", record.title)
    _add(item, "link", edition.link(record.event_id))
    _add(item, "guid", record.event_id, isPermaLink="false")
    if at is not None:
        _add(item, "pubDate", _written(at))
    _add(item, "category", prose.kind(record), domain=record.type.scheme)
    # Readers take a description for HTML, so that the text is escaped once more than XML wants.
    _add(item, "description", "<br>".join(escape(line) for line in prose.lines(record)))
    located = next((p for p in record.where if p.lat is not None and p.lon is not None), None)
    if located:
        _add(item, f"{{{GEORSS}}}point", f"{located.lat} {located.lon}")


def _add(parent: Element, tag: str, text: str, **attributes: str) -> None:
    SubElement(parent, tag, attributes).text = one_line(text)


def _at(event: TimedRecord) -> datetime | None:
    return event.told_at or _published(event.record.last_seen)


def _published(text: str | None) -> datetime | None:
    """Return the time of publication, or None where the text names no moment.

    A day stands for its midnight in UTC. Anything else (a month, a time without a zone) gives None.
    """
    try:
        found = datetime.fromisoformat(text or "")
        if found.tzinfo is None:
            return found.replace(tzinfo=UTC) if len(text or "") == len("2031-05-05") else None
        return found.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _written(at: datetime) -> str:
    return format_datetime(at.astimezone(UTC), usegmt=True)
