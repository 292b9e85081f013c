"""The network and its heads, as functions of a tree of weights."""

import math
from pathlib import Path
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from safetensors.numpy import load_file

from training.encoder.labels import (
    ATTENTION,
    CODES,
    FEATURES,
    HIDDEN,
    IDENTITY,
    MEANING,
    PAIR,
    POSITIONS,
    REMOTE,
    WIDTH,
)

Tree = Any


def initial(base: Path, layers: int, seed: int) -> Tree:
    """Return the weights to begin with.

    These are the first layers of the model in `base`, and small random heads.
    """
    w = load_file(base / "model.safetensors")
    rng = np.random.default_rng(seed)

    def near_zero(*shape: int) -> np.ndarray:
        return (rng.normal(size=shape) * 0.02).astype(np.float32)

    def role_head(name: str, features: int, bias: float) -> dict[str, np.ndarray]:
        return {
            f"{name}u": near_zero(HIDDEN, 4 * WIDTH),
            f"{name}v": near_zero(HIDDEN, 4 * WIDTH),
            f"{name}ub": np.zeros(4 * WIDTH, np.float32),
            f"{name}vb": np.zeros(4 * WIDTH, np.float32),
            f"{name}f": near_zero(features, 4),
            f"{name}b": np.full(4, bias, np.float32),
            f"{name}t": near_zero(HIDDEN, 4),
            f"{name}c": near_zero(HIDDEN, 4),
        }

    names = {
        "q": "attention.self.query",
        "k": "attention.self.key",
        "v": "attention.self.value",
        "o": "attention.output.dense",
        "i": "intermediate.dense",
        "d": "output.dense",
    }
    norms = {
        "g1": "attention.output.LayerNorm.weight",
        "b1": "attention.output.LayerNorm.bias",
        "g2": "output.LayerNorm.weight",
        "b2": "output.LayerNorm.bias",
    }
    stack = []
    for number in range(layers):
        at = f"encoder.layer.{number}."
        layer = {f"{short}w": w[f"{at}{name}.weight"].T for short, name in names.items()}
        layer |= {f"{short}b": w[f"{at}{name}.bias"] for short, name in names.items()}
        stack.append(layer | {short: w[at + name] for short, name in norms.items()})
    network = {
        "word": w["embeddings.word_embeddings.weight"],
        "pos": w["embeddings.position_embeddings.weight"][:POSITIONS],
        "typ": w["embeddings.token_type_embeddings.weight"],
        "lng": w["embeddings.LayerNorm.weight"],
        "lnb": w["embeddings.LayerNorm.bias"],
        "L": stack,
    }
    heads = {
        "zw": near_zero(2 * HIDDEN, HIDDEN),
        "zb": np.zeros(HIDDEN, np.float32),
        "tw": near_zero(HIDDEN, len(CODES)),
        "tb": np.zeros(len(CODES), np.float32),
        "prior": np.array([2.0], np.float32),
        "gw": near_zero(HIDDEN, 1),
        "gb": np.array([-1.0], np.float32),
        "lw": near_zero(HIDDEN, 3),
        "lb": np.zeros(3, np.float32),
        "mw": near_zero(HIDDEN, 5),
        "mb": np.zeros(5, np.float32),
        "cw": near_zero(HIDDEN, IDENTITY),
        "cb": np.array([-3.0, 2.0, 1.0], np.float32),
        "pu": near_zero(2 * IDENTITY, PAIR),
        "pb": np.zeros(PAIR, np.float32),
        "pv": near_zero(PAIR, 1),
        **role_head("r", FEATURES, -2.0),
        **role_head("f", REMOTE, -3.0),
        "vw": near_zero(HIDDEN, MEANING),
        "vb": np.zeros(MEANING, np.float32),
    }
    return jax.tree.map(jnp.asarray, {"network": network, "heads": heads})


def network(p: Tree, a: Tree, key: Any) -> Any:
    """Return the vectors of all pieces; with a key, some are dropped, as in training."""
    size, length = a["ids"].shape
    keys = jax.random.split(key, 2 * len(p["L"])) if key is not None else [None] * 2 * len(p["L"])
    x = jax.lax.stop_gradient(p["word"])[a["ids"]] + p["pos"][:length][None] + p["typ"][a["types"]]
    x = _norm(x, p["lng"], p["lnb"])
    bias = (a["mask"][:, None, None, :] - 1) * 1e4

    def split(y: Any) -> Any:
        return y.reshape(size, length, ATTENTION, -1).transpose(0, 2, 1, 3)

    for number, w in enumerate(p["L"]):
        q, k, v = (split(x @ w[f"{name}w"] + w[f"{name}b"]) for name in "qkv")
        attention = jax.nn.softmax(
            q @ k.transpose(0, 1, 3, 2) / math.sqrt(HIDDEN / ATTENTION) + bias, -1
        )
        y = (attention @ v).transpose(0, 2, 1, 3).reshape(size, length, HIDDEN)
        x = _norm(x + _dropped(y @ w["ow"] + w["ob"], 0.1, keys[2 * number]), w["g1"], w["b1"])
        y = jax.nn.gelu(x @ w["iw"] + w["ib"], approximate=False)
        x = _norm(x + _dropped(y @ w["dw"] + w["db"], 0.1, keys[2 * number + 1]), w["g2"], w["b2"])
    return x


def _norm(x: Any, scale: Any, shift: Any) -> Any:
    mean = x.mean(-1, keepdims=True)
    return (x - mean) / jnp.sqrt(((x - mean) ** 2).mean(-1, keepdims=True) + 1e-12) * scale + shift


def _dropped(x: Any, rate: float, key: Any) -> Any:
    return (
        x
        if key is None
        else jnp.where(jax.random.bernoulli(key, 1 - rate, x.shape), x / (1 - rate), 0)
    )


def heads(h: Tree, x: Any, a: Tree, key: Any) -> dict[str, Any]:
    """Return the log-odds of each task, as `workers.events.encoder.heads` does without training."""
    row = a["row"]
    trigger = (x[row, a["first"]] + x[row, a["last"]]) / 2
    z = jax.nn.gelu(
        _dropped(jnp.concatenate([trigger, x[row, a["end"]]], -1), 0.2, key) @ h["zw"] + h["zb"]
    )
    types = (
        z @ h["tw"]
        + h["tb"]
        + jax.nn.one_hot(a["rule"], len(CODES)) * (a["known"] * h["prior"][0])[:, None]
    )
    of, rows = trigger[a["of"]], row[a["of"]]
    phrase = (x[rows, a["pfirst"]] + x[rows, a["plast"]]) / 2
    left = (of @ h["ru"] + h["rub"]).reshape(-1, 4, WIDTH)
    right = (phrase @ h["rv"] + h["rvb"]).reshape(-1, 4, WIDTH)
    roles = (
        (left * right).sum(-1) / math.sqrt(WIDTH)
        + a["features"] @ h["rf"]
        + h["rb"]
        + of @ h["rt"]
        + phrase @ h["rc"]
    )
    filler = (x[a["frow"], a["ffirst"]] + x[a["frow"], a["flast"]]) / 2
    left = (trigger @ h["fu"] + h["fub"]).reshape(-1, 4, WIDTH)
    right = (filler @ h["fv"] + h["fvb"]).reshape(-1, 4, WIDTH)
    remote = (
        jnp.einsum("tkd,pkd->tpk", left, right) / math.sqrt(WIDTH) + a["remote"] @ h["ff"] + h["fb"]
    )
    remote += (trigger @ h["ft"])[:, None] + (filler @ h["fc"])[None]
    identity = z @ h["cw"]
    same = same_event(h, identity) + h["cb"][1] * a["alike"]
    return {
        "type": types,
        "log": (z @ h["gw"])[:, 0] + h["gb"][0],
        "level": z @ h["lw"] + h["lb"],
        "modality": z @ h["mw"] + h["mb"],
        "role": roles,
        "remote": remote,
        "same": same,
        "identity": identity,
        "meaning": _meaning(h, x, a),
    }


def _meaning(h: Tree, x: Any, a: Tree) -> Any:
    """Return what each sentence means: from the mean over its pieces, a unit vector."""
    sums = jnp.pad(jnp.cumsum(x, 1), ((0, 0), (1, 0), (0, 0)))
    length = jnp.maximum(a["send"] - a["sstart"], 1)[:, None]
    mean = (sums[a["srow"], a["send"]] - sums[a["srow"], a["sstart"]]) / length
    found = mean @ h["vw"] + h["vb"]
    return found / (jnp.linalg.norm(found, axis=1, keepdims=True) + 1e-6)


def same_event(h: Tree, identity: Any) -> Any:
    """Return the log-odds that two triggers name one event.

    The log-odds come from what their vectors have in common and what sets them apart.
    """
    one, other = identity[:, None], identity[None]
    compared = jnp.concatenate([one * other, jnp.abs(one - other)], -1)
    return (
        compared[..., :IDENTITY].sum(-1) / math.sqrt(IDENTITY) * h["cb"][2]
        + h["cb"][0]
        + (jax.nn.gelu(compared @ h["pu"] + h["pb"]) @ h["pv"])[..., 0]
    )
