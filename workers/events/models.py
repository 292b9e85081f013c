"""The small models of stage 3 over named features.

They are in `data/models.toml`, which `training/chains.py` writes.
"""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

SLOTS = ("actor", "recipient", "place", "time")


@dataclass(frozen=True, slots=True)
class Linear:
    """A linear model: log-odds are `bias` plus the sum of weight times feature."""

    bias: float
    weights: dict[str, float]

    def score(self, values: Floats, names: Sequence[str]) -> Floats:
        """Return the log-odds for features along the first axis, in the order of `names`."""
        weights = np.array([self.weights[name] for name in names], np.float32)
        found: Floats = np.tensordot(weights, values, 1) + np.float32(self.bias)
        return found


@dataclass(frozen=True, slots=True)
class Models:
    """All of them.

    Attributes:
        sentences: Ranks the sentences of an article for the encoder.
        pairs: Whether two mentions of an article name one event.
        salience: Whether a desk would log a chain.
        main: Ranks the chains of an article.
        threshold: Least salience of an event that is told.
        least_main: Least salience of a main event; an article without one tells nothing.
        least_logged: Least log-odds of a mention that takes part in chains at all.
        slots: Whether a candidate fills a slot of an event, by slot.
        cut: Least log-odds in each slot.
    """

    sentences: Linear
    pairs: Linear
    salience: Linear
    main: Linear
    slots: dict[str, Linear]
    threshold: float
    least_main: float
    least_logged: float
    cut: dict[str, float]


def probability(odds: float) -> float:
    """Return the probability for log-odds."""
    return float(1 / (1 + np.exp(-odds)))


@cache
def load_models() -> Models:
    """Read the models."""
    text = (
        resources.files("workers.events")
        .joinpath("data", "models.toml")
        .read_text(encoding="utf-8")
    )
    table = tomllib.loads(text)
    linear = {name: Linear(**table[name]) for name in ("sentences", "pairs", "salience", "main")}
    slots = {name: Linear(**table["slots"][name]) for name in SLOTS}
    events = table["events"]
    return Models(
        **linear,
        slots=slots,
        threshold=events["threshold"],
        least_main=events["least_main"],
        least_logged=events["least_logged"],
        cut=table["arguments"],
    )
