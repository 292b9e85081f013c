"""Indirect recipients: at whom an event is directed where nobody stands beside the trigger.

The trigger reaches them through the nouns and complements that it governs: 'offered to hand over to
X', 'rejected calls by X', 'lifted sanctions on X', 'a strike to demand the resignation of X'.
"""

from spacy.tokens import Token

from workers.events.arguments.participants import NAMED, ParticipantReader
from workers.events.clause.syntax import OBJECTS, VERBAL, children, prepositions
from workers.events.text.passages import Passage

DEEPEST = 2
"""Nouns and complements that may stand between a trigger and the one it is directed at."""
INNER = frozenset(
    {
        "with",
        "against",
        "to",
        "upon",
        "toward",
        "towards",
        "for",
        "from",
        "between",
        "among",
        "by",
        "of",
        "on",
        "over",
    }
)
"""Prepositions at a governed noun that introduce the one whom the noun concerns.

Prepositions of place are not among them.
"""
GROUND = frozenset({"on", "over", "from"})
"""Those of them that say where, before the name of a place that does not act."""


class IndirectRecipients:
    """Looks for people and bodies below a trigger."""

    def __init__(self, participants: ParticipantReader) -> None:
        self._participants = participants

    def of(
        self,
        trigger: Token,
        things: list[Token],
        acting: frozenset[int],
        passage: Passage,
        *,
        typed: bool,
    ) -> list[Token]:
        """Return the first people or bodies below `things`, then below the trigger's complements.

        None of them is in `acting` (token indices). Only a deed whose type is known (`typed`)
        reaches further than to the owners and objects of what it governs.
        """
        nouns = [head for head in things if head.pos_ in {"NOUN", "PROPN"}]
        clauses = [child for child in children(trigger, "xcomp", "acl", "advcl") if _is_aim(child)]
        for governed in (*nouns, *clauses):
            found = [
                head
                for head in self._inside(governed, passage, DEEPEST if typed else 0)
                if head.i not in acting
            ]
            if found:
                return found
        return []

    def _inside(self, governed: Token, passage: Passage, depth: int) -> list[Token]:
        found, below = self._modifiers(governed, passage), []
        if governed.pos_ in VERBAL:
            objects = children(governed, *OBJECTS)
            found = [
                head for head in objects if self._participants.is_animate(head, passage)
            ] + found
            below = [head for head in objects if head not in found] + children(governed, "xcomp")
        for word, head in prepositions(governed):
            if word in INNER:
                (found if self._concerned(word, head, passage) else below).append(head)
        if found or not depth:
            return found
        below += children(governed, "acl")
        return next(
            (inner for head in below if (inner := self._inside(head, passage, depth - 1))), []
        )

    def _concerned(self, word: str, head: Token, passage: Passage) -> bool:
        entity = passage.entities.get(head.i)
        placed = (
            entity is not None
            and entity.label == "GPE"
            and not entity.actor
            and (entity.entity or "").startswith("geo:")
        )
        return self._participants.is_animate(head, passage) and not (placed and word in GROUND)

    def _modifiers(self, noun: Token, passage: Passage) -> list[Token]:
        own = passage.entities.get(noun.i)
        found = []
        for modifier in children(noun, "poss", "compound", "amod"):
            entity = passage.entities.get(modifier.i)
            if entity is not None and entity.label in NAMED and entity is not own:
                found.append(modifier)
        return found


def _is_aim(clause: Token) -> bool:
    """Say whether a clause below a trigger says its aim: an infinitive, or a noun's complement."""
    return clause.tag_ == "VB" or (clause.tag_ == "VBG" and clause.dep_ in {"xcomp", "acl"})
