"""The event table of GDELT 1.0: its 58 columns in their order, without a header.

Tabs separate the columns, and each event has one line.

Source: "The GDELT Event Database Data Format Codebook" 1.03 (2013), with SOURCEURL, which the daily
files have had since April 2013. Columns for which a record holds nothing are empty (docs/exports.md
lists them): CAMEO codes of actors, the Goldstein scale, tone, places of actors, and first-level
divisions among them.
"""

from collections.abc import Sequence
from typing import BinaryIO

from schemas import EventRecord
from schemas.event import Where, Who
from workers.exports.document import Edition
from workers.exports.values import prose
from workers.exports.values.codes import countries, country_code, quad_class
from workers.exports.values.dates import Begin, begin_of
from workers.exports.values.text import one_line
from workers.queries import TimedRecord

ACTOR = (
    "Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode",
    "Religion1Code", "Religion2Code", "Type1Code", "Type2Code", "Type3Code",
)  # fmt: skip
GEO = ("Type", "FullName", "CountryCode", "ADM1Code", "Lat", "Long", "FeatureID")
COLUMNS = (
    "GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate",
    *(f"Actor{number}{name}" for number in (1, 2) for name in ACTOR),
    "IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass",
    "GoldsteinScale", "NumMentions", "NumSources", "NumArticles", "AvgTone",
    *(f"{whose}Geo_{name}" for whose in ("Actor1", "Actor2", "Action") for name in GEO),
    "DATEADDED", "SOURCEURL",
)  # fmt: skip
COUNTRY = "1"
"""Geo_Type of a country."""


def write(events: Sequence[TimedRecord], out: BinaryIO, _edition: Edition) -> Sequence[str]:
    """Write the lines in UTF-8."""
    for event in events:
        values = _values(event)
        out.write("\t".join(one_line(values.get(name, "")) for name in COLUMNS).encode() + b"\n")
    return ()


def _values(event: TimedRecord) -> dict[str, str]:
    record = event.record
    return {
        "GLOBALEVENTID": record.event_id,
        **_date(begin_of(record.when.edtf if record.when else None)),
        **_actors(record),
        "IsRootEvent": "1" if record.level == "main" else "0",
        "EventCode": prose.kind(record),
        "EventBaseCode": record.type.code,
        "EventRootCode": record.type.code,
        "QuadClass": str(quad_class(record.type) or ""),
        "NumMentions": str(len(record.mentions)),
        "NumSources": str(record.sources.independent),
        "NumArticles": str(record.sources.articles),
        **(_place(record.where[0]) if record.where else {}),
        "DATEADDED": f"{event.told_at:%Y%m%d}" if event.told_at else "",
        "SOURCEURL": _url(record),
    }


def _date(begin: Begin) -> dict[str, str]:
    values = {"Year": f"{begin.year:04}" if begin.year else ""}
    if begin.year and begin.month:
        values["MonthYear"] = f"{begin.year:04}{begin.month:02}"
        if begin.day:
            values["SQLDATE"] = f"{values['MonthYear']}{begin.day:02}"
            # The codebook's formula: months of 30 days.
            values["FractionDate"] = f"{begin.year + (begin.month * 30 + begin.day) / 365:.4f}"
    return values


def _actors(record: EventRecord) -> dict[str, str]:
    """Return the first actor, and the first recipient that is somebody else."""
    actor = next((one for one in record.who if one.role == "actor"), None)
    others = (one for one in record.who if actor is None or one.entity != actor.entity)
    other = next((one for one in others if one.role == "recipient"), None)
    return {**_actor(actor, "Actor1"), **_actor(other, "Actor2")}


def _actor(who: Who | None, prefix: str) -> dict[str, str]:
    if who is None:
        return {}
    return {f"{prefix}Name": who.name, f"{prefix}CountryCode": country_code(who.country, "iso3")}


def _place(place: Where) -> dict[str, str]:
    country = countries().get(place.country or "", {})
    is_country = place.geonameid is not None and place.geonameid == country.get("geonameid")
    values = {"Type": COUNTRY if is_country else "", "FullName": place.name}
    values["CountryCode"] = country_code(place.country, "fips")
    values["FeatureID"] = values["CountryCode"] if is_country else ""
    if place.lat is not None and place.lon is not None:
        values |= {"Lat": f"{place.lat}", "Long": f"{place.lon}"}
    return {f"ActionGeo_{name}": value for name, value in values.items()}


def _url(record: EventRecord) -> str:
    """Return the address of an article where its id is one, that of a main article first."""
    lines = sorted(record.articles, key=lambda line: not line.main)
    return next((line.id for line in lines if line.id.startswith(("http://", "https://"))), "")
