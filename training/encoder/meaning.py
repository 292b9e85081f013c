"""What sentences mean, as all-MiniLM-L6-v2 says it: vectors that the encoder learns to give too.

The model that the encoder starts from was trained so that texts on one thing have vectors near
each other (the mean over their pieces). Training for events forgets that. The encoder is therefore
also held to that model's vectors, in their `MEANING` strongest directions. Consolidation compares
two articles by these vectors.
"""

from pathlib import Path
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np

from training.encoder.labels import END, MEANING, MOST_PIECES, START
from training.encoder.network import initial, network

LAYERS = 6
ROWS = 64
Floats = np.ndarray


def teach(base: Path, items: list[dict[str, Any]]) -> tuple[Floats, Floats]:
    """Give each sentence its vector, `meaning`.

    Return the directions and the offset that turn the model's vectors into `meaning`.
    """
    model = initial(base, LAYERS, 0)["network"]
    whole = _vectors(model, [item["pieces"] for item in items])
    mean = whole.mean(0)
    _, vectors = np.linalg.eigh(np.cov((whole - mean).T))
    directions = vectors[:, ::-1][:, :MEANING].astype(np.float32)
    found = (whole - mean) @ directions
    found /= np.linalg.norm(found, axis=1, keepdims=True) + 1e-9
    for item, vector in zip(items, found, strict=True):
        item["meaning"] = vector.astype(np.float16)
    return directions, (-mean @ directions).astype(np.float32)


@jax.jit  # type: ignore[untyped-decorator]
def _pooled(model: Any, a: Any) -> Any:
    x = network(model, a, None)
    mean = (x * a["mask"][..., None]).sum(1) / a["mask"].sum(1, keepdims=True)
    return mean / jnp.linalg.norm(mean, axis=1, keepdims=True)


def _vectors(model: Any, sentences: list[tuple[int, ...]]) -> Floats:
    """Return a row for each sentence; they are read in batches of similar length."""
    order = sorted(range(len(sentences)), key=lambda number: len(sentences[number]))
    found = np.zeros((len(sentences), model["word"].shape[1]), np.float32)
    for start in range(0, len(order), ROWS):
        numbers = order[start : start + ROWS]
        longest = min(max(len(sentences[n]) for n in numbers), MOST_PIECES) + 2
        length = -(-longest // 16) * 16
        a = {
            "ids": np.zeros((ROWS, length), np.int32),
            "mask": np.zeros((ROWS, length), np.float32),
        }
        for row, number in enumerate(numbers):
            pieces = [START, *sentences[number][:MOST_PIECES], END]
            a["ids"][row, : len(pieces)], a["mask"][row, : len(pieces)] = pieces, 1
        a["mask"][len(numbers) :, 0] = 1
        found[numbers] = np.asarray(_pooled(model, a | {"types": np.zeros_like(a["ids"])}))[
            : len(numbers)
        ]
    return found
