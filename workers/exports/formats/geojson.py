"""GeoJSON (RFC 7946): one FeatureCollection, one feature an event."""

from collections.abc import Sequence
from typing import Any, BinaryIO

import orjson

from schemas import EventRecord
from workers.exports.document import Edition
from workers.exports.values.columns import row
from workers.queries import TimedRecord

OWN_MEMBERS = frozenset({"event_id", "lat", "lon"})
"""Columns that are the feature's id and geometry."""


def write(events: Sequence[TimedRecord], out: BinaryIO, edition: Edition) -> Sequence[str]:
    """Write the collection, one feature a line.

    An event without a place on the map has the geometry null (section 3.2).
    """
    out.write(b'{"type":"FeatureCollection","features":[')
    out.writelines(
        (b",\n" if number else b"\n") + orjson.dumps(_feature(event, edition))
        for number, event in enumerate(events)
    )
    out.write(b"\n]}\n")
    return ()


def _feature(event: TimedRecord, edition: Edition) -> dict[str, Any]:
    properties = {name: value for name, value in row(event).items() if name not in OWN_MEMBERS}
    return {
        "type": "Feature",
        "id": event.record.event_id,
        "geometry": _geometry(event.record),
        "properties": {**properties, "url": edition.link(event.record.event_id)},
    }


def _geometry(record: EventRecord) -> dict[str, Any] | None:
    """Return a Point, or a MultiPoint where there are several places.

    The best supported place comes first; longitude comes before latitude (section 3.1.1).
    """
    points = list(
        dict.fromkeys(
            (p.lon, p.lat) for p in record.where if p.lat is not None and p.lon is not None
        )
    )
    if not points:
        return None
    if len(points) == 1:
        return {"type": "Point", "coordinates": points[0]}
    return {"type": "MultiPoint", "coordinates": points}
