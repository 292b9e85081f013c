"""The event table of POLECAT: its 40 columns in their order, under a header, one event a row.

Tabs separate the columns. As in POLECAT, an event with several actors or recipients is one row, in
which `; ` separates them: their names and their countries in the same order, `None` for a country
that is not known beside one that is.

Source: the header of the files of "POLECAT Weekly Data" (Scarborough et al. 2023,
doi:10.7910/DVN/AJGVIT; some of the files say `Intensity` for `Event Intensity`). The fields are
described in the "POLECAT Documentation" (doi:10.7910/DVN/LMFPIP), and in Halterman et al. 2023,
"PLOVER and POLECAT: A New Political Event Ontology and Dataset" (SocArXiv rm5dw). POLECAT writes
`None` for a value that is missing; here it is empty, as are the columns for which a record holds
nothing (docs/exports.md lists them).
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import BinaryIO

from schemas import EventRecord
from schemas.event import Slot, Where
from schemas.mentions import Role
from workers.exports.document import Edition
from workers.exports.values.codes import QuadClass, country_code, quad_class
from workers.exports.values.dates import begin_of
from workers.exports.values.text import one_line
from workers.queries import TimedRecord
from workers.version import __version__

COLUMNS = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Event Intensity", "Quad Code",
    "Contexts",
    "Actor Name", "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors",
    "Actor Title", "Actor Name Raw", "Wikipedia Actor ID",
    "Recipient Name", "Recipient Country", "Recipient COW", "Primary Recipient Sector",
    "Recipient Sectors", "Recipient Title", "Recipient Name Raw", "Wikipedia Recipient ID",
    "Placename", "City", "District", "Province", "Country", "Latitude", "Longitude",
    "GeoNames ID", "Raw Placename", "Feature Type",
    "Source", "Publication Date", "Story People", "Story Organizations", "Story Locations",
    "Language", "Version",
)  # fmt: skip
QUAD_CODES: Mapping[QuadClass, str] = {
    1: "VERBAL COOPERATION",
    2: "MATERIAL COOPERATION",
    3: "VERBAL CONFLICT",
    4: "MATERIAL CONFLICT",
}
SEPARATOR = "; "
"""Between the values of a list; a semicolon within a value is written as a comma."""
UNKNOWN = "None"
"""Stands in a list for a value that is not known."""
TITLES: Mapping[Role, str] = {"actor": "Actor", "recipient": "Recipient"}


def write(events: Sequence[TimedRecord], out: BinaryIO, _edition: Edition) -> Sequence[str]:
    """Write the header and the rows in UTF-8.

    Events whose types are not PLOVER's are left out and counted.
    """
    coded = [event.record for event in events if quad_class(event.record.type)]
    _put(out, COLUMNS)
    for record in coded:
        values = _values(record)
        _put(out, (values.get(name, "") for name in COLUMNS))
    if left_out := len(events) - len(coded):
        remark = f"{left_out} of {len(events)} events have types that PLOVER lacks"
        return (f"{remark}, and are not in the table",)
    return ()


def _put(out: BinaryIO, values: Iterable[str]) -> None:
    out.write("\t".join(map(one_line, values)).encode() + b"\n")


def _values(record: EventRecord) -> dict[str, str]:
    class_ = quad_class(record.type)
    first = begin_of(record.when.edtf if record.when else None).first_day
    published = begin_of(record.first_seen and record.first_seen.partition("T")[0]).first_day
    return {
        "Event ID": record.event_id,
        "Event Date": first.isoformat() if first else "",
        "Event Type": record.type.code,
        "Event Mode": record.type.mode or "",
        "Quad Code": QUAD_CODES[class_] if class_ else "",
        **_participants(record, "actor"),
        **_participants(record, "recipient"),
        **(_place(record, record.where[0]) if record.where else {}),
        "Source": _listed(dict.fromkeys(line.source for line in record.articles if line.source)),
        "Publication Date": published.isoformat() if published else "",
        "Version": f"Dateline {__version__}",
    }


def _participants(record: EventRecord, role: Role) -> dict[str, str]:
    found = [who for who in record.who if who.role == role]
    return {
        f"{TITLES[role]} Name": _listed(who.name for who in found),
        f"{TITLES[role]} Country": _listed(country_code(who.country, "iso3") for who in found),
        f"{TITLES[role]} Name Raw": _listed(_words(record, "who", who.name) for who in found),
    }


def _place(record: EventRecord, place: Where) -> dict[str, str]:
    return {
        "Placename": place.name,
        "Country": country_code(place.country, "iso3"),
        "Latitude": "" if place.lat is None else str(place.lat),
        "Longitude": "" if place.lon is None else str(place.lon),
        "GeoNames ID": str(place.geonameid or ""),
        "Raw Placename": _words(record, "where", place.name),
    }


def _words(record: EventRecord, slot: Slot, value: str) -> str:
    """Return the first words of an article that support the value, empty where none are kept."""
    return next(
        (item.quote for item in record.evidence if (item.slot, item.value) == (slot, value)), ""
    )


def _listed(values: Iterable[str]) -> str:
    texts = [value.replace(";", ",") for value in values]
    return SEPARATOR.join(text or UNKNOWN for text in texts) if any(texts) else ""
