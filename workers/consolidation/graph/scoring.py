"""From named features to a score: small logistic models, their weights in a readable file.

The score is the log-odds, cut off at both ends and brought between 0 and 1, not the probability: a probability is near 0 or 1 for most pairs, and
the mean over the pairs of two clusters would then count votes instead of weighing them.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from operator import mul
from typing import Any

from workers.consolidation.graph.clustering import Linkage
from workers.consolidation.pairs.features import CHAIN_NAMES, STORY_NAMES, ChainFeatures, StoryFeatures

SETTINGS = ("bias", "low", "high")
LINKS = ("threshold", "weight")
NORMS = ("norm", "brief_norm")


@dataclass(frozen=True, slots=True)
class Model:
    """A logistic model.

    Attributes:
        names: Names of the features, in the order of `weights`.
        low: Log-odds that count as a score of 0.
        high: Log-odds that count as a score of 1; scores between grow evenly.
    """

    names: tuple[str, ...]
    weights: tuple[float, ...]
    bias: float
    low: float
    high: float

    def score(self, features: StoryFeatures | ChainFeatures) -> float:
        """Return how well the pair belongs together, from 0 to 1."""
        total = sum(map(mul, self.weights, features), self.bias)
        return max(0.0, min(1.0, (total - self.low) / (self.high - self.low)))


@dataclass(frozen=True, slots=True)
class Models:
    """How pairs are scored, and when clusters of them join.

    Attributes:
        story: For pairs of articles.
        brief: For pairs of articles that are both a headline and little more.
        chain: For pairs of chains.
        stories: When stories join.
        events: When clusters of chains do.
        norm: Mean score that two articles of one story are expected to have.
        brief_norm: The same for articles of a headline and little more: their scores run wider, and tightness among them is chance.
    """

    story: Model
    brief: Model
    chain: Model
    stories: Linkage
    events: Linkage
    norm: float
    brief_norm: float


@cache
def load_models() -> Models:
    """Read the weights that come with the package."""
    return parse_models(files("workers.consolidation").joinpath("data/weights.toml").read_text(encoding="utf-8"))


def parse_models(text: str) -> Models:
    """Read weights. Raises ValueError where a feature has no weight or a weight no feature."""
    tables = tomllib.loads(text)
    links: Mapping[str, Any] = tables["links"]
    _check(links["story"], (*LINKS, *NORMS))
    _check(links["chain"], LINKS)
    return Models(
        story=_model(tables["story"], STORY_NAMES),
        brief=_model(tables["brief"], STORY_NAMES),
        chain=_model(tables["chain"], CHAIN_NAMES),
        stories=Linkage(float(links["story"]["threshold"]), float(links["story"]["weight"])),
        events=Linkage(float(links["chain"]["threshold"]), float(links["chain"]["weight"])),
        norm=float(links["story"]["norm"]),
        brief_norm=float(links["story"]["brief_norm"]),
    )


def _model(table: Mapping[str, Any], names: tuple[str, ...]) -> Model:
    _check(table, (*SETTINGS, *names))
    bias, low, high = (float(table[name]) for name in SETTINGS)
    return Model(names, tuple(float(table[name]) for name in names), bias, low, high)


def _check(table: Mapping[str, Any], names: tuple[str, ...]) -> None:
    wrong = set(table) ^ set(names)
    if wrong:
        raise ValueError(f"weights and features differ in {', '.join(sorted(wrong))}")
