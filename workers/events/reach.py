"""Whom an event is directed at where nobody stands beside the trigger: through the nouns and complements that it governs.

'offered to hand over to X', 'rejected calls by X', 'lifted sanctions on X', 'a strike to demand the resignation of X'.
"""

from spacy.tokens import Token

from workers.events.participants import NAMED, ParticipantReader
from workers.events.passages import Passage
from workers.events.syntax import OBJECTS, VERBAL, children, prepositions

DEEPEST = 2
"""Nouns and complements that may stand between a trigger and the one it is directed at."""
TAKING = frozenset(
    {"with", "against", "to", "on", "upon", "toward", "towards", "at", "for", "from", "over", "between", "among"}
)
"""Prepositions that introduce the one with whom, to whom or against whom something is done."""
INNER = TAKING | {"by", "of", "in"}


class Reach:
    """Looks for people and bodies below a trigger."""

    def __init__(self, participants: ParticipantReader) -> None:
        self._participants = participants

    def of(self, trigger: Token, things: list[Token], acting: frozenset[int], passage: Passage) -> list[Token]:
        """Return the first people or bodies below `things`, then below the trigger's complements; never one of `acting` (token indices)."""
        nouns = [head for head in things if head.pos_ in {"NOUN", "PROPN"}]
        clauses = [child for child in children(trigger, "xcomp", "acl", "advcl") if child.tag_ in {"VB", "VBG"}]
        for governed in (*nouns, *clauses):
            found = [head for head in self._inside(governed, passage, DEEPEST) if head.i not in acting]
            if found:
                return found
        return []

    def _inside(self, governed: Token, passage: Passage, depth: int) -> list[Token]:
        found, below = self._modifiers(governed, passage), []
        if governed.pos_ in VERBAL:
            objects = children(governed, *OBJECTS)
            found = [head for head in objects if self._participants.is_animate(head, passage)] + found
            below = [head for head in objects if head not in found] + children(governed, "xcomp")
        for word, head in prepositions(governed):
            if word in INNER:
                (found if self._participants.is_animate(head, passage) else below).append(head)
        if found or not depth:
            return found
        below += children(governed, "acl")
        return next((inner for head in below if (inner := self._inside(head, passage, depth - 1))), [])

    def _modifiers(self, noun: Token, passage: Passage) -> list[Token]:
        own = passage.entities.get(noun.i)
        found = []
        for modifier in children(noun, "poss", "compound", "amod"):
            entity = passage.entities.get(modifier.i)
            if entity is not None and entity.label in NAMED and entity is not own:
                found.append(modifier)
        return found
