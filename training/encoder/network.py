"""The network and its heads."""

from collections.abc import Iterator
from math import sqrt
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor, nn
from torch.nn import functional

from training.encoder.labels import (
    ATTENTION,
    CODES,
    FEATURES,
    HIDDEN,
    IDENTITY,
    PAIR,
    POSITIONS,
    REMOTE,
    ROLES,
    WIDTH,
    WORDS,
)

Arrays = dict[str, Tensor]
EPSILON = 1e-12


def tensors(batch: dict[str, np.ndarray]) -> Arrays:
    """Return a batch as the model reads it; the memory is shared."""
    return {name: torch.from_numpy(values) for name, values in batch.items()}


class Layer(nn.Module):
    """A layer of a transformer after BERT (Devlin et al. 2019): attention, then two projections."""

    def __init__(self, width: int = HIDDEN, epsilon: float = EPSILON) -> None:
        super().__init__()
        self.query, self.key, self.value, self.output = (nn.Linear(width, width) for _ in range(4))
        self.up, self.down = nn.Linear(width, 4 * width), nn.Linear(4 * width, width)
        self.norm, self.last_norm = (nn.LayerNorm(width, epsilon) for _ in range(2))
        self.dropout = nn.Dropout(0.1)

    def forward(self, x: Tensor, bias: Tensor | None) -> Tensor:
        seen = self.attend(self.query(x), self.key(x), self.value(x), bias)
        x = self.norm(x + self.dropout(self.output(seen)))
        found: Tensor = self.last_norm(x + self.dropout(self.down(functional.gelu(self.up(x)))))
        return found

    @staticmethod
    def attend(query: Tensor, key: Tensor, value: Tensor, bias: Tensor | None) -> Tensor:
        """Return what each piece sees in the others, of the shape of `query`.

        Written out, since what torch has for it takes twice the time backwards on a processor.
        """
        query, key, value = (
            whole.view(*whole.shape[:2], ATTENTION, -1).transpose(1, 2)
            for whole in (query, key, value)
        )
        likeness = (query / sqrt(query.shape[-1])) @ key.transpose(-1, -2)
        if bias is not None:
            likeness = likeness + bias.to(likeness.dtype)
        seen = likeness.softmax(-1).to(value.dtype) @ value
        return seen.transpose(1, 2).flatten(2)


class Network(nn.Module):
    """Word pieces to vectors. The word table is not trained."""

    width = HIDDEN

    def __init__(self, layers: int) -> None:
        super().__init__()
        self.word = nn.Embedding(WORDS, HIDDEN)
        self.position = nn.Embedding(POSITIONS, HIDDEN)
        self.side = nn.Embedding(2, HIDDEN)
        self.norm = nn.LayerNorm(HIDDEN, EPSILON)
        self.layers = nn.ModuleList(Layer() for _ in range(layers))
        self.word.weight.requires_grad = False

    def forward(self, ids: Tensor, types: Tensor, mask: Tensor | None = None) -> Tensor:
        """Return the vectors of pieces, shape (windows, pieces, `HIDDEN`).

        Args:
            ids: Numbers of the pieces, shape (windows, pieces).
            types: 0 for the headline, 1 for what follows it, of the same shape.
            mask: 1 for pieces and 0 for what fills a window up; None where nothing does.
        """
        places = torch.arange(ids.shape[1])
        x = self.norm(self.word(ids) + self.position(places) + self.side(types))
        bias = None if mask is None else (mask[:, None, None, :] - 1) * 1e4
        for layer in self.layers:
            x = layer(x, bias)
        return x


def from_base(base: Path, layers: int) -> Network:
    """Return the first layers of `base`, a model of BERT's form in an ONNX file."""
    known = _weights(base)
    model = Network(layers)
    model.load_state_dict({ours: known[theirs] for ours, theirs in _names(layers)})
    return model


def _weights(base: Path) -> dict[str, Tensor]:
    """Return the weights by BERT's names, which a matrix has from the operation that reads it."""
    graph = onnx.load(base).graph
    known = {constant.name: numpy_helper.to_array(constant) for constant in graph.initializer}
    matrices = {
        f"{node.name.strip('/').removesuffix('/MatMul').replace('/', '.')}.weight": node.input[1]
        for node in graph.node
        if node.op_type == "MatMul" and node.input[1] in known
    }
    named = known | {name: known[constant].T for name, constant in matrices.items()}
    return {name: torch.tensor(value) for name, value in named.items()}


def _names(layers: int) -> Iterator[tuple[str, str]]:
    """Return the names of our weights, each with BERT's name."""
    tables = {
        "word": "word_embeddings",
        "position": "position_embeddings",
        "side": "token_type_embeddings",
    }
    for ours, theirs in tables.items():
        yield f"{ours}.weight", f"embeddings.{theirs}.weight"
    parts = {
        "query": "attention.self.query",
        "key": "attention.self.key",
        "value": "attention.self.value",
        "output": "attention.output.dense",
        "norm": "attention.output.LayerNorm",
        "up": "intermediate.dense",
        "down": "output.dense",
        "last_norm": "output.LayerNorm",
    }
    yield from names_of_layers(parts, layers)


def names_of_layers(parts: dict[str, str], layers: int) -> Iterator[tuple[str, str]]:
    """Yield our names of the weights of layers, each with its name in a model of BERT's form.

    Args:
        parts: Our name of a part of a layer, and its name there.
        layers: Number of layers.
    """
    pairs = [("norm", "embeddings.LayerNorm")] + [
        (f"layers.{number}.{ours}", f"encoder.layer.{number}.{theirs}")
        for number in range(layers)
        for ours, theirs in parts.items()
    ]
    for ours, theirs in pairs:
        for kind in ("weight", "bias"):
            yield f"{ours}.{kind}", f"{theirs}.{kind}"


class Heads(nn.Module):
    """The heads, with the names of weights that `workers.events.encoder.heads` reads."""

    def __init__(self, hidden: int = HIDDEN) -> None:
        super().__init__()
        shapes = {
            "zw": (2 * hidden, hidden), "tw": (hidden, len(CODES)), "gw": (hidden, 1),
            "lw": (hidden, 3), "mw": (hidden, 5), "cw": (hidden, IDENTITY),
            "pu": (2 * IDENTITY, PAIR), "pv": (PAIR, 1),
        }  # fmt: skip
        biases = {"zb": hidden, "tb": len(CODES), "lb": 3, "mb": 5, "pb": PAIR}
        set_out = {"prior": [2.0], "gb": [-1.0], "cb": [-3.0, 2.0, 1.0]}
        for head, features, bias in (("r", FEATURES, -2.0), ("f", REMOTE, -3.0)):
            wide = WIDTH * len(ROLES)
            shapes |= {f"{head}u": (hidden, wide), f"{head}v": (hidden, wide)}
            shapes |= {f"{head}t": (hidden, len(ROLES)), f"{head}c": (hidden, len(ROLES))}
            shapes[f"{head}f"] = features, len(ROLES)
            biases |= {f"{head}ub": wide, f"{head}vb": wide}
            set_out[f"{head}b"] = [bias] * len(ROLES)
        weights = {name: torch.randn(shape) * 0.02 for name, shape in shapes.items()}
        weights |= {name: torch.zeros(size) for name, size in biases.items()}
        weights |= {name: torch.tensor(values) for name, values in set_out.items()}
        self.w = nn.ParameterDict({name: nn.Parameter(value) for name, value in weights.items()})
        self.dropout = nn.Dropout(0.2)

    def forward(self, x: Tensor, a: Arrays) -> Arrays:
        """Return the log-odds of each task, as the product does without training.

        Args:
            x: The vectors of a batch's pieces.
            a: The batch, as `collate` makes it.
        """
        w, row = self.w, a["row"]
        trigger = (x[row, a["first"]] + x[row, a["last"]]) / 2
        around = torch.cat([trigger, x[row, a["end"]]], -1)
        z = functional.gelu(self.dropout(around) @ w["zw"] + w["zb"])
        rules = functional.one_hot(a["rule"], len(CODES)) * (a["known"] * w["prior"][0])[:, None]
        phrase = (x[row[a["of"]], a["pfirst"]] + x[row[a["of"]], a["plast"]]) / 2
        filler = (x[a["frow"], a["ffirst"]] + x[a["frow"], a["flast"]]) / 2
        of = trigger[a["of"]]
        sides = self._sides("r", of, phrase)
        roles = torch.einsum("pkd,pkd->pk", *sides) / sqrt(WIDTH) + a["features"] @ w["rf"]
        sides = self._sides("f", trigger, filler)
        remote = torch.einsum("tkd,pkd->tpk", *sides) / sqrt(WIDTH) + a["remote"] @ w["ff"]
        identity = z @ w["cw"]
        return {
            "type": z @ w["tw"] + w["tb"] + rules,
            "log": (z @ w["gw"])[:, 0] + w["gb"][0],
            "level": z @ w["lw"] + w["lb"],
            "modality": z @ w["mw"] + w["mb"],
            "role": roles + w["rb"] + of @ w["rt"] + phrase @ w["rc"],
            "remote": remote + w["fb"] + (trigger @ w["ft"])[:, None] + (filler @ w["fc"])[None],
            "same": self.same_event(identity) + w["cb"][1] * a["alike"],
            "identity": identity,
        }

    def _sides(self, head: str, triggers: Tensor, phrases: Tensor) -> tuple[Tensor, Tensor]:
        w = self.w
        left = triggers @ w[f"{head}u"] + w[f"{head}ub"]
        right = phrases @ w[f"{head}v"] + w[f"{head}vb"]
        return left.unflatten(-1, (-1, WIDTH)), right.unflatten(-1, (-1, WIDTH))

    def same_event(self, identity: Tensor) -> Tensor:
        """Return the log-odds that two triggers name one event, shape (triggers, triggers).

        The log-odds come from what their vectors have in common and what sets them apart.
        """
        w = self.w
        one, other = identity[:, None], identity[None]
        common, apart = one * other, (one - other).abs()
        compared = functional.gelu(torch.cat([common, apart], -1) @ w["pu"] + w["pb"])
        product = common.sum(-1) / sqrt(IDENTITY) * w["cb"][2] + w["cb"][0]
        found: Tensor = product + (compared @ w["pv"])[..., 0]
        return found


class Model(nn.Module):
    """The network with its heads."""

    def __init__(self, network: Any) -> None:
        super().__init__()
        self.network, self.heads = network, Heads(network.width)

    def forward(self, a: dict[str, Any]) -> Arrays:
        """Return the log-odds of each task for a batch.

        Products within the network have 16 bits: many times the speed on a processor that has
        instructions for them.
        """
        with torch.autocast("cpu", dtype=torch.bfloat16):
            vectors = self.network(a["ids"], a["types"], a["mask"])
        found: Arrays = self.heads(vectors.float(), a)
        return found
