"""The words around a trigger in its clause.

These are the subjects, objects, prepositional phrases and particles, with passives and relative
clauses undone.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from spacy.tokens import Token

from workers.events.clause.syntax import VERBAL, children, is_passive, objects

OBJECT = frozenset({"dobj", "nsubjpass", "attr", "oprd"})
SUBJECT = frozenset({"nsubj", "csubj"})
PREPOSITION = frozenset({"prep", "dative"})
MODIFIER = frozenset({"compound", "amod", "poss", "nmod"})
RELATIVE = frozenset({"who", "which", "that", "whom"})
PARTICLE = frozenset({"prt", "advmod", "acomp", "oprd"})
LOOSE = frozenset({"out", "off", "away", "down", "back", "over", "up"})
CONTROLLED = frozenset({"xcomp", "conj", "advcl"})


@dataclass(frozen=True, slots=True)
class Clause:
    """The fillers of a trigger's slots, in the order of the text.

    Each filler is the head token of its phrase. `at_object` holds the prepositions that the parser
    attached to the object ('sent troops to Gabon'): they may be the verb's. `clausal` is whether a
    clause is the object ('showed that it works').
    """

    subjects: tuple[Token, ...] = ()
    objects: tuple[Token, ...] = ()
    prepositions: dict[str, tuple[Token, ...]] = field(default_factory=dict)
    at_object: dict[str, tuple[Token, ...]] = field(default_factory=dict)
    particles: frozenset[str] = frozenset()
    clausal: bool = False

    def has(self, word: str) -> bool:
        """Whether a particle, predicate adjective or preposition stands at the trigger."""
        return word in self.particles or word in self.prepositions

    def has_particle(self, word: str) -> bool:
        """Whether the word stands at the trigger as a particle.

        The parser takes `out of` and the like for prepositions.
        """
        return word in self.particles or (word in LOOSE and word in self.prepositions)

    def fillers(self, role: str) -> tuple[Token, ...]:
        """Return the fillers of `object`, `subject` or a preposition."""
        if role == "object":
            return self.objects
        return (
            self.subjects
            if role == "subject"
            else (*self.prepositions.get(role, ()), *self.at_object.get(role, ()))
        )


def read_clause(trigger: Token) -> Clause:
    """Return the clause of a verb, noun or adjective in a parsed sentence."""
    prepositions = _prepositions(t for t in trigger.children if t.dep_ in PREPOSITION)
    if trigger.pos_ in {"NOUN", "PROPN"}:
        return Clause(_owners(trigger), _modifiers(trigger, prepositions), prepositions)
    particles = frozenset(
        t.lower_ for t in trigger.children if t.dep_ in PARTICLE or _is_particle(t)
    )
    clausal = any(t.dep_ == "ccomp" and t.i > trigger.i for t in trigger.children)
    objects, at_object = tuple(_objects(trigger)), _prepositions(_at_object(trigger))
    return Clause(tuple(_subjects(trigger)), objects, prepositions, at_object, particles, clausal)


def with_conjuncts(tokens: Iterable[Token]) -> Iterator[Token]:
    """Yield each token and those coordinated with it."""
    for token in tokens:
        yield token
        yield from (other for other in token.conjuncts if other.i > token.i)


def _is_particle(token: Token) -> bool:
    """Whether the parser took a particle for a preposition ('called off the meeting')."""
    return token.dep_ == "prep" and token.tag_ == "RP"


def _is_bare_participle(trigger: Token) -> bool:
    """Whether the clause is 'want him dismissed': its subject suffers what the participle says."""
    return (
        trigger.tag_ == "VBN"
        and trigger.dep_ == "ccomp"
        and not any(t.dep_ in {"aux", "auxpass"} for t in trigger.children)
    )


def _subjects(trigger: Token) -> Iterator[Token]:
    undergoes = _is_bare_participle(trigger) or is_passive(trigger)
    own = [] if undergoes else [t for t in trigger.children if t.dep_ in SUBJECT]
    agents = [
        t for a in trigger.children if a.dep_ == "agent" for t in a.children if t.dep_ == "pobj"
    ]
    if own or agents:
        yield from with_conjuncts(_referent(t, trigger) for t in own + agents)
    elif trigger.dep_ == "acl" and trigger.tag_ == "VBG":
        yield trigger.head
    elif (
        trigger.dep_ in CONTROLLED
        and trigger.head.pos_ in VERBAL
        and not is_passive(trigger)
        and trigger.head.i < trigger.i
    ):
        yield from _subjects(trigger.head)


def _objects(trigger: Token) -> Iterator[Token]:
    own = [t for t in trigger.children if t.dep_ in OBJECT]
    if _is_bare_participle(trigger) or is_passive(trigger):
        own += [t for t in trigger.children if t.dep_ in SUBJECT]
    own += [t for t in objects(trigger) if t.dep_ == "pobj"]
    yield from with_conjuncts(_referent(t, trigger) for t in own)
    if trigger.dep_ == "acl" and is_passive(trigger):
        yield trigger.head
    shared = trigger.dep_ == "conj" and not own and trigger.head.pos_ == "VERB"
    if shared and is_passive(trigger.head) and trigger.tag_ == "VBN":
        yield from children(trigger.head, "nsubjpass")


def _referent(token: Token, trigger: Token) -> Token:
    return trigger.head if token.lower_ in RELATIVE and trigger.dep_ == "relcl" else token


def _prepositions(prepositions: Iterable[Token]) -> dict[str, tuple[Token, ...]]:
    found: dict[str, tuple[Token, ...]] = {}
    for preposition in prepositions:
        complements = (t for t in preposition.children if t.dep_ in {"pobj", "pcomp"})
        name = preposition.lower_
        found[name] = found.get(name, ()) + tuple(with_conjuncts(complements))
        for inner in preposition.children:
            if inner.dep_ == "prep":
                found[inner.lower_] = found.get(inner.lower_, ()) + tuple(
                    t for t in inner.children if t.dep_ == "pobj"
                )
    return found


def _at_object(trigger: Token) -> Iterator[Token]:
    for child in trigger.children:
        if child.dep_ in {"dobj", "nsubjpass"}:
            yield from (t for t in child.children if t.dep_ == "prep" and t.lower_ != "of")


def _owners(noun: Token) -> tuple[Token, ...]:
    by = [
        t
        for p in noun.children
        if p.dep_ == "prep" and p.lower_ == "by"
        for t in p.children
        if t.dep_ == "pobj"
    ]
    return tuple(t for t in noun.children if t.dep_ == "poss") + tuple(by)


def _modifiers(noun: Token, prepositions: dict[str, tuple[Token, ...]]) -> tuple[Token, ...]:
    near = [t for t in noun.children if t.dep_ in MODIFIER]
    deeper = [t for m in near for t in m.children if t.dep_ in {"compound", "amod"}]
    return (*near, *deeper, *prepositions.get("of", ()))
