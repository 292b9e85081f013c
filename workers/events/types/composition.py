"""Composition: an outer word over an inner event decides the type together with it.

The outer word tells a speech act or an aspect.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from schemas.mentions import EventType
from workers.events.clause.moods import mood_of
from workers.events.types.operators import Operator, Outcome
from workers.events.types.type_lexicon import Lexicon

PARTS = {"VERB": "VERB", "AUX": "VERB", "NOUN": "NOUN", "PROPN": "NOUN", "ADJ": "ADJ"}
CLAUSES = frozenset({"xcomp", "ccomp"})
CLAUSAL = CLAUSES | {"advcl", "acl", "relcl", "pcomp"}
INNER_PREPOSITIONS = frozenset(
    {"for", "to", "from", "against", "of", "on", "with", "in", "about", "over", "by", "at"}
)
DEPTH = 4
FILLED = 2
"""Specificity of a pattern with one filled slot."""


@dataclass(frozen=True, slots=True)
class TypeReading:
    """What a trigger tells.

    That is a type, how surely (0: nothing), and how much the pattern behind it asked for.
    """

    type: EventType
    weight: float
    specificity: int = 0
    soft: bool = False


class Composer:
    """Reads the inner event of an operator and applies the operator's rules.

    Args:
        lexicon: The operators, moods and light verbs.
        lexical: What the lexicon alone says of a trigger.
    """

    def __init__(self, lexicon: Lexicon, lexical: Callable[[Token], TypeReading]) -> None:
        self.lexicon = lexicon
        self.lexical = lexical

    def read(self, trigger: Token, depth: int = DEPTH) -> TypeReading:
        """Return what a trigger tells.

        The operator, light verb or lexicon tells it, and the mood of its clause.
        """
        plain = self._plain(trigger, depth)
        mood = mood_of(trigger, self.lexicon.reporting)
        if mood is None:
            return plain
        if plain.weight and plain.type.scheme == "plover":
            outcome = self.lexicon.moods[mood].outcome(plain.type.code, plain.type.mode)
            return plain if outcome is None or outcome.keep else _reading(outcome)
        bare = (
            self.lexicon.moods[mood].otherwise if mood == "deontic" and not plain.weight else None
        )
        return plain if bare is None else _reading(bare)

    def _plain(self, trigger: Token, depth: int) -> TypeReading:
        own = self.lexical(trigger)
        operator = self.lexicon.operators.get(
            (PARTS.get(trigger.pos_, ""), self.lexicon.lemma(trigger))
        )
        if operator is not None and depth:
            found = self._operate(operator, trigger, own, depth)
            if found is not None:
                return found
        if (
            not own.weight
            and trigger.pos_ == "VERB"
            and trigger.lemma_.lower() in self.lexicon.light_verbs
        ):
            return self._light(trigger, depth) or own
        return own

    def _operate(
        self, operator: Operator, trigger: Token, own: TypeReading, depth: int
    ) -> TypeReading | None:
        """Apply the operator to the first inner event that it has a rule for.

        A pattern with a filled slot knows better than the operator what an inner noun means ('lift
        a ban'), unless both say the same code and the operator knows the mode. An inner clause
        ('agreed to lift') always belongs to the operator.
        """
        for inner in _inner(trigger, operator):
            reading = self.read(inner, depth - 1)
            outcome = self._outcome(operator, reading)
            if outcome is None:
                continue
            composed = reading if outcome.keep else _reading(outcome)
            if (
                own.specificity >= FILLED
                and inner.dep_ not in CLAUSAL
                and composed.type.code != own.type.code
            ):
                return own
            return composed
        return None if own.weight or operator.bare is None else _reading(operator.bare)

    @staticmethod
    def _outcome(operator: Operator, reading: TypeReading) -> Outcome | None:
        if not reading.weight:
            return None
        if reading.type.scheme == "plover":
            return operator.outcome(reading.type.code, reading.type.mode)
        return operator.rules.get(reading.type.code)

    def _light(self, trigger: Token, depth: int) -> TypeReading | None:
        for child in trigger.children:
            if child.dep_ in {"dobj", "nsubjpass"} and depth:
                reading = self.read(child, depth - 1)
                if reading.weight:
                    return reading
        return None


def _reading(outcome: Outcome) -> TypeReading:
    return TypeReading(EventType(scheme="plover", code=outcome.code, mode=outcome.mode), 1.0)


def _inner(trigger: Token, operator: Operator) -> Iterator[Token]:
    """Yield the tokens that may head the inner event.

    Clauses come first, then objects, then prepositional phrases, then clauses at the object.
    """
    children = list(trigger.children)
    yield from (t for t in children if t.dep_ in CLAUSES)
    if operator.purpose:
        yield from (t for t in children if t.dep_ == "advcl" and _has_to(t))
        yield from (
            t
            for o in children
            if o.dep_ == "dobj"
            for t in o.children
            if t.dep_ in {"acl", "relcl"} and _has_to(t)
        )
    if trigger.pos_ == "NOUN":
        yield from (t for t in children if t.dep_ in {"acl", "compound"})
    yield from (t for t in children if t.dep_ in {"dobj", "nsubjpass"})
    for preposition in children:
        if preposition.dep_ in {"prep", "agent"} and preposition.lower_ in INNER_PREPOSITIONS:
            yield from (t for t in preposition.children if t.dep_ in {"pobj", "pcomp"})
    if operator.at_object:
        yield from (
            t
            for o in children
            if o.dep_ in {"dobj", "nsubjpass"}
            for t in o.children
            if t.dep_ in {"acl", "relcl"}
        )


def _has_to(verb: Token) -> bool:
    return any(t.lower_ == "to" and t.dep_ == "aux" for t in verb.children)
