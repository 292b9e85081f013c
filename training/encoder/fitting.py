"""Training: the loss of each task, and the steps."""

import random
import time
from typing import Any

import jax
import jax.numpy as jnp
import optax

from training.encoder.network import heads, network
from training.encoder.windows import batches, collate

WEIGHTS = {
    "type": 1.0,
    "log": 1.0,
    "level": 0.5,
    "modality": 0.7,
    "role": 1.0,
    "remote": 1.0,
    "same": 1.5,
    "meaning": 2.0,
}

Tree = Any


def losses(p: Tree, a: Tree, key: Any) -> tuple[Any, dict[str, Any]]:
    """Return the weighted loss and that of each task."""
    one, two = jax.random.split(key)
    r = heads(p["heads"], network(p["network"], a, one), a, two)
    parts = {
        "type": _any_of(r["type"], a["code"], (a["code"].sum(-1) > 0).astype(jnp.float32)),
        "log": _mean(_binary(r["log"], a["logged"]), a["log_weight"]),
        "level": _any_of(r["level"], jax.nn.one_hot(a["level"], 3), a["level_weight"]),
        "modality": _any_of(
            r["modality"], a["modality"], (a["modality"].sum(-1) > 0).astype(jnp.float32)
        ),
        "role": _mean(_binary(r["role"], a["roles"]).sum(-1), a["role_weight"]),
        "remote": _mean(_binary(r["remote"], a["remote_roles"]).sum(-1), a["remote_weight"]),
        "same": _mean(_binary(r["same"], a["same"]), a["same_weight"]),
        "meaning": _mean(1 - (r["meaning"] * a["meaning"]).sum(-1), a["meaning_weight"]),
    }
    return sum(WEIGHTS[name] * value for name, value in parts.items()), parts


def _any_of(scores: Any, right: Any, weight: Any) -> Any:
    """Minus the log-probability of all acceptable answers together."""
    logs = jnp.where(right > 0, jax.nn.log_softmax(scores), -1e9)
    return _mean(-jax.nn.logsumexp(logs, axis=-1), weight)


def _binary(scores: Any, right: Any) -> Any:
    return jnp.maximum(scores, 0) - scores * right + jnp.log1p(jnp.exp(-jnp.abs(scores)))


def _mean(values: Any, weight: Any) -> Any:
    return (values * weight).sum() / (weight.sum() + 1e-6)


def train(
    p: Tree,
    data: list[list[dict[str, Any]]],
    *,
    epochs: int,
    rate: float,
    head_rate: float,
    seed: int,
) -> Tree:
    """Return the trained weights."""
    rng = random.Random(seed)
    steps = epochs * len(batches(data, rng))
    warm = max(1, steps // 10)
    shape = optax.join_schedules(
        [optax.linear_schedule(0.05, 1.0, warm), optax.linear_schedule(1.0, 0.02, steps - warm)],
        [warm],
    )
    labels = jax.tree.map(lambda _: "network", p)
    labels["heads"] = jax.tree.map(lambda _: "heads", p["heads"])
    labels["network"]["word"] = "still"
    kinds = {
        "network": optax.adamw(lambda s: rate * shape(s), weight_decay=0.01),
        "heads": optax.adamw(lambda s: head_rate * shape(s), weight_decay=0.01),
        "still": optax.set_to_zero(),
    }
    optimizer = optax.chain(optax.clip_by_global_norm(1.0), optax.multi_transform(kinds, labels))
    state = optimizer.init(p)

    @jax.jit  # type: ignore[untyped-decorator]
    def step(p: Tree, state: Any, a: Tree, key: Any) -> Any:
        (_, parts), gradient = jax.value_and_grad(losses, has_aux=True)(p, a, key)
        change, state = optimizer.update(gradient, state, p)
        return optax.apply_updates(p, change), state, parts

    key = jax.random.PRNGKey(seed)
    for epoch in range(epochs):
        began, sums, count = time.time(), dict.fromkeys(WEIGHTS, 0.0), 0
        for batch in batches(data, rng):
            key, own = jax.random.split(key)
            p, state, parts = step(p, state, collate(batch), own)
            sums = {name: total + float(parts[name]) for name, total in sums.items()}
            count += 1
        print(
            f"epoch {epoch} {time.time() - began:.0f} s",
            {k: round(v / count, 3) for k, v in sums.items()},
            flush=True,
        )
    return p
