"""From named features to a score: two small logistic models, their weights in a readable file.

The score is the log-odds, cut off at both ends and brought between 0 and 1, not the probability: a probability is near 0 or 1 for most pairs, and
the mean over the pairs of two clusters would then count votes instead of weighing them.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from workers.consolidation.clustering import Linkage
from workers.consolidation.features import CHAIN_NAMES, STORY_NAMES, ChainFeatures, StoryFeatures

SETTINGS = ("bias", "low", "high", "threshold", "weight")


@dataclass(frozen=True, slots=True)
class Model:
    """A logistic model.

    Attributes:
        names: Names of the features, in the order of `weights`.
        low: Log-odds that count as a score of 0.
        high: Log-odds that count as a score of 1; scores between grow evenly.
        linkage: When clusters of such pairs are joined.
    """

    names: tuple[str, ...]
    weights: tuple[float, ...]
    bias: float
    low: float
    high: float
    linkage: Linkage

    def score(self, features: StoryFeatures | ChainFeatures) -> float:
        """Return how well the pair belongs together, from 0 to 1."""
        total = self.bias
        for weight, value in zip(self.weights, features, strict=True):
            total += weight * value
        return max(0.0, min(1.0, (total - self.low) / (self.high - self.low)))


@dataclass(frozen=True, slots=True)
class Models:
    """The model for pairs of articles and the one for pairs of chains."""

    story: Model
    chain: Model


@cache
def load_models() -> Models:
    """Read the weights that come with the package."""
    return parse_models(files("workers.consolidation").joinpath("data/weights.toml").read_text(encoding="utf-8"))


def parse_models(text: str) -> Models:
    """Read weights. Raises ValueError where a feature has no weight or a weight no feature."""
    tables = tomllib.loads(text)
    return Models(_model(tables["story"], STORY_NAMES), _model(tables["chain"], CHAIN_NAMES))


def _model(table: dict[str, float], names: tuple[str, ...]) -> Model:
    wrong = set(table) ^ {*names, *SETTINGS}
    if wrong:
        raise ValueError(f"weights and features differ in {', '.join(sorted(wrong))}")
    bias, low, high, threshold, weight = (float(table[name]) for name in SETTINGS)
    return Model(names, tuple(float(table[name]) for name in names), bias, low, high, Linkage(threshold, weight))
