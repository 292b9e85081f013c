"""Who reports an event.

That is the subject of the verb of saying above it, or the name behind 'according to'.
"""

from collections.abc import Iterator

from spacy.tokens import Span, Token

from workers.events.clause.subjects import subjects
from workers.events.clause.syntax import ancestors, children, coordinated
from workers.events.event_lexicon import Grammar
from workers.events.text.passages import Passage

SAYING = frozenset({"PERSON", "ORG", "GPE", "NORP", "ROLE"})


def according(sentence: Span) -> tuple[Token, ...]:
    """Return the heads behind 'according to' in a sentence."""
    found = [token for token in sentence if token.lower_ == "according"]
    return tuple(
        head
        for token in found
        for inner in children(token, "prep")
        for head in children(inner, "pobj")
    )


class SourceReader:
    """Finds the sources of triggers."""

    def __init__(self, grammar: Grammar) -> None:
        self._grammar = grammar

    def read(self, trigger: Token, passage: Passage, cited: tuple[Token, ...]) -> str | None:
        """Return the entity key of the one who reports the trigger, or None.

        `cited` are the heads behind the sentence's 'according to'.
        """
        for head in (*self._tellers(trigger), *cited):
            for token in coordinated(head):
                entity = passage.entities.get(token.i)
                if entity is not None and entity.entity and entity.label in SAYING:
                    return entity.entity
        return None

    def _tellers(self, trigger: Token) -> Iterator[Token]:
        below = trigger
        for head in ancestors(trigger):
            if below.dep_ in {"ccomp", "parataxis"} and head.lemma_ in self._grammar.reporting:
                yield from subjects(head)
            below = head
        for child in children(trigger, "parataxis", "ccomp"):
            if child.lemma_ in self._grammar.reporting and child.i > trigger.i:
                yield from children(child, "nsubj")
