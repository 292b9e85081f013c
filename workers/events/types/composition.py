"""Composition: an outer speech-act or aspect verb over an inner event decides the type together with it."""

from collections.abc import Callable, Iterator

from schemas.mentions import EventType
from spacy.tokens import Token

from workers.events.types.lexicon import Lexicon
from workers.events.types.operators import Operator, Outcome

Typed = tuple[EventType, float]
INNER = frozenset({"xcomp", "ccomp", "dobj", "nsubjpass", "acl", "pcomp"})
INNER_PREPOSITIONS = frozenset({"for", "to", "from", "against", "of", "on", "with", "in", "about", "over"})
DEPTH = 4


class Composer:
    """Reads the inner event of an operator and applies the operator's rules.

    Args:
        lexicon: The operators and light verbs.
        lexical: What the lexicon alone says of a trigger.
    """

    def __init__(self, lexicon: Lexicon, lexical: Callable[[Token], Typed]) -> None:
        self.lexicon = lexicon
        self.lexical = lexical

    def compose(self, trigger: Token, depth: int = DEPTH) -> Typed | None:
        """Return the type of a trigger that is an operator or a light verb over an inner event; None where it is neither."""
        operator = self._operator(trigger)
        if operator is not None and depth:
            found = self._operate(operator, trigger, depth)
            if found:
                return found
        if (
            trigger.pos_ == "VERB"
            and trigger.lemma_.lower() in self.lexicon.light_verbs
            and not self.lexical(trigger)[1]
        ):
            return self._light(trigger)
        return None

    def typed(self, trigger: Token, depth: int) -> Typed:
        """Return the type of an inner trigger, composed or lexical."""
        return self.compose(trigger, depth) or self.lexical(trigger)

    def _operator(self, trigger: Token) -> Operator | None:
        part = "verb" if trigger.pos_ in {"VERB", "AUX"} else "noun"
        return self.lexicon.operators.get(f"{part}:{trigger.lemma_.lower()}")

    def _operate(self, operator: Operator, trigger: Token, depth: int) -> Typed | None:
        for inner in _inner(trigger):
            event_type, weight = self.typed(inner, depth - 1)
            if weight and event_type.scheme == "plover":
                outcome = operator.outcome(event_type.code, event_type.mode)
                if outcome is not None:
                    return (event_type, weight) if outcome.keep else _typed(outcome)
        own = self.lexical(trigger)
        if own[1] or operator.bare is None:
            return None
        return _typed(operator.bare)

    def _light(self, trigger: Token) -> Typed | None:
        for child in trigger.children:
            if child.dep_ in {"dobj", "nsubjpass"}:
                event_type, weight = self.typed(child, DEPTH - 1)
                if weight:
                    return event_type, weight
        return None


def _typed(outcome: Outcome) -> Typed:
    return EventType(scheme="plover", code=outcome.code, mode=outcome.mode), 1.0


def _inner(trigger: Token) -> Iterator[Token]:
    """Yield the tokens that may head the inner event: clauses first, then objects, then prepositional phrases."""
    children = list(trigger.children)
    for relations in (("xcomp", "ccomp"), ("acl", "relcl"), ("dobj", "nsubjpass")):
        yield from (t for t in children if t.dep_ in relations)
    for preposition in children:
        if preposition.dep_ == "prep" and preposition.lower_ in INNER_PREPOSITIONS:
            yield from (t for t in preposition.children if t.dep_ in {"pobj", "pcomp"})
    for thing in children:
        if thing.dep_ in {"dobj", "nsubjpass"}:
            yield from (t for t in thing.children if t.dep_ in {"acl", "relcl"})
