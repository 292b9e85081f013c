"""An article with its entities, places and times: the output of the annotate stage."""

from dataclasses import dataclass
from typing import Literal

from schemas.article import Article
from schemas.prepared import Block, Fingerprint, Genre, Published, Repair
from schemas.spans import Field

EntityLabel = Literal[
    "PERSON",
    "ORG",
    "GPE",
    "LOC",
    "FAC",
    "NORP",
    "EVENT",
    "PRODUCT",
    "WORK_OF_ART",
    "LAW",
    "ROLE",
    "TIMEX",
]
"""OntoNotes labels, ROLE for a common noun phrase or pronoun that stands for an entity, and TIMEX
for times."""
TimexType = Literal["DATE", "TIME", "DURATION", "SET"]


@dataclass(frozen=True, slots=True)
class Geo:
    """A place on the map: GeoNames id, WGS 84 degrees, ISO 3166-1 alpha-2 country."""

    geonameid: int | None
    lat: float
    lon: float
    country: str | None


@dataclass(frozen=True, slots=True)
class TimeValue:
    """A time expression's meaning.

    Attributes:
        type: TIMEX3 type.
        value: TIMEX3 value (`2023-W33`, `2023-08-14TMO`, `P2W`, `PRESENT_REF`, `XXXX-WXX-1`).
        edtf: The value as EDTF where it names a date or an interval (`2023-08-14/2023-08-19`,
            `XXXX-08-14`); None for durations, sets and references.
        anchored: Whether a relative expression could be anchored (False: the value stays partial).
        mod: TIMEX3 modifier: `START` ('early 2023'), `MID`, `END`, `BEFORE`, `APPROX`; None where
            the expression has none.
    """

    type: TimexType
    value: str
    edtf: str | None = None
    anchored: bool = True
    mod: str | None = None


@dataclass(frozen=True, slots=True)
class Entity:
    """One mention of an entity, or one time expression.

    Attributes:
        entity: Key of the entity, the same in every article for the same name; None for times.
        name: The entity's fullest name in the article (for a place: its usual name).
        country: ISO 3166-1 alpha-2 code of the country to which the entity belongs, where the text
            supports it.
        roles: Titles and roles the text gives the entity, lower case (`defence minister`).
        actor: A place or nationality that stands for its government or people (`Ankara's actions`).
    """

    start: int
    end: int
    label: EntityLabel
    field: Field = "text"
    entity: str | None = None
    name: str | None = None
    country: str | None = None
    roles: tuple[str, ...] = ()
    actor: bool = False
    geo: Geo | None = None
    time: TimeValue | None = None


@dataclass(frozen=True, slots=True)
class Period:
    """A range whose ends are time expressions, as one interval.

    Examples are 'April 16 to 19' and 'from Monday through Saturday'. `edtf` may be partial:
    `XXXX-04-16/XXXX-04-19`, or weekdays in TIMEX3 tokens `XXXX-WXX-1/XXXX-WXX-6`.
    """

    start: int
    end: int
    edtf: str
    field: Field = "text"


@dataclass(frozen=True, slots=True)
class AnnotatedArticle:
    """Output of the annotate stage. Entities are ordered by field (title first), start, end."""

    id: str
    language: str | None
    published: Published
    blocks: tuple[Block, ...]
    entities: tuple[Entity, ...]
    periods: tuple[Period, ...]
    fingerprint: Fingerprint
    article: Article
    genre: Genre = "news"
    repairs: tuple[Repair, ...] = ()
    received_at: str | None = None
