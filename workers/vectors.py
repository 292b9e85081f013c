"""Unit vectors as text, and their cosine.

In this form what articles and events mean travels from the extract stage to consolidation.
"""

from base64 import b64decode, b64encode
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

SCALE = 127
"""What a number of a unit vector is multiplied with, to be a signed byte."""
CACHED = 16_384
"""Vectors that are kept unpacked, up to 1,700 bytes each: of articles that are compared now."""


def packed(vector: NDArray[np.float32]) -> str:
    """Return a unit vector in base64, a signed byte for each number."""
    return b64encode(np.rint(vector * SCALE).astype(np.int8).tobytes()).decode()


def cosine(one: str, two: str) -> float:
    """Return the cosine of two packed vectors of one size, to about two digits.

    The cosine is 0 where a vector is empty. It is computed in integers: the same in any order.
    """
    return int(_unpacked(one) @ _unpacked(two)) / SCALE**2 if one and two else 0.0


@lru_cache(maxsize=CACHED)
def _unpacked(text: str) -> NDArray[np.int32]:
    """Return the numbers of a packed vector, times `SCALE`."""
    return np.frombuffer(b64decode(text), np.int8).astype(np.int32)
