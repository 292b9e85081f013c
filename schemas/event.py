"""One event, consolidated from all articles that tell it.

`dateline.events` carries one record per event and version.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from schemas.mentions import EventType, Level, Modality, Role
from schemas.spans import Field

EventStatus = Literal["open", "closed", "retracted", "merged"]
Slot = Literal["who", "where", "when", "what", "modality", "type"]
ChangeKind = Literal["created", "updated", "merged", "split", "retracted", "closed", "reopened"]


@dataclass(frozen=True, slots=True)
class Who:
    """A participant in a role; `support` counts the independent sources that say so.

    An equal side, as of talks, a match or a merger, is an actor and a recipient: two of these.
    """

    entity: str
    name: str
    role: Role
    country: str | None
    support: int


def with_roles(who: Iterable[Who]) -> list[tuple[Who, tuple[Role, ...]]]:
    """Return each participant once, in order, with its roles."""
    roles: dict[str, dict[Role, Who]] = {}
    for one in who:
        roles.setdefault(one.entity, {})[one.role] = one
    return [(next(iter(own.values())), tuple(own)) for own in roles.values()]


@dataclass(frozen=True, slots=True)
class Where:
    """A place of the event.

    The coordinates are WGS 84 degrees, None where the place is not on the map.
    """

    name: str
    geonameid: int | None
    lat: float | None
    lon: float | None
    country: str | None
    support: int


def names_of(items: Iterable[Who | Where]) -> list[str]:
    """Return the names of participants or places, each once, in order."""
    return list(dict.fromkeys(item.name for item in items))


@dataclass(frozen=True, slots=True)
class When:
    """The event's date or interval as EDTF, with the steps that completed it.

    `reasoning` tells the steps in words.
    """

    edtf: str
    support: int
    reasoning: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class What:
    """The event in words of its sources.

    These are the trigger that names the event, and the headline or clause that tells most of what
    all sources tell.
    """

    trigger: str
    text: str


@dataclass(frozen=True, slots=True)
class ArticleLine:
    """An article that tells the event.

    `main` says whether the event is the article's main one; `copy_of` is the id of the article that
    this one copies.
    """

    id: str
    main: bool
    published_at: str | None
    source: str | None
    copy_of: str | None


@dataclass(frozen=True, slots=True)
class MentionLine:
    """A trigger span."""

    article_id: str
    field: Field
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words of one article that support one value of one slot."""

    slot: Slot
    value: str
    article_id: str
    field: Field
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class ConflictValue:
    """One of several values that exclude each other, and who says it."""

    value: str
    support: int
    articles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Conflict:
    """Values of one slot that exclude each other, best supported first."""

    slot: Slot
    values: tuple[ConflictValue, ...]


@dataclass(frozen=True, slots=True)
class Relation:
    """How this event stands to another."""

    kind: Literal["part_of", "follows", "same_story"]
    event_id: str


@dataclass(frozen=True, slots=True)
class Sources:
    """How many articles tell the event, and how many of them are independent of each other.

    Copies count once.
    """

    articles: int
    independent: int


@dataclass(frozen=True, slots=True)
class Window:
    """First and last publication time of the articles.

    Each is an RFC 3339 time or an EDTF date, None where no article is dated.
    """

    start: str | None
    end: str | None


@dataclass(frozen=True, slots=True)
class DecisionLine:
    """A decision of an operator that bears on the event and is in force.

    `schemas.decision.Decision` has the whole decision.
    """

    id: str
    version: int
    verdict: Literal["join", "split"]
    author: str
    reason: str
    at: str


@dataclass(frozen=True, slots=True)
class ChangedField:
    """A field of the record that changed, and the latest version that changed it.

    Versions between two that are published close together are left out. For a consumer that has
    version `n`, the fields with a `version` above `n` are new.
    """

    field: str
    version: int


@dataclass(frozen=True, slots=True)
class EventRecord:
    """One version of one event.

    Lists are sorted by support (descending), then by name; the same articles give the same bytes.

    Attributes:
        event_id: Identity of the event; all its versions have it.
        version: Grows with each version; numbers may be skipped.
        status: `open` while its window is open, `closed` after; `retracted` where no article tells
            it any more; `merged` where its articles now tell the event `merged_into`.
        merged_into: Id of the event that it has become a part of.
        type: Scheme, code and, for most codes, mode.
        title: A headline or clause of the articles that says what happened; a clause that leans on
            the text before it stands behind the headline of its article.
        modality: Whether the event is planned, ongoing, occurred, denied or hypothetical.
        who: Who takes part.
        where: The places of the event.
        when: Its date or interval, null where no article tells it.
        what: The event in words of its sources.
        articles: The articles that tell it, copies included.
        mentions: The words that name it in the articles.
        evidence: The quotes that support the values of the slots.
        conflicts: What the sources disagree on.
        relations: How it stands to other events.
        sources: How many articles tell it, and how many of them independently.
        first_seen: Publication time of its first article.
        last_seen: Publication time of its last article.
        window: The span of publication times of its articles.
        change: How this version differs from the one before it.
        changes: Which fields have changed since the first version, and when.
        shard: The shard of its articles.
        level: The highest level that any of its articles gives it.
        salience: Calibrated probability, in [0, 1], that a news desk would log the event.
        decisions: The decisions of operators that bear on it.
    """

    event_id: str
    version: int
    status: EventStatus
    merged_into: str | None
    type: EventType
    title: str
    modality: Modality
    who: tuple[Who, ...]
    where: tuple[Where, ...]
    when: When | None
    what: What
    articles: tuple[ArticleLine, ...]
    mentions: tuple[MentionLine, ...]
    evidence: tuple[Evidence, ...]
    conflicts: tuple[Conflict, ...]
    relations: tuple[Relation, ...]
    sources: Sources
    first_seen: str | None
    last_seen: str | None
    window: Window
    change: ChangeKind = "created"
    changes: tuple[ChangedField, ...] = ()
    shard: str | None = None
    level: Level = "main"
    salience: float = 0.0
    decisions: tuple[DecisionLine, ...] = ()
