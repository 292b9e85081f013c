"""What sentences mean, as all-MiniLM-L6-v2 says it: vectors that the encoder learns to give too.

That model was trained so that texts on one thing have vectors near each other (the mean over their
pieces). The encoder is held to its vectors, in their `MEANING` strongest directions. Consolidation
compares two articles by these vectors.
"""

from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch.nn import functional

from training.encoder.labels import END, HIDDEN, MEANING, MOST_PIECES, START
from training.encoder.network import Network, from_base

LAYERS = 6
ROWS = 64
Floats = np.ndarray


def teach(base: Path, items: list[dict[str, Any]]) -> tuple[Floats, Floats]:
    """Give each sentence its vector, `meaning`.

    Return the directions and the offset that turn the model's vectors into `meaning`.
    """
    model = from_base(base, LAYERS)
    whole = _vectors(model, [item["pieces"] for item in items])
    mean = whole.mean(0)
    _, vectors = np.linalg.eigh(np.cov((whole - mean).T))
    directions = vectors[:, ::-1][:, :MEANING].astype(np.float32)
    found = (whole - mean) @ directions
    found /= np.linalg.norm(found, axis=1, keepdims=True) + 1e-9
    for item, vector in zip(items, found, strict=True):
        item["meaning"] = vector.astype(np.float16)
    return directions, (-mean @ directions).astype(np.float32)


def _pooled(model: Network, ids: Floats, mask: Floats) -> Floats:
    pieces, weight = torch.from_numpy(ids), torch.from_numpy(mask)
    with torch.no_grad():
        x = model(pieces, torch.zeros_like(pieces), weight)
        mean = (x * weight[..., None]).sum(1) / weight.sum(1, keepdim=True)
        found: Floats = functional.normalize(mean, dim=-1).numpy()
    return found


def _vectors(model: Network, sentences: list[tuple[int, ...]]) -> Floats:
    """Return a row for each sentence; they are read in batches of similar length."""
    order = sorted(range(len(sentences)), key=lambda number: len(sentences[number]))
    model.eval()
    found = np.zeros((len(sentences), HIDDEN), np.float32)
    for start in range(0, len(order), ROWS):
        numbers = order[start : start + ROWS]
        length = min(max(len(sentences[n]) for n in numbers), MOST_PIECES) + 2
        ids = np.zeros((len(numbers), length), np.int64)
        mask = np.zeros((len(numbers), length), np.float32)
        for row, number in enumerate(numbers):
            pieces = [START, *sentences[number][:MOST_PIECES], END]
            ids[row, : len(pieces)], mask[row, : len(pieces)] = pieces, 1
        found[numbers] = _pooled(model, ids, mask)
    return found
