"""Unit vectors as text, and their cosine.

In this form the meaning of articles travels from the extract stage to consolidation.
"""

from base64 import b64decode, b64encode

import numpy as np
from numpy.typing import NDArray

SCALE = 127
"""What a number of a unit vector is multiplied with, to be a signed byte."""


def packed(vector: NDArray[np.float32]) -> str:
    """Return a unit vector in base64, a signed byte for each number."""
    return b64encode(np.rint(vector * SCALE).astype(np.int8).tobytes()).decode()


def unpacked(text: str) -> NDArray[np.int32]:
    """Return the numbers of a packed vector, times `SCALE`; none of an empty text."""
    return np.frombuffer(b64decode(text), np.int8).astype(np.int32)


def cosine(one: NDArray[np.int32], two: NDArray[np.int32]) -> float:
    """Return the cosine of two unpacked vectors of one size, to about two digits.

    The cosine is 0 where a vector is empty.
    """
    return int(one @ two) / SCALE**2 if one.size and two.size else 0.0
