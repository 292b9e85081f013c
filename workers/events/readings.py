"""What the encoder says of one trigger, and the labels that it tells apart."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from schemas.mentions import Level, Modality
from workers.events.labels import UNKNOWN

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
    UNKNOWN,
)
LEVELS: tuple[Level, ...] = ("main", "reported", "background")
MODALITIES: tuple[Modality, ...] = ("occurred", "ongoing", "planned", "denied", "hypothetical")


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """What the heads say of one trigger.

    Attributes:
        types: Log-probability of each of `CODES`.
        logged: Log-odds that a news desk would log the event.
        levels: Log-odds of each of `LEVELS`.
        modalities: Log-odds of each of `MODALITIES`.
        identity: Vector that, held against another trigger's, tells whether both name one event.
    """

    types: Floats
    logged: float
    levels: Floats
    modalities: Floats
    identity: Floats
