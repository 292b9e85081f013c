"""Which names of places say where something happens.

The preposition of a name says it, and the word that the preposition stands at.
"""

from collections.abc import Mapping

from spacy.tokens import Token

from schemas.annotated import Entity
from workers.events.event_lexicon import Grammar, load_nouns
from workers.events.labels import COUNTRY, TOWN
from workers.events.text.passages import Passage

PLACES = frozenset({"GPE", "LOC", "FAC"})
WITHIN = frozenset(
    {
        "in",
        "at",
        "near",
        "outside",
        "inside",
        "around",
        "across",
        "throughout",
        "within",
        "through",
        "above",
        "beneath",
        "along",
        "off",
        "into",
    }
)
"""Prepositions that always say where."""
PREMISES = frozenset({"at", "inside", "outside", "near"})
"""Prepositions that make the premises of a body a place."""
MOVING = frozenset({"to", "from", "toward", "towards"})
"""Prepositions that say where only at a word of going or bringing."""


class LocationReader:
    """Tells places where something happens from places that act, undergo or own."""

    def __init__(self, grammar: Grammar) -> None:
        self._grammar = grammar
        self._moving = grammar.motion | grammar.conveying
        self._buildings = load_nouns().buildings

    def find(self, token: Token, passage: Passage, triggers: Mapping[int, Token]) -> Entity | None:
        """Return the place whose head a token is, where its grammar says location.

        `triggers` are by token index.
        """
        entity = passage.entities.get(token.i)
        if (
            entity is None
            or entity.label not in PLACES | {"ORG"}
            or not _heads(token, entity, passage)
        ):
            return None
        joined = token
        while joined.dep_ in {"conj", "appos"} and joined.head.i != joined.i:
            joined = joined.head
        return entity if self._is_location(joined, entity, passage, triggers) else None

    def _is_location(
        self, joined: Token, entity: Entity, passage: Passage, triggers: Mapping[int, Token]
    ) -> bool:
        head = joined.head
        if joined.dep_ == "pobj":
            return self._locates(head.lower_, head.head, entity, passage)
        if entity.label == "ORG" or entity.actor:
            return False
        if joined.dep_ in {"dobj", "npadvmod"}:
            return head.lemma_.lower() in self._grammar.motion
        if joined.dep_ in {"compound", "nmod", "poss"}:
            is_site = (
                joined.dep_ != "poss"
                or head.i in triggers
                or head.lemma_.lower() in self._buildings
            )
            return is_site and (entity.label == "FAC" or (entity.entity or "").startswith(TOWN))
        return False

    def _locates(self, word: str, at: Token, entity: Entity, passage: Passage) -> bool:
        """Say whether a preposition at a word makes what follows a place."""
        lemma = at.lemma_.lower()
        if entity.label == "ORG":
            housed = word == "in" and self._is_house(entity)
            return word in PREMISES or housed or (word == "to" and lemma in self._grammar.conveying)
        if word in WITHIN:
            return True
        if word in MOVING:
            return lemma in self._moving
        if word in {"on", "over", "under"}:
            return not (entity.entity or "").startswith(COUNTRY)
        return word == "of" and self._is_part_of_place(at, passage)

    def _is_house(self, entity: Entity) -> bool:
        """Say whether a body's name ends in the word for its house ('Hartwell County Court')."""
        words = (entity.name or "").lower().split()
        return bool(words) and words[-1] in self._buildings | {"court"}

    def _is_part_of_place(self, noun: Token, passage: Passage) -> bool:
        """Say whether a noun before 'of' is a part of the place or a deed to it.

        Such nouns are 'the streets of' and 'the invasion of'; a person or thing that belongs to
        the place is none.
        """
        entity = passage.entities.get(noun.i)
        if entity is not None and entity.label not in PLACES:
            return False
        lemma = noun.lemma_.lower()
        return (
            lemma in self._grammar.regions
            or lemma in self._grammar.motion
            or lemma in self._buildings
        )


def is_loose(token: Token, triggers: Mapping[int, Token]) -> bool:
    """Say whether a place only describes who or what takes part ('a Leeds man was arrested').

    Such a place counts where no other place is told.
    """
    return token.dep_ in {"compound", "nmod"} and token.head.i not in triggers


def _heads(token: Token, entity: Entity, passage: Passage) -> bool:
    """Say whether the token is the head of the entity's words."""
    return passage.entities.get(token.head.i) is not entity or token.head.i == token.i
