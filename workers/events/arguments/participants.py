"""From a noun phrase in a role to the participant it names."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from spacy.tokens import Token

from schemas.annotated import Entity
from schemas.mentions import Participant, Role
from workers.events.clause.syntax import children
from workers.events.event_lexicon import Nouns, load_event_nouns, load_grammar, load_nouns
from workers.events.text.passages import Passage

NAMED = frozenset({"PERSON", "ORG", "NORP", "GPE", "ROLE"})
"""Labels of entities that can act."""
THINGS = frozenset({"PRODUCT", "EVENT", "WORK_OF_ART", "LAW", "FAC", "LOC"})
GROUNDS = frozenset({"FAC", "LOC", "EVENT", "LAW"})
"""Labels of entities that take part only where the deed is done to them."""
LONGEST = 12
"""Words of a common noun phrase that are kept as its name."""
CORE = frozenset({"amod", "compound", "nummod", "poss", "nmod", "npadvmod", "quantmod", "advmod"})
PHRASE_ENDS = frozenset({"-", "–", "—", "--", ":", ";", "|", "/", "…", "..."})
"""Marks with a space behind them, which no noun phrase has before its head."""
OPENING, CLOSING = frozenset({"(", "["}), frozenset({")", "]"})
"""Brackets, which no phrase has within it."""
AGENTIVE = ("ers", "ors", "ists", "ians", "men", "women", "crats")

Kind = Literal["person", "vehicle", "animal", "hazard", "building", "measure", "thing"]
ACTING = frozenset[Kind]({"person", "vehicle", "animal", "hazard"})
"""Kinds that can be the subject of a deed."""
SUFFERING = frozenset[Kind]({"person", "vehicle", "animal", "building"})
"""Kinds that a deed can be done to."""


@dataclass(frozen=True, slots=True)
class RoleRequirement:
    """What a phrase has to be to take part in a role.

    Attributes:
        role: The role that the grammar gives the phrase.
        direct: Whether the phrase is the subject or the object of the deed, not an oblique.
        counted: Whether a bare number there counts people, as in 'killed 32'.
        things: Whether a thing can undergo the deed, as in 'seized drugs'.
    """

    role: Role
    direct: bool = False
    counted: bool = False
    things: bool = False


class ParticipantReader:
    """Names participants; knows which common nouns are people."""

    def __init__(self) -> None:
        self._nouns = load_nouns()

    def resolve(self, head: Token, wanted: RoleRequirement, passage: Passage) -> Participant | None:
        """Return the participant that a phrase names by its head.

        None for a pronoun that nobody resolved, a number, a measure or a time. A phrase that cannot
        have the role is `other`.
        """
        entity = entity_of(head, passage)
        if entity is not None and entity.label == "TIMEX":
            return None
        if entity is not None and entity.entity and entity.label in NAMED | THINGS:
            return self._named(head, entity, wanted, passage)
        if (
            wanted.counted
            and wanted.direct
            and wanted.role == "recipient"
            and _is_bare_number(head)
        ):
            return self._number(head, wanted.role, passage)
        if head.pos_ not in {"NOUN", "PROPN", "NUM", "ADJ"} or (
            head.pos_ in {"NUM", "ADJ"} and not _counts_people(head)
        ):
            return None
        return self._common(head, wanted, passage)

    def is_animate(self, head: Token, passage: Passage) -> bool:
        """Say whether a phrase stands for somebody who can act."""
        entity = entity_of(head, passage)
        if entity is not None:
            return entity.label in NAMED
        return self._kind(head, passage) == "person"

    def is_someone(self, head: Token, passage: Passage) -> bool:
        """Say whether a phrase is a person or people, not a body or country."""
        entity = entity_of(head, passage)
        if entity is not None and entity.label != "ROLE":
            return entity.label in {"PERSON", "NORP"}
        return (
            self._kind(head, passage) == "person"
            and head.lemma_.lower() not in self._nouns.buildings
        )

    def _kind(self, head: Token, passage: Passage) -> Kind:
        if _is_age(head) or any(self.is_animate(noun, passage) for noun in _counted(head)):
            return "person"
        return kind_of(head.lemma_.lower(), head.lower_, self._nouns.people, self._nouns)

    def _named(
        self, head: Token, entity: Entity, wanted: RoleRequirement, passage: Passage
    ) -> Participant:
        quote = passage.of(entity)
        if is_common(entity.entity or ""):
            first, last = _phrase(head)
            quote = passage.span(head.doc[first], head.doc[last])
        surface = entity.label == "NORP" or is_common(entity.entity or "") or quote.quote.isupper()
        name = quote.quote if surface else entity.name or quote.quote
        country = (
            entity.country
            or (entity.geo.country if entity.geo else None)
            or country_of(head, passage)
        )
        ground = entity.label in GROUNDS and not entity.actor
        kept: Role = (
            "other"
            if ground and not (wanted.direct and wanted.role == "recipient")
            else wanted.role
        )
        return Participant(entity.entity or name, name, kept, entity.label, country, quote)

    @staticmethod
    def _number(head: Token, role: Role, passage: Passage) -> Participant:
        first, last = _phrase(head)
        quote = passage.span(head.doc[first], head.doc[last])
        return Participant(f"np:{head.lemma_.lower()}", quote.quote, role, "ROLE", None, quote)

    def _common(self, head: Token, wanted: RoleRequirement, passage: Passage) -> Participant | None:
        kind = self._kind(head, passage)
        if kind == "measure":
            return None
        first, last = _phrase(head)
        quote = passage.span(head.doc[first], head.doc[last])
        kept: Role = wanted.role if self._fits(kind, head, wanted) else "other"
        return Participant(
            f"np:{head.lemma_.lower()}", quote.quote, kept, "ROLE", country_of(head, passage), quote
        )

    @staticmethod
    def _fits(kind: Kind, head: Token, wanted: RoleRequirement) -> bool:
        if kind == "person" or not wanted.direct:
            return kind == "person"
        able = ACTING if wanted.role == "actor" else SUFFERING
        return (
            kind in able or _is_unknown_name(head) or (wanted.things and wanted.role == "recipient")
        )


def is_common(key: str) -> bool:
    """Say whether an entity key comes from a common noun: no name is known for the participant."""
    return key.startswith(("np:", "role:"))


def entity_of(head: Token, passage: Passage) -> Entity | None:
    """Return the entity that a head stands for.

    This is its own, else the name in apposition ('the minister, Li') or beside it ('Minister Li').
    """
    own = passage.entities.get(head.i)
    if own is not None and own.label != "ROLE":
        return own
    for child in children(head, "appos", "flat", "compound"):
        named = passage.entities.get(child.i)
        if named is not None and named.label == "PERSON":
            return named
    return own


def country_of(head: Token, passage: Passage) -> str | None:
    """Return the country that a modifier of the noun names.

    Examples are 'Russian officials', 'China's minister' and 'the president of France'.
    """
    edges = range(head.left_edge.i, head.right_edge.i + 1)
    if passage.entities.keys().isdisjoint(edges):
        return None
    for child in head.subtree:
        if child.i != head.i and child.dep_ in {
            "amod",
            "poss",
            "compound",
            "nmod",
            "pobj",
            "appos",
        }:
            entity = passage.entities.get(child.i)
            if entity is not None and entity.label in {"GPE", "NORP"}:
                country = entity.country or (entity.geo.country if entity.geo else None)
                if country:
                    return country
    return None


@lru_cache(maxsize=4096)
def kind_of(lemma: str, form: str, people: frozenset[str], nouns: Nouns) -> Kind:
    """Return what a common noun stands for."""
    if lemma in nouns.measures:
        return "measure"
    if lemma in people or form in people:
        return "person"
    listed: tuple[tuple[Kind, frozenset[str]], ...] = (
        ("vehicle", nouns.vehicles),
        ("animal", nouns.animals),
        ("hazard", nouns.hazards),
        ("building", nouns.buildings),
    )
    for kind, words in listed:
        if lemma in words:
            return kind
    agentive = form != lemma and form.endswith(AGENTIVE) and lemma not in nouns.lifeless
    return "person" if agentive else "thing"


def _is_unknown_name(head: Token) -> bool:
    """Say whether a head is a name that no list knows: a capital in running text, no number."""
    return head.pos_ == "PROPN" and head.text[:1].isupper() and head.is_alpha


def _is_age(head: Token) -> bool:
    """Say whether a head is the last word of an age that stands for a person ('a 28-year-old')."""
    return head.lower_ == "old" and bool(children(head, "npadvmod"))


def _counted(head: Token) -> list[Token]:
    """Return the words that a head only counts.

    Such are the students of 'hundreds of students' and the rebels of 'a group of rebels'.
    """
    if head.lemma_.lower() not in load_nouns().quantities and head.pos_ != "NUM":
        return []
    return [
        inner
        for of in children(head, "prep")
        if of.lower_ == "of"
        for inner in children(of, "pobj")
    ]


def _is_bare_number(head: Token) -> bool:
    """Say whether a head is a number with neither unit nor currency beside it."""
    if head.pos_ != "NUM" or any(
        child.dep_ in {"nmod", "compound"} or child.is_currency for child in head.children
    ):
        return False
    follower = head.nbor() if head.i + 1 < len(head.doc) else None
    return follower is None or follower.text != "%"


def _counts_people(head: Token) -> bool:
    """Say whether a number or adjective stands for people.

    Examples are 'five were shot', 'the accused' and 'hundreds of fans'.
    """
    if head.pos_ == "ADJ":
        return any(child.dep_ == "det" for child in head.children)
    return head.dep_ in {"nsubj", "nsubjpass"} or bool(children(head, "prep"))


def _phrase(head: Token) -> tuple[int, int]:
    """Return the first and last token of a noun phrase's core.

    The core has the modifiers before the head, and an 'of' phrase after it, unless that is cut off
    at a genitive ('the heads of Europe's') or belongs to the verb ('accused a man of theft'). It
    begins behind a mark that no noun phrase has within it ('two bags - the other men') and behind a
    bracket that closes what came before it, ends before a bracket, and has no adverbial that a
    comma sets off ('two weeks ago, the board').
    """
    first, last = head.i, head.i
    for child in head.lefts:
        if child.dep_ in CORE and not _is_set_off(child):
            first = min(first, child.left_edge.i)
    before = head.doc[first : head.i]
    closing = CLOSING if OPENING.isdisjoint(token.text for token in before[1:]) else frozenset()
    marks = (t.i for t in before if t.text in closing or (t.text in PHRASE_ENDS and t.whitespace_))
    first = max(marks, default=first - 1) + 1
    for child in head.rights:
        if child.lower_ == "of" and not _is_of_the_verb(child):
            edge = child.right_edge
            last = edge.i if edge.i - first < LONGEST and edge.tag_ != "POS" else last
    opened = (token.i for token in head.doc[head.i : last + 1] if token.text in OPENING)
    last = min(opened, default=last + 1) - 1
    return (first if head.i - first < LONGEST else head.i), last


def _is_of_the_verb(of: Token) -> bool:
    """Say whether the 'of' behind an object says what the object is accused, robbed or told of."""
    noun = of.head
    if noun.dep_ != "dobj" or noun.head.lemma_.lower() not in load_grammar().object_of:
        return False
    return any(
        inner.dep_ == "pcomp"
        or inner.lemma_.lower() in load_event_nouns()
        or any(part.is_currency for part in inner.children)
        for inner in of.children
    )


def _is_set_off(modifier: Token) -> bool:
    """Say whether an adverbial modifier has a comma behind it."""
    behind = modifier.right_edge.i + 1
    return modifier.dep_ in {"advmod", "npadvmod"} and modifier.doc[behind].text == ","
