"""One trigger with all that its clause says of it."""

from dataclasses import dataclass

from schemas.mentions import EventType, Modality, Participant, Place, Time, Trigger
from schemas.prepared import BlockKind
from schemas.spans import Quote
from workers.events.readings import Reading


@dataclass(frozen=True, slots=True)
class Argument:
    """A phrase, with the log-odds that it fills each role of a mention's event.

    Attributes:
        remote: Whether it stands in another sentence than the mention.
    """

    participant: Participant | None
    place: Place | None
    time: Time | None
    as_actor: float
    as_recipient: float
    as_place: float
    as_time: float
    remote: bool = False

    def score(self, slot: str) -> float:
        """Return the log-odds that it fills a slot: `actor`, `recipient`, `place` or `time`."""
        odds: float = getattr(self, f"as_{slot}")
        return odds


@dataclass(frozen=True, slots=True)
class Mention:
    """A mention of an event before chains are made.

    Attributes:
        clause: The words that tell it, for `Chain.what`.
        block: Kind of the block it stands in.
        sentence: Number of its sentence in the article, the title first.
        prominence: Rank of the trigger in its sentence, in (0, 1]: 1 for the main predicate.
        reporting: Only hands on what somebody says.
        earlier: Told as an earlier event than the news ('a previous trip').
        anterior: Told as before another past event; `clause.anteriority` says how.
        definite: Takes up what was told before ('the visit', 'this trip').
        instance: Words that pick one of several events of a kind.
        context: Content lemmas of the sentence.
        parent: Index of the mention that governs it (the visit during which the talks are held),
            None at the top.
        support_verb: Index of the mention of the light verb that carries this noun ('held' of 'held
            talks').
        source: Entity key of who reports it.
        passage: Order of the passage that the trigger stands in.
        token: Index of the trigger in the passage's document.
        reading: What the encoder says of it; None where it has not read the sentence.
        arguments: The phrases of its sentence, and names and times of others, as the encoder weighs
            them.
    """

    trigger: Trigger
    type: EventType
    modality: Modality
    clause: Quote
    block: BlockKind
    sentence: int
    prominence: float
    reporting: bool
    earlier: bool
    definite: bool
    anterior: bool = False
    participants: tuple[Participant, ...] = ()
    places: tuple[Place, ...] = ()
    times: tuple[Time, ...] = ()
    instance: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    parent: int | None = None
    support_verb: int | None = None
    source: str | None = None
    passage: int = 0
    token: int = -1
    reading: Reading | None = None
    arguments: tuple[Argument, ...] = ()
