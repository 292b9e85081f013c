"""Which words tell an event.

A linear model over features of the parse, trained by `training/triggers.py`, finds them.
"""

import math
from collections.abc import Callable, Iterator
from functools import cache
from importlib import resources

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc

from workers.events.triggers.token_features import CANDIDATES, TokenFeatures

THRESHOLD = -0.4
"""Score from which a word is a trigger: the best F1 in cross-validation by topic."""


FUNCTION = frozenset({"according", "including", "regarding", "concerning"})
"""Participles that are prepositions, whatever the tagger says."""

BOUND = 100_000
"""Sums of each kind that are remembered; with more, the memory begins anew."""
_READ: list[int | str] = ["ORTH", "LEMMA", "POS", "TAG", "DEP", "LOWER"]
_PLACED: list[int | str] = ["HEAD", "SENT_START"]
_FIRST = {1: True, -1: False}
"""`Token.is_sent_start` by the attribute's value; None where that is 0."""

Key = tuple[int | None, ...]


class Sums(dict[Key, float]):
    """Sums of weights by what the features are made of, each worked out once.

    Args:
        names: The features for a key. Keys hold spaCy's numbers of strings, which are the same in
            every process.
        weights: The weight of each feature by its name.
    """

    def __init__(self, names: Callable[[Key], Iterator[str]], weights: dict[str, float]) -> None:
        super().__init__()
        self._names = names
        self._weights = weights

    def __missing__(self, key: Key) -> float:
        if len(self) >= BOUND:
            self.clear()
        found = self[key] = math.fsum(self._weights.get(name, 0.0) for name in self._names(key))
        return found


class TriggerTagger:
    """Finds the triggers of a parsed document."""

    def __init__(self, nlp: Language) -> None:
        self._features = TokenFeatures(nlp)
        self._strings = nlp.vocab.strings
        self._candidates = frozenset(self._strings[pos] for pos in CANDIDATES)
        self._function = frozenset(self._strings[word] for word in FUNCTION)
        weights = load_weights()
        self._word = Sums(self._of_word, weights)
        self._head = Sums(lambda key: self._features.of_head(*self._read(key)), weights)
        self._before = Sums(
            lambda key: self._features.of_neighbour("-1", *self._read(key, "^")), weights
        )
        self._after = Sums(
            lambda key: self._features.of_neighbour("+1", *self._read(key, "$")), weights
        )
        self._child = Sums(lambda key: self._features.of_child(*self._read(key)), weights)

    def find(self, doc: Doc) -> frozenset[int]:
        """Return the indices of the triggers."""
        return frozenset(index for index, score in self.scores(doc).items() if score > THRESHOLD)

    def scores(self, doc: Doc) -> dict[int, float]:
        """Return the log odds that a token is a trigger, by its index, of those that can be one."""
        rows = doc.to_array(_READ).tolist()
        heads, starts = doc.to_array(_PLACED).astype(np.int64).T.tolist()
        edge = (0, 0, 0, None, 0, None)
        padded = [*rows, edge]  # what stands after the last is also found before the first, at -1
        found = {}
        for i, (orth, lemma, pos, tag, dep, lower) in enumerate(rows):
            if pos not in self._candidates or lower in self._function:
                continue
            head, before, after = rows[i + heads[i]], padded[i - 1], padded[i + 1]
            found[i] = (
                self._word[orth, lemma, pos, tag, dep, starts[i]]
                + self._head[head[1], head[2], dep, pos]
                + self._before[before[3], before[5], pos]
                + self._after[after[3], after[5], pos]
            )
        for i, (_, lemma, _, _, dep, _) in enumerate(rows):
            above = i + heads[i]
            if above in found and above != i:
                found[above] += self._child[dep, lemma, rows[above][2]]
        return found

    def _of_word(self, key: Key) -> Iterator[str]:
        *words, start = key
        orth, lemma, pos, tag, dep = self._read(tuple(words))
        return self._features.of_word(
            lemma, pos, tag, dep, capital=orth[:1].isupper(), first=_FIRST.get(start or 0)
        )

    def _read(self, key: Key, edge: str = "") -> list[str]:
        """Return the strings for the numbers; `edge` where there is none."""
        return [edge if number is None else self._strings[number] for number in key]


@cache
def load_weights() -> dict[str, float]:
    """Read `data/triggers.tsv`.

    Each line has a feature's name and its weight, after a header of `#` lines.
    """
    text = (
        resources.files("workers.events")
        .joinpath("data", "triggers.tsv")
        .read_text(encoding="utf-8")
    )
    pairs = (
        line.rsplit("\t", 1) for line in text.splitlines() if line and not line.startswith("# ")
    )
    return {name: float(weight) for name, weight in pairs}
