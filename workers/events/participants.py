"""From a noun phrase in a role to the participant it names."""

from functools import lru_cache

from spacy.tokens import Token

from schemas.annotated import Entity
from schemas.mentions import Participant, Role
from workers.events.lexicon import load_people
from workers.events.passages import Passage
from workers.events.syntax import children

NAMED = frozenset({"PERSON", "ORG", "NORP", "GPE", "ROLE"})
"""Labels of entities that can act."""
THINGS = frozenset({"PRODUCT", "EVENT", "WORK_OF_ART", "LAW", "FAC", "LOC"})
LONGEST = 12
"""Words of a common noun phrase that are kept as its name."""
CORE = frozenset({"amod", "compound", "nummod", "poss", "nmod", "quantmod", "advmod"})
QUANTITIES = frozenset(
    {
        "hundred",
        "thousand",
        "dozen",
        "million",
        "score",
        "number",
        "group",
        "handful",
        "couple",
        "series",
        "lot",
        "majority",
    }
)
"""Nouns that only count the noun behind their 'of'."""
AGENTIVE = ("ers", "ors", "ists", "ians", "men", "women", "crats")


class ParticipantReader:
    """Names participants; knows which common nouns are people."""

    def __init__(self) -> None:
        self._people = load_people()

    def resolve(self, head: Token, role: Role, passage: Passage) -> Participant | None:
        """Return the participant that a phrase names by its head.

        None for a pronoun that nobody resolved, a number or a time. A common noun that is no person or body of people is `other`.
        """
        entity = entity_of(head, passage)
        if entity is not None and entity.label == "TIMEX":
            return None
        if entity is not None and entity.entity and entity.label in NAMED | THINGS:
            return self._named(head, entity, role, passage)
        if head.pos_ not in {"NOUN", "PROPN", "NUM", "ADJ"} or (
            head.pos_ in {"NUM", "ADJ"} and not _counts_people(head)
        ):
            return None
        return self._common(head, role, passage)

    def is_animate(self, head: Token, passage: Passage) -> bool:
        """Say whether a phrase stands for somebody who can act."""
        entity = entity_of(head, passage)
        if entity is not None:
            return entity.label in NAMED
        return _is_person(head.lemma_.lower(), head.lower_, self._people) or _counted(head, self._people)

    def _named(self, head: Token, entity: Entity, role: Role, passage: Passage) -> Participant:
        quote = passage.of(entity)
        if is_common(entity.entity or ""):
            first, last = _phrase(head)
            quote = passage.span(head.doc[first], head.doc[last])
        surface = entity.label == "NORP" or is_common(entity.entity or "") or quote.quote.isupper()
        name = quote.quote if surface else entity.name or quote.quote
        country = entity.country or (entity.geo.country if entity.geo else None) or country_of(head, passage)
        return Participant(entity.entity or name, name, role, entity.label, country, quote)

    def _common(self, head: Token, role: Role, passage: Passage) -> Participant:
        first, last = _phrase(head)
        quote = passage.span(head.doc[first], head.doc[last])
        kept: Role = role if self.is_animate(head, passage) else "other"
        return Participant(f"np:{head.lemma_.lower()}", quote.quote, kept, "ROLE", country_of(head, passage), quote)


def is_common(key: str) -> bool:
    """Say whether an entity key is of a common noun that nobody's name is known for."""
    return key.startswith(("np:", "role:"))


def entity_of(head: Token, passage: Passage) -> Entity | None:
    """Return the entity that a head stands for: its own, else the name in apposition ('the minister, Li') or beside it ('Minister Li')."""
    own = passage.entities.get(head.i)
    if own is not None and own.label != "ROLE":
        return own
    for child in children(head, "appos", "flat", "compound"):
        named = passage.entities.get(child.i)
        if named is not None and named.label == "PERSON":
            return named
    return own


def country_of(head: Token, passage: Passage) -> str | None:
    """Return the country that a modifier of the noun names ('Russian officials', 'China's minister', 'the president of France')."""
    for child in head.subtree:
        if child.i != head.i and child.dep_ in {"amod", "poss", "compound", "nmod", "pobj", "appos"}:
            entity = passage.entities.get(child.i)
            if entity is not None and entity.label in {"GPE", "NORP"}:
                country = entity.country or (entity.geo.country if entity.geo else None)
                if country:
                    return country
    return None


@lru_cache(maxsize=4096)
def _is_person(lemma: str, form: str, people: frozenset[str]) -> bool:
    return lemma in people or form in people or (form != lemma and form.endswith(AGENTIVE))


def _counted(head: Token, people: frozenset[str]) -> bool:
    """Say whether a head only counts people: 'hundreds of students', 'a group of rebels'."""
    if head.lemma_.lower() not in QUANTITIES and head.pos_ != "NUM":
        return False
    return any(_is_person(token.lemma_.lower(), token.lower_, people) for token in head.subtree if token.i != head.i)


def _counts_people(head: Token) -> bool:
    """Say whether a number or adjective stands for people: 'five were shot', 'the accused', 'hundreds of fans'."""
    if head.pos_ == "ADJ":
        return any(child.dep_ == "det" for child in head.children)
    return head.dep_ in {"nsubj", "nsubjpass"} or bool(children(head, "prep"))


def _phrase(head: Token) -> tuple[int, int]:
    """Return the first and last token of a noun phrase's core: modifiers before the head, and an 'of' phrase after it."""
    first, last = head.i, head.i
    for child in head.lefts:
        if child.dep_ in CORE:
            first = min(first, child.left_edge.i)
    for child in head.rights:
        if child.lower_ == "of" and child.right_edge.i - first < LONGEST:
            last = max(last, child.right_edge.i)
    return (first if head.i - first < LONGEST else head.i), last
