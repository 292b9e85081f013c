"""How far what a model says is from what its teacher says, task by task."""

import torch
from torch import Tensor
from torch.nn import functional

from training.encoder.network import Arrays

LEAST = 0.1
"""Weight of a mention that surely tells nothing for the log; the others have as much more as is
likely that a desk would log them."""
LEAST_PAIR = 0.02


def differences(r: Arrays, t: Arrays, a: Arrays) -> Arrays:
    """Return the mean Kullback-Leibler divergence of each task, in nats.

    Args:
        r: What the model says of a batch.
        t: What the teacher says of it.
        a: The batch, as `collate` makes it.
    """
    logged = t["log"].sigmoid()
    weight = LEAST + logged
    near = (a["row"][:, None] == a["row"]).float()
    pairs = near * (LEAST_PAIR + logged[:, None] * logged)
    fillers = (a["row"][:, None] == a["frow"]).float() * weight[:, None]
    return {
        "type": _mean(_of_one(r["type"], t["type"]), weight),
        "log": _of_each(r["log"], t["log"]).mean(),
        "level": _mean(_of_one(r["level"], t["level"]), weight),
        "modality": _mean(_of_one(r["modality"], t["modality"]), weight),
        "role": _mean(_of_each(r["role"], t["role"]).sum(-1), a["seen"] * weight[a["of"]]),
        "remote": _mean(_of_each(r["remote"], t["remote"]).sum(-1), fillers),
        "same": _mean(_of_each(r["same"], t["same"]), pairs),
    }


def _of_one(model: Tensor, teacher: Tensor) -> Tensor:
    """Return the divergence where one of several answers is right."""
    return (teacher.softmax(-1) * (teacher.log_softmax(-1) - model.log_softmax(-1))).sum(-1)


def _of_each(model: Tensor, teacher: Tensor) -> Tensor:
    """Return the divergence where each answer is yes or no."""
    right = teacher.sigmoid()
    loss = functional.binary_cross_entropy_with_logits
    return loss(model, right, reduction="none") - loss(teacher, right, reduction="none")


def _mean(values: Tensor, weight: Tensor) -> Tensor:
    return (values * weight).sum() / (weight.sum() + torch.finfo(weight.dtype).eps)
