"""The roles that prepositions give: with whom, to whom, against whom, by whom."""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from schemas.mentions import EventType, Role
from workers.events.arguments.participants import ParticipantReader
from workers.events.clause.syntax import VERBAL, is_passive, prepositions
from workers.events.event_lexicon import Grammar, load_type_roles
from workers.events.text.passages import Passage

FACING = frozenset({"with", "against", "upon", "toward", "towards", "for", "among"})
"""Prepositions that introduce the one with whom or against whom something is done.

They do so whatever the deed.
"""
INTRODUCING = FACING | {"to", "on", "at", "over", "from", "between", "by", "of"}
"""All that can introduce a participant; the others say where, when or how."""
PLACED = frozenset({"GPE", "LOC", "FAC"})


@dataclass(frozen=True, slots=True)
class RolePhrase:
    """The head of a phrase that fills a role; `direct` for the subject or object of the deed."""

    head: Token
    role: Role
    direct: bool = False


class ObliqueReader:
    """Reads the roles of prepositional phrases."""

    def __init__(self, grammar: Grammar, participants: ParticipantReader) -> None:
        self._grammar = grammar
        self._participants = participants
        self._types = load_type_roles()

    def read(
        self, trigger: Token, passage: Passage, kind: EventType, *, owned: bool
    ) -> Iterator[RolePhrase]:
        """Yield the obliques of a trigger or of the verb that carries it.

        Args:
            trigger: The word whose prepositions are read.
            passage: Its passage.
            kind: The type of the event.
            owned: Whether the actor is already known, so that 'of' and 'by' are told apart.
        """
        for word, head in prepositions(trigger):
            entity = passage.entities.get(head.i)
            if entity is None or entity.label != "TIMEX":
                role = self._role(word, head, trigger, passage, kind, owned=owned)
                if role is not None:
                    yield RolePhrase(head, role)

    def _role(
        self,
        word: str,
        head: Token,
        trigger: Token,
        passage: Passage,
        kind: EventType,
        *,
        owned: bool,
    ) -> Role | None:
        nominal = trigger.pos_ not in VERBAL
        if word == "by":
            return "actor" if owned or nominal else None
        if word == "of":
            return "recipient" if nominal else "other"
        if word not in INTRODUCING or not self._participants.is_animate(head, passage):
            return "other" if word in INTRODUCING else None
        if word == "between":
            return "actor" if head.dep_ != "conj" else "recipient"
        if word == "from":
            return self._from(head, trigger, passage, kind)
        return "recipient" if self._is_aimed(word, head, trigger, passage, kind) else None

    def _from(self, head: Token, trigger: Token, passage: Passage, kind: EventType) -> Role | None:
        """Return the role of a source.

        A source sends or calls for a noun, and is left by a verb of moving away.
        """
        if trigger.pos_ not in VERBAL:
            return "actor" if not self._is_place(head, passage) else None
        return "recipient" if kind.code in self._types.moving_something else "other"

    def _is_aimed(
        self, word: str, head: Token, trigger: Token, passage: Passage, kind: EventType
    ) -> bool:
        """Say whether a preposition introduces the one at whom the deed is aimed."""
        if word in FACING:
            return True
        if word == "to":
            return not self._is_destination(head, trigger, passage, kind)
        if word in {"on", "at", "over"}:
            return kind.code in self._types.aimed_at_somebody or (
                word == "on" and self._participants.is_someone(head, passage)
            )
        return False

    def _is_destination(
        self, head: Token, trigger: Token, passage: Passage, kind: EventType
    ) -> bool:
        if kind.code in self._types.moving_something and not is_passive(trigger):
            return False
        lemma = trigger.lemma_.lower()
        if lemma in self._grammar.conveying and (kind.scheme != "plover" or is_passive(trigger)):
            return not self._participants.is_someone(head, passage)
        return lemma in self._grammar.motion and self._is_place(head, passage)

    @staticmethod
    def _is_place(head: Token, passage: Passage) -> bool:
        entity = passage.entities.get(head.i)
        return entity is not None and entity.label in PLACED and not entity.actor
