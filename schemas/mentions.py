"""The events that one article tells, and the ticks that move a shard's clock.

`dateline.mentions` carries both.
"""

from dataclasses import dataclass
from typing import Literal

from schemas.annotated import Geo, TimexType
from schemas.article import Status
from schemas.prepared import Fingerprint, Genre, Published
from schemas.spans import Field, Quote

Modality = Literal["planned", "ongoing", "occurred", "denied", "hypothetical"]
Role = Literal["actor", "recipient", "other"]
Level = Literal["main", "reported", "background"]
"""`main`: the article is about the event; `reported`: the article reports it as another event;
`background`: the article mentions it in passing."""


@dataclass(frozen=True, slots=True)
class EventType:
    """The scheme and code of an event's type.

    `plover`: the PLOVER types and modes; `dateline`: the open scheme of `docs/types.md`, where
    UNKNOWN is a code too.
    """

    scheme: Literal["plover", "dateline"]
    code: str
    mode: str | None = None


@dataclass(frozen=True, slots=True)
class Trigger:
    """The word that tells an event: a verb, or the noun of a nominal or light-verb construction."""

    field: Field
    start: int
    end: int
    text: str
    lemma: str
    pos: Literal["VERB", "NOUN", "ADJ", "OTHER"]


@dataclass(frozen=True, slots=True)
class Participant:
    """Who takes part, with the words that say so.

    `entity` is the key of `schemas.annotated.Entity`.
    """

    entity: str
    name: str
    role: Role
    label: str
    country: str | None
    quote: Quote


@dataclass(frozen=True, slots=True)
class Place:
    """Where it happens. `entity` is the key; `geo` is None where the name is not on the map."""

    entity: str
    name: str
    geo: Geo | None
    quote: Quote


@dataclass(frozen=True, slots=True)
class Time:
    """When the event happens, in one source's words.

    `edtf` may be partial (`XXXX-08-14/XXXX-08-19`, `XXXX-WXX-1/XXXX-WXX-6`). `probability`, in
    [0, 1], is that of the words to date this event, and not another one of the article.
    """

    type: TimexType
    value: str
    edtf: str | None
    quote: Quote
    probability: float = 1.0


@dataclass(frozen=True, slots=True)
class Chain:
    """All mentions of one event in one article.

    Attributes:
        index: Place of the chain in the article; `(article id, index)` names the chain.
        lemma: Lemma of the representative trigger, the normal form of the event's name.
        mentions: Trigger spans in order of the text.
        what: The clause or headline that tells the event best.
        level: How the article treats the event; one chain of an article is `main`, unless the
            article tells no event.
        salience: Calibrated probability, in [0, 1], that a news desk would log the event.
        instance: Words that pick one of several events of a kind (`third`, `2013`, `xi`).
        context: Content lemmas of the sentences that tell it, sorted, each once.
        part_of: Index of the chain in the same article that this one is part of (the meeting
            within a visit).
        source: Entity key of who reports it, where it is not the article itself.
        identity: Which event the words of its mentions name, in the form of
            `ArticleMentions.meaning`; the vectors of mentions of one event are near each other.
            Empty where the encoder has not read them.
        anterior: Told only as before another past event ('had burned', 'an earlier fire'): the day
            of publication says nothing of its date.
    """

    index: int
    type: EventType
    modality: Modality
    lemma: str
    mentions: tuple[Trigger, ...]
    what: Quote
    participants: tuple[Participant, ...] = ()
    places: tuple[Place, ...] = ()
    times: tuple[Time, ...] = ()
    level: Level = "background"
    salience: float = 0.0
    instance: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    part_of: int | None = None
    source: str | None = None
    identity: str = ""
    anterior: bool = False

    @property
    def main(self) -> bool:
        """Whether this is the article's main event."""
        return self.level == "main"


@dataclass(frozen=True, slots=True)
class ArticleRef:
    """The article behind the chains, without its text."""

    id: str
    version: int
    status: Status
    language: str | None
    published: Published
    fingerprint: Fingerprint
    published_at: str | None = None
    source: str | None = None
    url: str | None = None
    headline: Quote | None = None
    received_at: str | None = None
    genre: Genre = "news"


@dataclass(frozen=True, slots=True)
class ArticleMentions:
    """Output of the extract stage for one article version.

    `story` is the article's sparse vector: (term, weight), weights from fixed tables, unit length,
    sorted by term. `meaning` is the meaning of its headline and first words: a unit vector of 384
    numbers, each times 127 as a signed byte, in base64; empty where the article has no words.
    """

    article: ArticleRef
    shard: str
    chains: tuple[Chain, ...]
    story: tuple[tuple[str, float], ...] = ()
    meaning: str = ""
    kind: Literal["mentions"] = "mentions"


@dataclass(frozen=True, slots=True)
class Tick:
    """Time passing on a shard, as a message, so that a replay sees it where it was.

    Attributes:
        at: RFC 3339 time of the wall clock when it was sent.
        end: The input is bounded and ends here: every open window closes (a batch, the demo).
    """

    shard: str
    at: str
    end: bool = False
    kind: Literal["tick"] = "tick"
