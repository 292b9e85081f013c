"""Which words tell an event: a linear model over features of the parse, trained by `training/triggers.py`."""

import math
from collections.abc import Iterator
from functools import cache
from importlib import resources

from spacy.language import Language
from spacy.tokens import Doc, Token

from workers.events.features import CANDIDATES, TokenFeatures

THRESHOLD = -0.4
"""Score from which a word is a trigger: the best F1 in cross-validation by topic."""


FUNCTION = frozenset({"according", "including", "regarding", "concerning"})
"""Participles that are prepositions, whatever the tagger says."""


class TriggerTagger:
    """Finds the triggers of a parsed document."""

    def __init__(self, nlp: Language) -> None:
        self._features = TokenFeatures(nlp)
        self._weights = load_weights()

    def find(self, doc: Doc) -> Iterator[Token]:
        """Yield the triggers in order."""
        return (token for token in doc if self.is_trigger(token))

    def is_trigger(self, token: Token) -> bool:
        """Say whether the token is a trigger."""
        return token.pos_ in CANDIDATES and token.lower_ not in FUNCTION and self.score(token) > THRESHOLD

    def score(self, token: Token) -> float:
        """Return the log odds that the token is a trigger."""
        weights = self._weights
        return math.fsum(weights.get(name, 0.0) for name in self._features.of(token))


@cache
def load_weights() -> dict[str, float]:
    """Read `data/triggers.tsv`: a feature's name and its weight on each line, after a header of `#` lines."""
    text = resources.files("workers.events").joinpath("data", "triggers.tsv").read_text(encoding="utf-8")
    pairs = (line.rsplit("\t", 1) for line in text.splitlines() if line and not line.startswith("# "))
    return {name: float(weight) for name, weight in pairs}
