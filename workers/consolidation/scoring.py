"""From named features to a probability: two small logistic models, their weights in a readable file."""

import tomllib
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from functools import cache
from importlib.resources import files
from math import exp

from workers.consolidation.features import CHAIN_NAMES, STORY_NAMES, ChainFeatures, StoryFeatures


@dataclass(frozen=True, slots=True)
class Model:
    """A logistic model.

    Attributes:
        names: Names of the features, in the order of `weights`.
        threshold: Mean score between two clusters at which they are still joined.
    """

    names: tuple[str, ...]
    weights: tuple[float, ...]
    bias: float
    threshold: float

    def score(self, features: StoryFeatures | ChainFeatures) -> float:
        """Return the probability that the pair belongs together."""
        return self.of(astuple(features))

    def of(self, values: Sequence[float]) -> float:
        """The same over bare values in the order of `names`."""
        total = self.bias
        for weight, value in zip(self.weights, values, strict=True):
            total += weight * value
        return 1.0 / (1.0 + exp(-max(-30.0, min(30.0, total))))


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
    wrong = set(table) ^ {*names, "bias", "threshold"}
    if wrong:
        raise ValueError(f"weights and features differ in {', '.join(sorted(wrong))}")
    return Model(names, tuple(float(table[name]) for name in names), float(table["bias"]), float(table["threshold"]))
