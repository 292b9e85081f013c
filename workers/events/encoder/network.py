"""The network: word pieces of an article's headline and sentences to a vector for each piece."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray

Floats = NDArray[np.float32]

START, END = 101, 102
"""Numbers of `[CLS]` and `[SEP]`."""
MOST_PIECES, MOST_TITLE = 100, 40
"""Pieces of a sentence and of the headline that are read; the rest is cut off."""
WINDOW = 400
"""Pieces of an article that are read together."""


@dataclass(frozen=True, slots=True)
class Encoded:
    """A sentence as the network reads it, among others of its article.

    Attributes:
        end: Vector of the `[SEP]` behind the sentence, which stands for the sentence.
        pieces: A row for each piece of the sentence.
    """

    end: Floats
    pieces: Floats


DATA = Path(__file__).parent / "data"


def session(path: Path) -> onnxruntime.InferenceSession:
    """Load a model to be run on one thread of the CPU."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    # A plan for each length of window would keep room for each of them. The arena keeps the room
    # of the largest window, some 15 MiB, which otherwise is asked of the system for each window
    # anew and costs a quarter of the time.
    options.enable_mem_pattern = False
    # From the file rather than from bytes, of which the session would keep a copy.
    return onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])


class Network:
    """The transformer in `encoder.onnx` of a folder, on one thread of the CPU."""

    def __init__(self, folder: Path = DATA) -> None:
        self._session = session(folder / "encoder.onnx")

    def read(
        self, title: Sequence[int], sentences: Sequence[Sequence[int]]
    ) -> tuple[Encoded, list[Encoded]]:
        """Return the vectors of an article's headline and of its sentences, in order.

        Sentences that fit into a window, behind the headline, are read together, so that each is
        understood from the others. The weights are small integers, and each window finds anew the
        scale of the values that they are multiplied with. Two articles never share a window, so an
        article reads the same whatever comes beside it.
        """
        head = [START, *title[:MOST_TITLE], END]
        groups: list[list[list[int]]] = [[]]
        used = len(head)
        for sentence in sentences:
            own = [*sentence[:MOST_PIECES], END]
            if used + len(own) > WINDOW:
                groups.append([])
                used = len(head)
            groups[-1].append(own)
            used += len(own)
        read = [self._window(head, group) for group in groups]
        return read[0][0], [encoded for own in read for encoded in own[1:]]

    def _window(self, head: list[int], sentences: list[list[int]]) -> list[Encoded]:
        """Return the headline and the sentences of a window, each of which ends in its `[SEP]`."""
        ids = [*head, *(piece for sentence in sentences for piece in sentence)]
        types = [0] * len(head) + [1] * (len(ids) - len(head))
        arrays = {"ids": np.array([ids], np.int64), "types": np.array([types], np.int64)}
        ((vectors,),) = self._session.run(None, arrays)
        found = [Encoded(vectors[len(head) - 1], vectors[1 : len(head) - 1])]
        start = len(head)
        for sentence in sentences:
            end = start + len(sentence) - 1
            found.append(Encoded(vectors[end], vectors[start:end]))
            start = end + 1
        return found
