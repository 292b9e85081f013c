"""Who takes part in an event, and how: actor, recipient, others, from the trigger's own clause."""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from schemas.annotated import Entity
from schemas.mentions import Participant, Role
from workers.events.lexicon import Grammar
from workers.events.passages import Passage
from workers.events.syntax import (
    OBJECTS,
    VERBAL,
    carrier,
    children,
    coordinated,
    is_passive,
    prepositions,
    subjects,
)

PEOPLE = frozenset({"PERSON", "ORG", "NORP", "GPE", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW", "ROLE", "FAC", "LOC"})
ACTING = frozenset({"PERSON", "ORG", "NORP", "GPE", "ROLE"})
EMPTY = frozenset(
    {
        "it",
        "there",
        "that",
        "this",
        "which",
        "what",
        "who",
        "these",
        "those",
        "one",
        "i",
        "we",
        "you",
        "they",
        "he",
        "she",
        "him",
        "her",
        "them",
        "us",
        "me",
        "all",
        "some",
        "many",
        "both",
        "his",
        "their",
        "its",
        "my",
        "our",
        "your",
        "whom",
        "whose",
        "himself",
        "themselves",
        "itself",
        "herself",
    }
)
LONGEST = 12
"""Words of a common noun phrase that are kept as its name."""


@dataclass(frozen=True, slots=True)
class Argument:
    """The head of a phrase that fills a role."""

    head: Token
    role: Role


class ArgumentReader:
    """Reads the participants of triggers."""

    def __init__(self, grammar: Grammar) -> None:
        self._grammar = grammar

    def read(self, trigger: Token, passage: Passage) -> tuple[Participant, ...]:
        """Return the participants that the clause gives the trigger, actors first, each entity once."""
        found: dict[str, Participant] = {}
        ordered = sorted(self._arguments(trigger, passage), key=lambda a: ("actor", "recipient", "other").index(a.role))
        for argument in ordered:
            for head in coordinated(argument.head):
                participant = resolve(head, argument.role, passage)
                if participant and head.i != trigger.i:
                    found.setdefault(participant.entity, participant)
        return tuple(found.values())

    def _arguments(self, trigger: Token, passage: Passage) -> Iterator[Argument]:
        if trigger.pos_ in VERBAL:
            yield from self._of_verb(trigger, passage)
        elif trigger.pos_ == "ADJ":
            yield from self._of_adjective(trigger)
        else:
            yield from self._of_noun(trigger, passage)

    def _of_verb(self, verb: Token, passage: Passage) -> Iterator[Argument]:
        passive = is_passive(verb)
        for subject in subjects(verb):
            yield Argument(subject, "recipient" if passive else "actor")
        for child in children(verb, *OBJECTS):
            if child.pos_ != "ADP":
                yield Argument(child, "recipient")
        if (
            verb.dep_ == "relcl"
            and not passive
            and subjects(verb)
            and verb.head not in subjects(verb)
            and not children(verb, "dobj")
        ):
            yield Argument(verb.head, "recipient")
        yield from self._prepositional(verb, passage, passive=passive)

    def _of_adjective(self, adjective: Token) -> Iterator[Argument]:
        if adjective.dep_ == "amod":
            yield Argument(adjective.head, "recipient")
        else:
            for subject in subjects(adjective.head):
                yield Argument(subject, "recipient")

    def _of_noun(self, noun: Token, passage: Passage) -> Iterator[Argument]:
        for owner in children(noun, "poss"):
            yield Argument(owner, "actor")
        owned = bool(children(noun, "poss"))
        for modifier in children(noun, "compound", "amod", "nmod"):
            entity = passage.entities.get(modifier.i)
            if (
                entity
                and entity.label in ACTING
                and not owned
                and not (entity.start <= noun.idx + passage.cut.offset < entity.end)
            ):
                yield Argument(modifier, "actor")
                owned = True
        verb = carrier(noun, self._grammar)
        if verb is not None and verb.lemma_ != "be":
            yield from self._carried(verb, noun, passage, owned=owned)
        by_agent = any(word == "by" for word, _ in prepositions(noun))
        yield from self._prepositional(noun, passage, passive=by_agent or owned)

    def _carried(self, verb: Token, noun: Token, passage: Passage, *, owned: bool) -> Iterator[Argument]:
        undergone = verb.lemma_ in self._grammar.undergo or (is_passive(verb) and noun.dep_ == "pobj")
        for subject in subjects(verb):
            if subject.i != noun.i:
                yield Argument(subject, "recipient" if undergone else "other" if owned else "actor")
        for argument in self._prepositional(verb, passage, passive=True):
            if argument.head.i != noun.i:
                yield argument
        for child in children(verb, "dative"):
            if child.pos_ != "ADP":
                yield Argument(child, "recipient")

    def _prepositional(self, trigger: Token, passage: Passage, *, passive: bool) -> Iterator[Argument]:
        """Yield what prepositions under the trigger bring in; 'of' is the actor of a noun that has no other ('the arrival of X')."""
        for word, head in prepositions(trigger):
            entity = passage.entities.get(head.i)
            if entity is not None and entity.label == "TIMEX":
                continue
            placed = entity is not None and entity.label in {"GPE", "LOC", "FAC"} and not entity.actor
            if word == "by":
                if passive or trigger.pos_ not in VERBAL:
                    yield Argument(head, "actor")
            elif word == "of":
                yield Argument(head, "recipient" if passive or trigger.pos_ in VERBAL else "other")
            elif word in {
                "with",
                "against",
                "to",
                "on",
                "upon",
                "toward",
                "towards",
                "at",
                "for",
                "from",
                "over",
                "between",
            }:
                if placed and word in {"on", "at", "from", "over"}:
                    continue
                yield Argument(head, "recipient" if entity is not None else "other")


def resolve(head: Token, role: Role, passage: Passage) -> Participant | None:
    """Return the participant that a noun phrase names, by its head, or None for a pronoun nobody resolved, a number or a time."""
    entity = _entity(head, passage)
    if entity is not None and entity.label == "TIMEX":
        return None
    if entity is not None and entity.entity and entity.label in PEOPLE:
        return Participant(
            entity=entity.entity,
            name=entity.name or passage.of(entity).quote,
            role=role,
            label=entity.label,
            country=entity.country or (entity.geo.country if entity.geo else None) or _country(head, passage),
            quote=passage.of(entity),
        )
    if (
        head.pos_ not in {"NOUN", "PROPN", "NUM"}
        or head.lower_ in EMPTY
        or (head.pos_ == "NUM" and not children(head, "prep"))
    ):
        return None
    return _common(head, role, passage)


def _entity(head: Token, passage: Passage) -> Entity | None:
    """Return the entity that a head stands for: its own, else the name in apposition ('the minister, Li Shangfu') or beside it ('Minister Li')."""
    own = passage.entities.get(head.i)
    if own is not None and own.label != "ROLE":
        return own
    for child in children(head, "appos", "flat", "compound"):
        named = passage.entities.get(child.i)
        if named is not None and named.label == "PERSON":
            return named
    return own


def _common(head: Token, role: Role, passage: Passage) -> Participant:
    first, last = _phrase(head)
    quote = passage.span(head.doc[first], head.doc[last])
    return Participant(
        entity=f"np:{head.lemma_.lower()}",
        name=quote.quote,
        role=role,
        label="ROLE",
        country=_country(head, passage),
        quote=quote,
    )


def _phrase(head: Token) -> tuple[int, int]:
    """Return the first and last token of a noun phrase's core: modifiers before the head, and an 'of' phrase after it."""
    first = head.i
    for child in head.lefts:
        if child.dep_ in {"amod", "compound", "nummod", "poss", "nmod", "quantmod", "advmod"}:
            first = min(first, child.left_edge.i)
    last = head.i
    for child in head.rights:
        if child.lower_ == "of" and child.right_edge.i - first < LONGEST:
            last = max(last, child.right_edge.i)
    if head.i - first >= LONGEST:
        first = head.i
    return first, last


def _country(head: Token, passage: Passage) -> str | None:
    """Return the country that a modifier of the noun names ('Russian officials', 'China's minister', 'the president of France')."""
    for child in head.subtree:
        if child.i != head.i and child.dep_ in {"amod", "poss", "compound", "nmod", "pobj", "appos"}:
            entity = passage.entities.get(child.i)
            if entity is not None and entity.label in {"GPE", "NORP"}:
                country = entity.country or (entity.geo.country if entity.geo else None)
                if country:
                    return country
    return None
