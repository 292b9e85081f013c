"""The teacher: all-mpnet-base-v2, eight times the size of the network that the product runs.

It is trained on the same examples, and the network then learns what it says of them, and of
articles that nobody has marked (G. Hinton, O. Vinyals and J. Dean, 2015: *Distilling the knowledge
in a neural network*). Attention after MPNet (K. Song et al., 2020), with a bias for how far one
piece stands from another.
"""

from math import log
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn

from training.encoder.labels import ATTENTION, END, START
from training.encoder.network import Layer, names_of_layers

WIDTH, LAYERS, WORDS, POSITIONS, EPSILON = 768, 12, 30527, 514, 1e-5
SPECIAL = 4
"""Words that stand before those of BERT's vocabulary: start, padding, end, unknown."""
FIRST_POSITION = 2
BUCKETS, EXACT, FARTHEST = 16, 8, 128
"""Distances in one direction: each of the first has a bias of its own, farther ones share one."""


class Teacher(nn.Module):
    """Word pieces to vectors. The word table is not trained."""

    width = WIDTH

    def __init__(self) -> None:
        super().__init__()
        self.word = nn.Embedding(WORDS, WIDTH)
        self.position = nn.Embedding(POSITIONS, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, EPSILON)
        self.distance = nn.Embedding(2 * BUCKETS, ATTENTION)
        self.layers = nn.ModuleList(Layer(WIDTH, EPSILON) for _ in range(LAYERS))
        self.word.weight.requires_grad = False

    def forward(self, ids: Tensor, _: Tensor, mask: Tensor) -> Tensor:
        """Return the vectors of pieces, shape (windows, pieces, `WIDTH`).

        Args:
            ids: Numbers of the pieces in BERT's vocabulary, shape (windows, pieces).
            mask: 1 for pieces and 0 for what fills a window up.
        """
        own = torch.where(ids == START, 0, torch.where(ids == END, 2, ids + SPECIAL))
        own = torch.where(mask == 0, 1, own)
        places = torch.arange(ids.shape[1])
        x = self.norm(self.word(own) + self.position(places + FIRST_POSITION))
        near = self.distance(_bucket(places[None] - places[:, None])).permute(2, 0, 1)
        bias = near[None] + (mask[:, None, None, :] - 1) * 1e4
        for layer in self.layers:
            x = layer(x, bias)
        return x


def _bucket(distance: Tensor) -> Tensor:
    """Return the number of the bias of each distance."""
    far = distance.abs().clamp(min=1)
    share = torch.log(far / EXACT) / log(FARTHEST / EXACT)
    wide = (EXACT + (share * (BUCKETS - EXACT)).long()).clamp(max=BUCKETS - 1)
    return (distance > 0) * BUCKETS + torch.where(distance.abs() < EXACT, distance.abs(), wide)


def from_mpnet(weights: Path) -> Teacher:
    """Return the network of all-mpnet-base-v2, whose `model.safetensors` is `weights`."""
    known = load_file(weights)
    tables = {
        "word.weight": "embeddings.word_embeddings.weight",
        "position.weight": "embeddings.position_embeddings.weight",
        "distance.weight": "encoder.relative_attention_bias.weight",
    }
    parts = {
        "query": "attention.attn.q",
        "key": "attention.attn.k",
        "value": "attention.attn.v",
        "output": "attention.attn.o",
        "norm": "attention.LayerNorm",
        "up": "intermediate.dense",
        "down": "output.dense",
        "last_norm": "output.LayerNorm",
    }
    tables |= dict(names_of_layers(parts, LAYERS))
    model = Teacher()
    model.load_state_dict({ours: known[theirs] for ours, theirs in tables.items()})
    return model
