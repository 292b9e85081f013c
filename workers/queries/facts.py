"""What a filter looks at in a record, worked out once, so that a query reads no text twice."""

from collections.abc import Iterable
from dataclasses import dataclass

from schemas import EventRecord
from workers.edtf import InvalidEdtf, bounds
from workers.edtf.partial import Days
from workers.queries.folding import folded, spaced_words


@dataclass(frozen=True, slots=True)
class Facts:
    """One record as a filter sees it. All text is folded.

    Attributes:
        days: First and last day of the event; None where it has no date or a partial one.
        is_vague: Whether the event is on some day of `days`, and not on each: a month or a year is
            told and not the day.
        partial: The EDTF of a date that could mean several runs of days, else None.
        points: Latitude and longitude of each place on the map.
        countries: ISO 3166-1 alpha-2 codes of the places.
        who: Names of the participants, each in the form of `spaced_words`, one a line.
        places: Names of the places, in the same form.
        text: Title, summary, names, date, id and quotes.
    """

    code: str
    mode: str | None
    status: str
    level: str
    modality: str
    independent: int
    days: Days | None
    is_vague: bool
    partial: str | None
    points: tuple[tuple[float, float], ...]
    countries: frozenset[str]
    entities: frozenset[str]
    who: str
    geonameids: frozenset[str]
    places: str
    articles: frozenset[str]
    text: str

    @classmethod
    def of(cls, record: EventRecord) -> "Facts":
        """Return the facts of a record; a date that is no EDTF counts as none."""
        days, partial = _when(record)
        return cls(
            code=record.type.code,
            mode=record.type.mode,
            status=record.status,
            level=record.level,
            modality=record.modality,
            independent=record.sources.independent,
            days=days,
            is_vague=_is_vague(record, days),
            partial=partial,
            points=tuple(
                (p.lat, p.lon) for p in record.where if p.lat is not None and p.lon is not None
            ),
            countries=frozenset(place.country for place in record.where if place.country),
            entities=frozenset(who.entity for who in record.who),
            who=_lines(who.name for who in record.who),
            geonameids=frozenset(
                str(place.geonameid) for place in record.where if place.geonameid is not None
            ),
            places=_lines(place.name for place in record.where),
            articles=frozenset(line.id for line in record.articles),
            text=_text(record),
        )


def _when(record: EventRecord) -> tuple[Days | None, str | None]:
    if record.when is None:
        return None, None
    try:
        days = bounds(record.when.edtf)
    except InvalidEdtf:
        return None, None
    return (days, None) if days is not None else (None, record.when.edtf)


def _is_vague(record: EventRecord, days: Days | None) -> bool:
    if days is None or record.when is None:
        return False
    return days[0] != days[1] and "/" not in record.when.edtf


def _lines(names: Iterable[str]) -> str:
    return "\n".join(spaced_words(name) for name in names)


def _text(record: EventRecord) -> str:
    names = [*(who.name for who in record.who), *(where.name for where in record.where)]
    dates = [record.when.edtf] if record.when else []
    quotes = dict.fromkeys(evidence.quote for evidence in record.evidence)
    return folded(
        "\n".join([record.event_id, record.title, record.what.text, *names, *dates, *quotes])
    )
