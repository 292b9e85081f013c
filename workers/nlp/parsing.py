"""The trained dependency parser of spaCy, its transitions taken for many documents side by side.

spaCy's own loop leaves the interpreter's lock and then takes it again for each question about a
state. Here the same functions are called with the lock held. That costs a step through Python for
each round of transitions, which pays where enough documents take part in the round.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from spacy.tokens import Doc

from workers.nlp.abbreviations import hold_titles

TOKENS = 4_096
"""Tokens that are parsed side by side; their precomputed features take 4 kB each."""
WORTH = 8
"""Documents as long as the longest of a batch, from which rounds pay."""


class Parser:
    """Does what a trained parser does.

    Args:
        component: spaCy's `parser`.
    """

    def __init__(self, component: Any) -> None:
        self._component = component

    def __call__(self, doc: Doc) -> Doc:
        """Parse one document."""
        parsed: Doc = self._component(hold_titles(doc))
        return parsed

    def pipe(self, docs: Iterable[Doc], *, batch_size: int = 256) -> Iterator[Doc]:
        """Parse documents, in order; those of like length together."""
        remaining = iter(docs)
        while held := [hold_titles(doc) for doc in islice(remaining, batch_size)]:
            for together in _by_length(held):
                self._component.set_annotations(together, self._parsed(together))
            yield from held

    def _parsed(self, docs: Sequence[Doc]) -> Any:
        lengths = [len(doc) for doc in docs]
        if sum(lengths) < WORTH * max(lengths) or not any(lengths):
            return self._component.predict(docs)
        states = self._component.moves.init_batch(docs)
        model = self._component.model.predict(docs)
        open_states = [state for state in states if not state.is_final()]
        while open_states:
            open_states = self._component.transition_states(open_states, model.predict(open_states))
        return states


def _by_length(docs: Sequence[Doc]) -> Iterator[list[Doc]]:
    """Yield the documents from the shortest to the longest, in parts of about `TOKENS`."""
    part: list[Doc] = []
    tokens = 0
    for doc in sorted(docs, key=len):
        part.append(doc)
        tokens += len(doc)
        if tokens >= TOKENS:
            yield part
            part, tokens = [], 0
    if part:
        yield part
