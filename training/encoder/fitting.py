"""Training: the loss of each task, and the steps."""

import random
import time
from collections.abc import Iterator
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

from training.encoder.distilling import differences
from training.encoder.network import Arrays, Model, tensors
from training.encoder.windows import batches, collate

WEIGHTS = {
    "type": 1.0,
    "log": 1.0,
    "level": 0.5,
    "modality": 0.7,
    "role": 1.0,
    "remote": 1.0,
    "same": 1.5,
}
Batch = list[dict[str, Any]]
Lesson = tuple[Batch, Arrays | None]


def losses(r: Arrays, a: Arrays) -> Arrays:
    """Return the loss of each task, of what the model says of a batch."""
    level = functional.one_hot(a["level"], 3)
    return {
        "type": _any_of(r["type"], a["code"], (a["code"].sum(-1) > 0).float()),
        "log": _mean(_binary(r["log"], a["logged"]), a["log_weight"]),
        "level": _any_of(r["level"], level, a["level_weight"]),
        "modality": _any_of(r["modality"], a["modality"], (a["modality"].sum(-1) > 0).float()),
        "role": _mean(_binary(r["role"], a["roles"]).sum(-1), a["role_weight"]),
        "remote": _mean(_binary(r["remote"], a["remote_roles"]).sum(-1), a["remote_weight"]),
        "same": _mean(_binary(r["same"], a["same"]), a["same_weight"]),
    }


def _any_of(scores: Tensor, right: Tensor, weight: Tensor) -> Tensor:
    """Minus the log-probability of all acceptable answers together."""
    logs = scores.log_softmax(-1).masked_fill(right <= 0, -1e9)
    return _mean(-logs.logsumexp(-1), weight)


def _binary(scores: Tensor, right: Tensor) -> Tensor:
    return functional.binary_cross_entropy_with_logits(scores, right, reduction="none")


def _mean(values: Tensor, weight: Tensor) -> Tensor:
    return (values * weight).sum() / (weight.sum() + 1e-6)


def _lessons(teacher: Model, found: list[Batch]) -> Iterator[Lesson]:
    """Yield each batch with what the teacher says of it, in 16 bits."""
    for batch in found:
        with torch.no_grad():
            said = teacher(tensors(collate(batch)))
        yield batch, {name: said[name].bfloat16() for name in WEIGHTS}


def _stop_dropping_out(network: nn.Module) -> None:
    for part in network.modules():
        if isinstance(part, nn.Dropout):
            part.p = 0.0


def train(
    model: Model,
    data: list[list[dict[str, Any]]],
    *,
    epochs: int,
    rate: float,
    head_rate: float,
    seed: int,
    teacher: Model | None = None,
) -> None:
    """Train a model: a tenth of the steps warms up, then the rates fall to a fiftieth.

    What a teacher says of an example counts as much as what the example is marked with. It is asked
    once: with a teacher, each epoch has the same batches. So much is said of each example that the
    network needs no dropout then.
    """
    rng = random.Random(seed)
    first = batches(data, rng)
    steps = epochs * len(first)
    lessons = list(_lessons(teacher, first)) if teacher is not None else []
    if lessons:
        _stop_dropping_out(model.network)
    warm = max(1, steps // 10)
    trained = [w for w in model.network.parameters() if w.requires_grad]
    optimizer = torch.optim.AdamW(
        [
            {"params": trained, "lr": rate},
            {"params": list(model.heads.parameters()), "lr": head_rate},
        ],
        weight_decay=0.01,
        fused=True,
    )

    def share(step: int) -> float:
        if step < warm:
            return 0.05 + 0.95 * step / warm
        return 1.0 - 0.98 * min(1.0, (step - warm) / (steps - warm))

    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, share)
    model.train()
    for epoch in range(epochs):
        began, sums, count = time.time(), dict.fromkeys(WEIGHTS, 0.0), 0
        rng.shuffle(lessons)
        for batch, wanted in lessons or [(batch, None) for batch in batches(data, rng)]:
            a = tensors(collate(batch))
            found = model(a)
            parts = losses(found, a)
            if wanted is not None:
                heard = {name: value.float() for name, value in wanted.items()}
                for name, value in differences(found, heard, a).items():
                    parts[name] = parts[name] + value
            optimizer.zero_grad()
            sum(WEIGHTS[name] * value for name, value in parts.items()).backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            sums = {name: total + float(parts[name].detach()) for name, total in sums.items()}
            count += 1
            if count % 100 == 0:
                print(count, f"{time.time() - began:.0f} s", flush=True)
        print(
            f"epoch {epoch} {time.time() - began:.0f} s",
            {k: round(v / count, 3) for k, v in sums.items()},
            flush=True,
        )
