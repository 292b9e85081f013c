"""The heads: what the vectors of triggers and phrases say, as log-odds and log-probabilities."""

from dataclasses import dataclass
from math import erf, sqrt
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from schemas.mentions import Level, Modality

Floats = NDArray[np.float32]

CODES = (
    "ACCIDENT",
    "ACCUSE",
    "AGREE",
    "AID",
    "APPOINTMENT",
    "ARTS",
    "ASSAULT",
    "AWARD",
    "BIRTH",
    "CEREMONY",
    "COERCE",
    "CONCEDE",
    "CONSULT",
    "COOPERATE",
    "COURT",
    "CRIME",
    "DEAL",
    "DEATH",
    "DEPARTURE",
    "DISASTER",
    "ELECTION",
    "HEALTH",
    "LAYOFFS",
    "LEGISLATION",
    "MARKET",
    "MARRIAGE",
    "MOBILIZE",
    "PRODUCT",
    "PROTEST",
    "REJECT",
    "REQUEST",
    "RESCUE",
    "RESULTS",
    "RETREAT",
    "SANCTION",
    "SCIENCE",
    "SPORT",
    "STATEMENT",
    "SUPPORT",
    "THREATEN",
    "TRANSFER",
    "UNKNOWN",
)
LEVELS: tuple[Level, ...] = ("main", "reported", "background")
MODALITIES: tuple[Modality, ...] = ("occurred", "ongoing", "planned", "denied", "hypothetical")
ROLES = 4
"""Actor, recipient, place, time: the order of the columns of `Roles`."""
WIDTH = 64
"""Numbers of a phrase's vector in each role."""


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """What the heads say of one trigger.

    Attributes:
        types: Log-probability of each of `CODES`.
        logged: Log-odds that a news desk would log the event.
        levels: Log-odds of each of `LEVELS`.
        modalities: Log-odds of each of `MODALITIES`.
        identity: Vector whose product with another trigger's tells whether both name one event.
    """

    types: Floats
    logged: float
    levels: Floats
    modalities: Floats
    identity: Floats


class Heads:
    """The weights in `heads.npz` of a folder, named as `training/encoder.py` writes them."""

    def __init__(self, folder: Path) -> None:
        with np.load(folder / "heads.npz") as loaded:
            self._w: dict[str, Floats] = {name: loaded[name].astype(np.float32) for name in loaded.files}

    def read(self, trigger: Floats, whole: Floats, rule: str) -> Reading:
        """Return the reading of a trigger.

        Args:
            trigger: Mean of the vectors of its first and last piece.
            whole: Vector of its sentence.
            rule: Type code that the rules give it; one other than `UNKNOWN` counts in favour of that code.
        """
        w = self._w
        hidden = _gelu(np.concatenate([trigger, whole]) @ w["zw"] + w["zb"])
        types = hidden @ w["tw"] + w["tb"]
        if rule != "UNKNOWN" and rule in CODES:
            types[CODES.index(rule)] += w["prior"][0]
        return Reading(
            types=types - _log_sum(types),
            logged=float((hidden @ w["gw"])[0] + w["gb"][0]),
            levels=hidden @ w["lw"] + w["lb"],
            modalities=hidden @ w["mw"] + w["mb"],
            identity=hidden @ w["cw"],
        )

    def roles(self, triggers: Floats, phrases: Floats, features: Floats) -> Floats:
        """Return the log-odds that a phrase is actor, recipient, place and time of a trigger.

        Args:
            triggers: Vectors of triggers, shape (triggers, width).
            phrases: Vectors of the heads of phrases, shape (phrases, width).
            features: What the rules say of each pair, shape (triggers, phrases, features).

        Returns:
            Shape (triggers, phrases, `ROLES`).
        """
        w = self._w
        left = (triggers @ w["ru"] + w["rub"]).reshape(-1, ROLES, WIDTH)
        right = (phrases @ w["rv"] + w["rvb"]).reshape(-1, ROLES, WIDTH)
        pairs = np.einsum("tkd,pkd->tpk", left, right) / sqrt(WIDTH)
        alone = (triggers @ w["rt"])[:, None, :] + (phrases @ w["rc"])[None, :, :]
        found: Floats = pairs + alone + features @ w["rf"] + w["rb"]
        return found

    def same_event(self, one: Floats, other: Floats) -> float:
        """Return the part of the log-odds that two triggers name one event which their identity vectors give."""
        return float(one @ other / sqrt(len(one)) * self._w["cb"][2] + self._w["cb"][0])


_ERF = np.vectorize(erf, otypes=[np.float32])


def _gelu(values: Floats) -> Floats:
    found: Floats = values * 0.5 * (1 + _ERF(values / sqrt(2)))
    return found


def _log_sum(values: Floats) -> float:
    top = float(values.max())
    return top + float(np.log(np.exp(values - top).sum()))
