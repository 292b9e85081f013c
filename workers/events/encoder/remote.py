"""What is told of an event word and a phrase of another sentence, beside their vectors."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

KINDS = ("PERSON", "ORG", "NORP", "GPE")
REMOTE = 2 + len(KINDS) + 5
"""Features of a mention and a phrase of another sentence."""
DISTANT = 6
"""Sentences between the two that count as one unit; more count as that."""
Floats = NDArray[np.float32]


def remote_features(
    mentions: Sequence[int], fillers: Sequence[tuple[int, tuple[float, ...]]]
) -> Floats:
    """Return the features of mentions and phrases of other sentences.

    The shape is (mentions, phrases, `REMOTE`).

    Args:
        mentions: The sentence of each.
        fillers: The sentence of each phrase, and its kind as `kind_of_filler` gives it.
    """
    one = np.array(mentions, np.float32)[:, None]
    other = np.array([sentence for sentence, _ in fillers], np.float32)[None, :]
    kinds = np.array([kind for _, kind in fillers], np.float32).reshape(1, len(fillers), -1)
    far = np.abs(one - other)
    placed = [
        np.broadcast_to(part, far.shape)
        for part in (other == 0, one == 0, other <= 1, far == 1, np.minimum(far, DISTANT) / DISTANT)
    ]
    around = np.stack(placed, -1).astype(np.float32)
    return np.concatenate([np.broadcast_to(kinds, (len(mentions), *kinds.shape[1:])), around], -1)
