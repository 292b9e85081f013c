"""What a trained model says of articles, and how well that agrees with the gold."""

import random
from typing import Any

import numpy as np
import torch

from training.encoder.labels import CODES, LEVELS, MODALITIES, ROLES
from training.encoder.network import Model, tensors
from training.encoder.windows import batches, collate, listed


def judge(model: Model, data: list[list[dict[str, Any]]]) -> list[dict[str, Any]]:
    """Return what the model says of each mention, in the order of the batches."""
    found = []
    model.eval()
    for batch in batches(data, random.Random(0), scatter=False):
        a = collate(batch)
        with torch.no_grad():
            r = {name: value.numpy() for name, value in model(tensors(a)).items()}
        roles: dict[int, list[Any]] = {}
        for number, scores, right, own, weight in zip(
            a["of"], r["role"], a["roles"], a["features"], a["role_weight"], strict=True
        ):
            if weight:
                roles.setdefault(int(number), []).append((scores, right, own))
        remote = [
            (r["remote"][x, y], a["remote_roles"][x, y])
            for x, y in zip(*a["remote_weight"].nonzero(), strict=True)
        ]
        owners = a["remote_weight"].nonzero()[0].tolist()
        for number, (_, item, _, _, mention) in enumerate(listed(batch)):
            types = r["type"][number] - np.logaddexp.reduce(r["type"][number])
            found.append(
                {
                    "article": item["article"],
                    "kind": item["kind"],
                    "field": mention["field"],
                    "start": mention["start"],
                    "gold": mention,
                    "code": a["code"][number],
                    "types": types,
                    "logged": float(r["log"][number]),
                    "levels": r["level"][number],
                    "modalities": r["modality"][number],
                    "identity": r["identity"][number],
                    "roles": roles.get(number, []),
                    "remote": [
                        pair for owner, pair in zip(owners, remote, strict=True) if owner == number
                    ],
                }
            )
    return found


def report(name: str, model: Model, rows: list[dict[str, Any]]) -> None:
    """Print how well a model's judgements agree with the gold."""
    events: dict[str, list[Any]] = {}
    tell, rule, level, modality = [], [], [], []
    for row in rows:
        gold = row["gold"]
        if gold["logged"]:
            modality.append(MODALITIES[int(row["modalities"].argmax())] in gold["modality"])
            level.append(LEVELS[int(row["levels"].argmax())] == gold["level"])
            if gold["level"] != "background":
                tell.append(row["code"][int(row["types"].argmax())] > 0)
                rule.append(
                    row["code"][CODES.index(gold["rule"] if gold["rule"] in CODES else "UNKNOWN")]
                    > 0
                )
                event = events.setdefault(gold["events"][0], [np.zeros(len(CODES)), row["code"]])
                event[0] = event[0] + row["types"]
    counts = np.zeros((2, len(ROLES), 3))
    for row in rows:
        for scores, right, own in row["roles"]:
            for number in range(len(ROLES)):
                for system, told in enumerate(
                    (scores[number] > 0, own[number if number < 2 else number + 1] > 0)
                ):
                    counts[system, number] += [told, right[number], told and right[number]]
    remote = [
        _precision([(float(s[k]), bool(right[k])) for row in rows for s, right in row["remote"]])
        for k in range(len(ROLES))
    ]
    f1 = 2 * counts[..., 2] / (counts[..., 0] + counts[..., 1] + 1e-9)
    right_events = [code[int(total.argmax())] > 0 for total, code in events.values()]
    pairs = _pairs(model, rows)
    area = _auc([row["gold"]["logged"] for row in rows], [row["logged"] for row in rows])
    print(
        f"[{name}] type by telling {np.mean(tell):.3f} (rules {np.mean(rule):.3f}), "
        f"by event {np.mean(right_events):.3f} of {len(events)}; log AUC {area:.3f}; "
        f"level {np.mean(level):.3f}; modality {np.mean(modality):.3f}; "
        f"roles A R P T {f1[0].round(3)} (rules {f1[1].round(3)}); "
        f"remote AP {np.round(remote, 3)}; "
        f"same event AP {pairs[0]:.3f}, of all pairs {pairs[1]:.3f}",
        flush=True,
    )


def _pairs(model: Model, rows: list[dict[str, Any]]) -> tuple[float, float]:
    """Return how well the identities rank the pairs of mentions of an article.

    The first score is over the pairs of two mentions for the log, the second over the pairs with
    at least one.
    """
    found: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        found.setdefault(row["article"], []).append(row)
    both: list[tuple[float, bool]] = []
    some: list[tuple[float, bool]] = []
    for own in found.values():
        identities = torch.from_numpy(np.stack([row["identity"] for row in own]))
        with torch.no_grad():
            scores = model.heads.same_event(identities).numpy()
        for x, one in enumerate(own):
            for y, other in enumerate(own[:x]):
                if one["gold"]["logged"] or other["gold"]["logged"]:
                    alike = one["gold"]["word"][:5] == other["gold"]["word"][:5]
                    same = bool(set(one["gold"]["events"]) & set(other["gold"]["events"]))
                    pair = float(scores[x, y] + model.heads.w["cb"][1].item() * alike), same
                    some.append(pair)
                    if one["gold"]["logged"] and other["gold"]["logged"]:
                        both.append(pair)
    return _precision(both), _precision(some)


def _precision(pairs: list[tuple[float, bool]]) -> float:
    """Average precision."""
    right = np.array([same for _, same in sorted(pairs, key=lambda pair: -pair[0])], float)
    return float((right * right.cumsum() / np.arange(1, len(right) + 1)).sum() / right.sum())


def _auc(right: list[bool], scores: list[float]) -> float:
    order = np.argsort(np.argsort(scores)) + 1
    positive = np.array(right, bool)
    n, m = positive.sum(), (~positive).sum()
    return float((order[positive].sum() - n * (n + 1) / 2) / (n * m))
