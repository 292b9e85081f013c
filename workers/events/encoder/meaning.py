"""What an article means, as a vector: articles on one thing have vectors near each other.

The model is all-MiniLM-L6-v2 of sentence-transformers, as it was published, with weights of 8 bits.
"""

from collections.abc import Sequence
from itertools import chain, islice
from pathlib import Path

import numpy as np

from workers.events.encoder.network import DATA, END, START, Floats, session
from workers.events.encoder.sentences import passage_pieces
from workers.events.text.passages import Passage

OPENING = 48
"""Pieces of an article that are read: its headline and the beginning of its text.

On articles as mixed as a real feed the vectors of 48, 64 and 96 pieces tell reports of one event
from others equally well.
"""


class MeaningReader:
    """Reads what the openings of articles mean, with `meaning.onnx` of a folder."""

    def __init__(self, folder: Path = DATA) -> None:
        self._session = session(folder / "meaning.onnx")

    def read(self, passages: Sequence[Passage]) -> Floats | None:
        """Return what the headline and the first words of an article mean, a unit vector.

        None where there is not one word. The vector is the mean over those of the pieces and of
        the marks around them, as the model was trained (Reimers and Gurevych 2019).
        """
        opening = list(islice(chain.from_iterable(map(passage_pieces, passages)), OPENING))
        if not opening:
            return None
        ids = np.array([[START, *opening, END]], np.int64)
        ((vectors,),) = self._session.run(None, {"ids": ids, "types": np.zeros_like(ids)})
        mean: Floats = vectors.mean(0)
        return mean / np.linalg.norm(mean)
