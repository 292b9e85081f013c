"""Where and when an event happens, from the trigger's own clause and the verbs that govern it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from schemas.annotated import Entity, Period
from schemas.mentions import Place, Time
from workers.events.arguments.locations import LocationReader, is_loose
from workers.events.clause.syntax import VERBAL, ancestors, children, is_root, support_verb
from workers.events.event_lexicon import Grammar
from workers.events.text.passages import Passage

OWN, RAISED, LOOSE = 0, 1, 2
"""How a trigger comes by a circumstance.

The circumstance stands under the trigger (`OWN`), stands under a verb that shares it (`RAISED`), or
only describes a participant (`LOOSE`).
"""


@dataclass(frozen=True, slots=True)
class PlacesAndTimes:
    """Where and when, of one trigger."""

    places: tuple[Place, ...]
    times: tuple[Time, ...]


class PlaceTimeReader:
    """Gives each place and time of a sentence to the trigger it belongs to."""

    def __init__(self, grammar: Grammar) -> None:
        self._grammar = grammar
        self._locations = LocationReader(grammar)
        self._sharing = (grammar.ahead | grammar.aspect | grammar.support) - grammar.reporting

    def read(self, passage: Passage, triggers: dict[int, Token]) -> dict[int, PlacesAndTimes]:
        """Return the circumstances of each trigger, by token index."""
        places: dict[int, list[tuple[Place, int]]] = {index: [] for index in triggers}
        times: dict[int, list[tuple[Time, int]]] = {index: [] for index in triggers}
        carried = {
            verb.i: noun
            for noun in triggers.values()
            if (verb := support_verb(noun, self._grammar)) is not None
        }
        for index in sorted({*passage.entities, *passage.periods}):
            token = passage.doc[index]
            found, when = self.place_at(token, passage, triggers), time_at(token, passage)
            if found is None and when is None:
                continue
            owners = self.owners(token, triggers, carried)
            loose = is_loose(token, triggers)
            for owner, distance in owners:
                places[owner.i] += (
                    [(found, LOOSE if loose else distance)] if found is not None else []
                )
                times[owner.i] += [(when, distance)] if when is not None else []
        return {
            index: PlacesAndTimes(nearest(places[index]), ranked(times[index]))
            for index in triggers
        }

    def place_at(
        self, token: Token, passage: Passage, triggers: Mapping[int, Token]
    ) -> Place | None:
        """Return the place that a token heads, where its grammar says location, not agent."""
        entity = self._locations.find(token, passage, triggers)
        return place(entity, passage) if entity is not None else None

    def owners(
        self, token: Token, triggers: dict[int, Token], carried: dict[int, Token]
    ) -> list[tuple[Token, int]]:
        """Return the triggers that a place or time belongs to.

        These are the first trigger above the place or time, and those that share its circumstances.
        `carried` maps the index of a verb that only carries a noun to that noun.
        """
        below = token
        for head in ancestors(token):
            if head.i in carried and carried[head.i].i != token.i:
                return [(carried[head.i], OWN), *self._inherited(head, below, triggers)]
            if head.i in triggers:
                return [(head, OWN), *self._inherited(head, below, triggers)]
            inherited = self._inherited(head, below, triggers)
            if inherited:
                return inherited
            below = head
        return []

    def _inherited(
        self, head: Token, adjunct: Token, triggers: dict[int, Token]
    ) -> list[tuple[Token, int]]:
        """Return the triggers around a head that share its circumstances.

        `adjunct` is the child of the head that holds the circumstance.
        """
        found = self._below_support(head) if head.lemma_ in self._sharing else []
        found += _joined(head, adjunct)
        found += [
            child for child in children(head, "advcl") if child.tag_ == "VBG" and child.i > head.i
        ]
        if head.lemma_ in self._grammar.motion:
            found += [child for child in children(head, "advcl", "xcomp") if child.tag_ == "VB"]
        return [(token, RAISED) for token in dict.fromkeys(found) if token.i in triggers]

    @staticmethod
    def _below_support(head: Token) -> list[Token]:
        """Return what a verb such as 'is scheduled' governs, or the noun that the verb modifies."""
        at_noun = [head.head] if head.dep_ in {"acl", "relcl"} else []
        return [*children(head, "xcomp", "dobj", "nsubj", "nsubjpass", "ccomp", "oprd"), *at_noun]


def _joined(verb: Token, adjunct: Token) -> list[Token]:
    """Return the verbs joined to a verb that share its adjunct.

    An adjunct that opens the clause is shared with the verbs after it. An adjunct that ends the
    last clause is shared with the verb before it.
    """
    if verb.pos_ not in VERBAL:
        return []
    if adjunct.i < verb.i:
        return [
            other
            for other in verb.conjuncts
            if other.i > verb.i and not children(other, "nsubj", "nsubjpass")
        ]
    if verb.dep_ == "conj" and not children(verb, "nsubj", "nsubjpass", "conj"):
        return [verb.head] if not _has_adjunct(verb.head) else []
    return []


def _has_adjunct(verb: Token) -> bool:
    return any(child.dep_ in {"prep", "npadvmod"} and child.i > verb.i for child in verb.children)


def nearest(places: Sequence[tuple[Place, int]]) -> tuple[Place, ...]:
    """Return the trigger's own places.

    Without own places, those that another trigger hands down; without these, those that only
    describe participants.
    """
    best = min((distance for _, distance in places), default=OWN)
    return tuple(item for item, distance in places if distance == best)


def place(entity: Entity, passage: Passage) -> Place:
    """Return the record of a place."""
    quote = passage.of(entity)
    return Place(
        entity=entity.entity or quote.quote.lower(),
        name=entity.name or quote.quote,
        geo=entity.geo,
        quote=quote,
    )


def time(entity: Entity | Period, passage: Passage) -> Time | None:
    """Return the record of a time or range.

    None for an expression that is no point or stretch of time ('now', 'every day').
    """
    if isinstance(entity, Period):
        return Time(type="DATE", value=entity.edtf, edtf=entity.edtf, quote=passage.of(entity))
    value = entity.time
    if value is None or value.type == "SET" or value.value == "PRESENT_REF":
        return None
    return Time(type=value.type, value=value.value, edtf=value.edtf, quote=passage.of(entity))


def time_at(token: Token, passage: Passage) -> Time | None:
    """Return the time or range whose highest token this is.

    Each is told once, a range in place of its ends.
    """
    period = passage.periods.get(token.i)
    if period is not None:
        return (
            time(period, passage)
            if passage.periods.get(token.head.i) is not period or is_root(token)
            else None
        )
    entity = passage.entities.get(token.i)
    if entity is None or entity.label != "TIMEX":
        return None
    return (
        time(entity, passage)
        if passage.entities.get(token.head.i) is not entity or is_root(token)
        else None
    )


def ranked(times: Iterable[tuple[Time, int]]) -> tuple[Time, ...]:
    """Return times, the best first.

    Times with a date come before times without, own times before raised ones, and ranges before
    single times; the rest is in order of the text.
    """
    unique = {item.quote: (item, distance) for item, distance in times}
    ordered = sorted(
        unique.values(),
        key=lambda pair: (
            pair[0].edtf is None,
            pair[1],
            "/" not in (pair[0].edtf or ""),
            pair[0].quote.start,
        ),
    )
    return tuple(item for item, _ in ordered)
