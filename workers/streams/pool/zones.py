"""Memory zones of a spaCy pipeline: what keeps its vocabulary from growing without bound."""

from contextlib import ExitStack
from dataclasses import dataclass, field

from spacy.language import Language

LARGEST = 4 * 1024 * 1024
"""Bytes of messages that one zone serves.

At the end of a zone the pipeline forgets the new words it saw, and how it cut all words. To find
this anew for each batch takes a twentieth of the time of the analysis. Bytes are counted, not
articles, so that texts of nothing but new words cannot take more than some tens of megabytes.
"""


@dataclass(slots=True)
class Zones:
    """One zone after another; nothing of a document may outlive the batch that it is made for."""

    nlp: Language
    _zone: ExitStack = field(default_factory=ExitStack)
    _left: int = 0

    def serve(self, size: int) -> None:
        """Take in a batch of `size` bytes; begins another zone where it does not fit."""
        if size > self._left:
            self._zone.close()
            self._zone.enter_context(self.nlp.memory_zone())
            self._left = LARGEST
        self._left -= size
