"""One trigger with all that its clause says of it."""

from dataclasses import dataclass

from schemas.mentions import EventType, Modality, Participant, Place, Time, Trigger
from schemas.prepared import BlockKind
from schemas.spans import Quote


@dataclass(frozen=True, slots=True)
class Mention:
    """A mention of an event before chains are made.

    Attributes:
        clause: The words that tell it, for `Chain.what`.
        block: Kind of the block it stands in.
        sentence: Number of its sentence in the article, the title first.
        salience: Rank of the trigger in its sentence: 0 for the main predicate, more for what depends on it.
        reporting: Only hands on what somebody says.
        earlier: Told as an earlier event than the news ('a previous trip').
        definite: Takes up what was told before ('the visit', 'this trip').
        instance: Words that pick one of several events of a kind.
        context: Content lemmas of the sentence.
        parent: Index of the mention that governs it (the visit during which the talks are held), None at the top.
        source: Entity key of who reports it.
    """

    trigger: Trigger
    type: EventType
    modality: Modality
    clause: Quote
    block: BlockKind
    sentence: int
    salience: int
    reporting: bool
    earlier: bool
    definite: bool
    participants: tuple[Participant, ...] = ()
    places: tuple[Place, ...] = ()
    times: tuple[Time, ...] = ()
    instance: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    parent: int | None = None
    source: str | None = None
