"""Named entities as spaCy's trained transition model finds them, without a walk over all tokens.

Outside of a name, the model's next move depends on the token alone, so that move is worked out for
all tokens of a batch at once. Only the tokens within names are read in turn, those of all documents
side by side. The weights and the choices are the same; spaCy's own loop takes and leaves the
interpreter's lock for each move that it asks about, seventy for each token.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc, Span

Floats = NDArray[np.float32]
Ints = NDArray[np.intp]
Name = tuple[int, int, int]
"""First row, row after the last, and label. Rows count tokens through a batch."""

FEATURES = 3
"""Parts of a state: the next token, the first one of the open name, the one before the next."""


@dataclass(frozen=True, slots=True)
class Moves:
    """The model's moves, each a number.

    Attributes:
        begins: Whether a move opens a name.
        allowed: 0 for a move that is allowed outside of a name, minus infinity for others.
        labels: The label of a move.
        inside: The move that goes on with a name of the same label as this move's.
        last: The move that ends it.
        out: The move that leaves a token without a name.
    """

    begins: NDArray[np.bool_]
    allowed: Floats
    labels: list[str]
    inside: Ints
    last: Ints
    out: int

    @classmethod
    def of(cls, component: Any) -> "Moves":
        """Read the moves of spaCy's `ner`: 'B-PERSON', 'I-PERSON', ..., 'O'.

        `U-` is for annotation that is set before.
        """
        names = [
            component.moves.get_class_name(number) for number in range(component.moves.n_moves)
        ]
        unseen = component.model.attrs["unseen_classes"]
        outside = [
            name[0] in "BUO" and name != "U-" and n not in unseen for n, name in enumerate(names)
        ]
        labels = [name[2:] for name in names]
        return cls(
            begins=np.array([name[0] == "B" for name in names]),
            allowed=np.where(outside, 0, -np.inf).astype(np.float32),
            labels=labels,
            inside=np.array([names.index(f"I-{label}") if label else -1 for label in labels]),
            last=np.array([names.index(f"L-{label}") if label else -1 for label in labels]),
            out=names.index("O"),
        )


@dataclass(slots=True)
class Reading:
    """A document as far as it is read.

    Attributes:
        marked: The rows outside of names where the model opens a name, each with its move, the
            last first.
        end: The row after the last.
        start: The first row of the open name.
        at: The next row.
        move: The move that opened the name.
        names: What is found.
    """

    marked: list[tuple[int, int]]
    end: int
    start: int = 0
    at: int = 0
    move: int = 0
    names: list[Name] = field(default_factory=list)

    def close(self) -> None:
        """End the open name before the next row."""
        self.names.append((self.start, self.at, self.move))

    def open_next(self, begins: Sequence[bool]) -> bool:
        """Go on to the next row that opens a name; return False where no such row is left.

        On the way, names of one token are taken up.
        """
        while self.marked:
            row, self.move = self.marked.pop()
            if row < self.at:
                continue
            self.start, self.at = row, row + 1
            if begins[self.move]:
                return True
            self.close()
        return False


class Recogniser:
    """Does what a trained entity recogniser does to documents fresh from the tokenizer.

    The documents have no entities or sentences set.

    Args:
        component: spaCy's `ner`, with its default features and an upper layer.
    """

    def __init__(self, component: Any) -> None:
        model = component.model
        lower, upper = model.get_ref("lower"), model.get_ref("upper")
        weights = lower.get_param("W")  # features, hidden, pieces, inputs
        self._vectors = model.get_ref("tok2vec")
        self._lower: Floats = np.ascontiguousarray(
            weights.transpose(3, 0, 2, 1).reshape(weights.shape[-1], -1)
        )
        self._bias: Floats = np.ascontiguousarray(lower.get_param("b").T)
        self._none: Floats = np.ascontiguousarray(lower.get_param("pad")[0].transpose(0, 2, 1))
        self._upper: Floats = np.ascontiguousarray(upper.get_param("W").T)
        self._upper_bias: Floats = upper.get_param("b")
        self._moves = Moves.of(component)

    def __call__(self, doc: Doc) -> Doc:
        """Set the entities of one document."""
        self._recognise([doc][: len(doc)])
        return doc

    def pipe(self, docs: Iterable[Doc], *, batch_size: int = 256) -> Iterator[Doc]:
        """Set the entities of documents, in order."""
        remaining = iter(docs)
        while held := list(islice(remaining, batch_size)):
            self._recognise([doc for doc in held if len(doc)])
            yield from held

    def _recognise(self, docs: Sequence[Doc]) -> None:
        if not docs:
            return
        ends = np.cumsum([len(doc) for doc in docs])
        spaces = np.concatenate([doc.to_array(["IS_SPACE"]).reshape(-1) for doc in docs]).astype(
            bool
        )
        parts = (self._vectors.predict(docs) @ self._lower).reshape(
            len(spaces), FEATURES, *self._bias.shape
        )
        readings = self._readings(self._outside(parts, spaces, ends), ends)
        self._read(readings, parts)
        for doc, reading in zip(docs, readings, strict=True):
            first, labels = reading.end - len(doc), self._moves.labels
            doc.set_ents(
                [
                    Span(doc, at - first, end - first, label=labels[move])
                    for at, end, move in reading.names
                ]
            )

    def _scores(self, states: Floats) -> Floats:
        """Return the score of each move for states.

        States are given as sums of their parts: states by pieces by hidden.
        """
        states += self._bias
        scores: Floats = states.max(axis=1) @ self._upper
        scores += self._upper_bias
        return scores

    def _outside(self, parts: Floats, spaces: NDArray[np.bool_], ends: Ints) -> Ints:
        """Return the move at each row where no name is open.

        A white space is in no name, and no name begins with the last token.
        """
        scores = self._scores(parts[:, 0] + self._none[1] + self._none[2])
        scores += self._moves.allowed
        scores[np.ix_(ends - 1, self._moves.begins)] = -np.inf
        moves: Ints = scores.argmax(axis=1)
        moves[spaces] = self._moves.out
        return moves

    def _readings(self, moves: Ints, ends: Ints) -> list[Reading]:
        rows = np.flatnonzero(moves != self._moves.out)
        marked = list(zip(rows.tolist(), moves[rows].tolist(), strict=True))
        cuts = np.searchsorted(rows, ends).tolist()
        return [
            Reading(marked[first:last][::-1], end)
            for first, last, end in zip([0, *cuts], cuts, ends.tolist(), strict=False)
        ]

    def _read(self, readings: Sequence[Reading], parts: Floats) -> None:
        """Find the names of all documents, a token of each in every round."""
        begins: list[bool] = self._moves.begins.tolist()
        unread = [reading for reading in readings if reading.open_next(begins)]
        while unread:
            going_on = self._goes_on(unread, parts)
            for reading, on in zip(unread, going_on, strict=True):
                reading.at += 1
                if not on or reading.at == reading.end:
                    reading.close()
                    reading.move = -1
            unread = [
                reading for reading in unread if reading.move >= 0 or reading.open_next(begins)
            ]

    def _goes_on(self, readings: Sequence[Reading], parts: Floats) -> list[bool]:
        """Say of each open name whether the next token is inside it, rather than its last."""
        start, at, move = np.array(
            [(reading.start, reading.at, reading.move) for reading in readings]
        ).T
        scores = self._scores(parts[at, 0] + parts[start, 1] + parts[at - 1, 2])
        rows = np.arange(len(readings))
        on: list[bool] = (
            scores[rows, self._moves.inside[move]] >= scores[rows, self._moves.last[move]]
        ).tolist()
        return on
