"""From named features to a score: two small logistic models, their weights in a readable file.

The score of a pair is its log-odds, cut off at both ends and scaled to 0..1. It is not the
probability: a probability is near 0 or 1 for most pairs, so the mean over the pairs of two clusters
would count votes instead of weighing them.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import exp
from operator import mul
from typing import Any

from workers.consolidation.graph.agglomeration import Linkage
from workers.consolidation.pairs.features import CHAIN_NAMES, MAIN_NAMES

LINK_NAMES = ("threshold", "ease", "low", "high")


@dataclass(frozen=True, slots=True)
class Model:
    """A logistic model; its weights are in the order of the features."""

    weights: tuple[float, ...]
    bias: float

    def odds(self, features: Sequence[float]) -> float:
        """Return the log-odds that the pair is one event."""
        return sum(map(mul, self.weights, features), self.bias)


@dataclass(frozen=True, slots=True)
class Models:
    """How pairs are scored, and when clusters of them join.

    Attributes:
        main: For the main events of two articles.
        other: For any other two chains.
        linkage: When clusters join.
        low: Log-odds with a score of 0.
        high: Log-odds with a score of 1; scores between are linear.
    """

    main: Model
    other: Model
    linkage: Linkage
    low: float
    high: float

    def score(self, odds: float) -> float:
        """Return the score for log-odds."""
        return max(0.0, min(1.0, (odds - self.low) / (self.high - self.low)))


def probability(odds: float) -> float:
    """Return the probability for log-odds, to three digits."""
    return round(1.0 / (1.0 + exp(-max(-700.0, min(700.0, odds)))), 3)


@cache
def load_models() -> Models:
    """Read the weights of the package."""
    weights = files("workers.consolidation").joinpath("data/weights.toml")
    return parse_models(weights.read_text(encoding="utf-8"))


def parse_models(text: str) -> Models:
    """Read weights. Raises ValueError if a feature has no weight or a weight no feature."""
    tables = tomllib.loads(text)
    _check(tables["links"], LINK_NAMES)
    threshold, ease, low, high = (float(tables["links"][name]) for name in LINK_NAMES)
    main, other = _model(tables["main"], MAIN_NAMES), _model(tables["other"], CHAIN_NAMES)
    return Models(main, other, Linkage(threshold, ease), low, high)


def _model(table: Mapping[str, Any], names: tuple[str, ...]) -> Model:
    _check(table, ("bias", *names))
    return Model(tuple(float(table[name]) for name in names), float(table["bias"]))


def _check(table: Mapping[str, Any], names: tuple[str, ...]) -> None:
    wrong = set(table) ^ set(names)
    if wrong:
        raise ValueError(f"weights and features differ in {', '.join(sorted(wrong))}")
