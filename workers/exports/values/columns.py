"""An event as one flat row: the columns of CSV and Parquet, and the properties of GeoJSON."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from schemas import EventRecord
from schemas.event import Where, Who
from schemas.mentions import Role
from workers.exports.values.dates import known_days
from workers.instants import rfc3339
from workers.precision import precision_of
from workers.queries import TimedRecord

Value = str | int | float | None | tuple[str, ...]
Kind = Literal["text", "integer", "number", "texts"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    `kind` is the type of its values; `texts` are lists of strings. A value is None where the record
    has none.
    """

    name: str
    kind: Kind
    meaning: str
    value: Callable[[TimedRecord], Value]


def _of(get: Callable[[EventRecord], Value]) -> Callable[[TimedRecord], Value]:
    return lambda event: get(event.record)


def _edtf(record: EventRecord) -> str | None:
    return record.when.edtf if record.when else None


def _day(record: EventRecord, end: Literal[0, 1]) -> str | None:
    day = known_days(_edtf(record))[end]
    return day.isoformat() if day else None


def _who(role: Role, get: Callable[[Who], str | None]) -> Callable[[TimedRecord], Value]:
    return lambda event: tuple(get(who) or "" for who in event.record.who if who.role == role)


def _where(get: Callable[[Where], str | None]) -> Callable[[TimedRecord], Value]:
    return lambda event: tuple(get(place) or "" for place in event.record.where)


def _located(record: EventRecord) -> Where | None:
    return next(
        (place for place in record.where if place.lat is not None and place.lon is not None), None
    )


def _coordinate(record: EventRecord, axis: Literal["lat", "lon"]) -> float | None:
    place = _located(record)
    return getattr(place, axis) if place else None


def _told_at(event: TimedRecord) -> str | None:
    return rfc3339(event.told_at) if event.told_at else None


def _quote(record: EventRecord) -> str | None:
    return next((item.quote for item in record.evidence if item.slot == "what"), None)


COLUMNS = (
    Column("event_id", "text", "the event, the same in all versions", _of(lambda r: r.event_id)),
    Column("version", "integer", "number of the version, rising", _of(lambda r: r.version)),
    Column("told_at", "text", "when the version was told, RFC 3339; empty for a file", _told_at),
    Column("status", "text", "open, closed, retracted or merged", _of(lambda r: r.status)),
    Column(
        "merged_into", "text", "the event that it was merged into", _of(lambda r: r.merged_into)
    ),
    Column("level", "text", "main, reported or background", _of(lambda r: r.level)),
    Column(
        "salience", "number", "probability that a news desk would log it", _of(lambda r: r.salience)
    ),
    Column("scheme", "text", "plover or dateline", _of(lambda r: r.type.scheme)),
    Column("type", "text", "type code (types.md)", _of(lambda r: r.type.code)),
    Column("mode", "text", "mode of the type", _of(lambda r: r.type.mode)),
    Column(
        "modality",
        "text",
        "planned, ongoing, occurred, denied or hypothetical",
        _of(lambda r: r.modality),
    ),
    Column("title", "text", "the event in a headline", _of(lambda r: r.title)),
    Column("summary", "text", "the clause or headline that tells most", _of(lambda r: r.what.text)),
    Column("trigger", "text", "the word that names it", _of(lambda r: r.what.trigger)),
    Column("quote", "text", "words of an article that say what happened", _of(_quote)),
    Column("when", "text", "the date as EDTF", _of(_edtf)),
    Column("first_day", "text", "the first day that the date covers", _of(lambda r: _day(r, 0))),
    Column("last_day", "text", "the last day that the date covers", _of(lambda r: _day(r, 1))),
    Column("actors", "texts", "names of who does it", _who("actor", lambda w: w.name)),
    Column(
        "actor_keys",
        "texts",
        "their entity keys, in the same order",
        _who("actor", lambda w: w.entity),
    ),
    Column(
        "actor_countries",
        "texts",
        "their countries, ISO 3166-1",
        _who("actor", lambda w: w.country),
    ),
    Column(
        "recipients", "texts", "names of whom it is done to", _who("recipient", lambda w: w.name)
    ),
    Column("recipient_keys", "texts", "their entity keys", _who("recipient", lambda w: w.entity)),
    Column(
        "recipient_countries", "texts", "their countries", _who("recipient", lambda w: w.country)
    ),
    Column("others", "texts", "names of who else takes part", _who("other", lambda w: w.name)),
    Column("places", "texts", "names of the places", _where(lambda p: p.name)),
    Column("place_countries", "texts", "their countries", _where(lambda p: p.country)),
    Column(
        "place_precisions",
        "texts",
        "what each is: place, or admin, country or region, whose point is the middle of it",
        _where(precision_of),
    ),
    Column("geonameids", "texts", "their GeoNames ids", _where(lambda p: str(p.geonameid or ""))),
    Column(
        "lat",
        "number",
        "latitude of the first place on the map, WGS 84",
        _of(lambda r: _coordinate(r, "lat")),
    ),
    Column("lon", "number", "its longitude", _of(lambda r: _coordinate(r, "lon"))),
    Column(
        "articles",
        "texts",
        "ids of the articles that tell it",
        _of(lambda r: tuple(a.id for a in r.articles)),
    ),
    Column("sources", "integer", "how many articles tell it", _of(lambda r: r.sources.articles)),
    Column(
        "independent",
        "integer",
        "how many of them are independent",
        _of(lambda r: r.sources.independent),
    ),
    Column(
        "first_seen",
        "text",
        "earliest publication date of the articles",
        _of(lambda r: r.first_seen),
    ),
    Column(
        "last_seen", "text", "latest publication date of the articles", _of(lambda r: r.last_seen)
    ),
)


def row(event: TimedRecord) -> dict[str, Value]:
    """Return the values of an event by column."""
    return {column.name: column.value(event) for column in COLUMNS}
