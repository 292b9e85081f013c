"""The network: word pieces of a sentence, after those of the headline, to a vector for each piece."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray

Floats = NDArray[np.float32]

START, END = 101, 102
"""Numbers of `[CLS]` and `[SEP]`."""
MOST_PIECES, MOST_TITLE = 100, 28
"""Pieces of a sentence and of the headline before it that are read; the rest is cut off."""
BATCH = 16
"""Sentences read together, those of similar length beside each other."""


@dataclass(frozen=True, slots=True)
class Encoded:
    """A sentence as the network reads it.

    Attributes:
        whole: Vector of `[CLS]`, which stands for the sentence.
        pieces: A row for each piece of the sentence, without the headline's.
    """

    whole: Floats
    pieces: Floats


DATA = Path(__file__).parent / "data"


class Network:
    """The transformer in `encoder.onnx` of a folder, on one thread of the CPU."""

    def __init__(self, folder: Path = DATA) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        model = (folder / "encoder.onnx").read_bytes()
        self._session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])

    def read(self, title: Sequence[int], sentences: Sequence[Sequence[int]]) -> list[Encoded]:
        """Return the vectors of an article's sentences, in order.

        The weights are small integers, and their scale is found anew in each batch: sentences of two articles
        never share one, so that an article reads the same whatever comes beside it.
        """
        found: dict[int, Encoded] = {}
        order = sorted(range(len(sentences)), key=lambda number: len(sentences[number]))
        for first in range(0, len(order), BATCH):
            numbers = order[first : first + BATCH]
            rows = [list(sentences[number][:MOST_PIECES]) for number in numbers]
            found.update(zip(numbers, self._batch(list(title[:MOST_TITLE]), rows), strict=True))
        return [found[number] for number in range(len(sentences))]

    def _batch(self, title: list[int], rows: list[list[int]]) -> list[Encoded]:
        head = [START, *title, END]
        width = len(head) + max(map(len, rows)) + 1
        ids = np.zeros((len(rows), width), np.int64)
        types = np.zeros((len(rows), width), np.int64)
        mask = np.zeros((len(rows), width), np.float32)
        for row, own in enumerate(rows):
            end = len(head) + len(own) + 1
            ids[row, :end] = [*head, *own, END]
            types[row, len(head) : end] = 1
            mask[row, :end] = 1
        (vectors,) = self._session.run(None, {"ids": ids, "types": types, "mask": mask})
        return [
            Encoded(vectors[row, 0], vectors[row, len(head) : len(head) + len(own)]) for row, own in enumerate(rows)
        ]
