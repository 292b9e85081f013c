"""Train the sentence encoder and its heads: `python training/encoder.py BASE OUT.npz --train A.pickle ... [--dev B.pickle] [--fold K/N --held OUT.pickle]`.

BASE is the folder of all-MiniLM-L6-v2 (`model.safetensors`), of which the first layers are kept. The pickles are written by `training/examples.py`. Needs jax, optax and
safetensors, which the product does not. `--fold` leaves the K-th of N parts of the desk's articles out and writes what the model says of them.

Seven tasks share the network: the type of a trigger, whether a desk would log it, its level, its modality, the roles of phrases, and whether two triggers name one event.
The word table stays as it is: few of its words occur in the training data.
"""

import argparse
import math
import pickle
import random
import time
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import optax
from safetensors.numpy import load_file

CODES = [
    "ACCIDENT",
    "ACCUSE",
    "AGREE",
    "AID",
    "APPOINTMENT",
    "ARTS",
    "ASSAULT",
    "AWARD",
    "BIRTH",
    "CEREMONY",
    "COERCE",
    "CONCEDE",
    "CONSULT",
    "COOPERATE",
    "COURT",
    "CRIME",
    "DEAL",
    "DEATH",
    "DEPARTURE",
    "DISASTER",
    "ELECTION",
    "HEALTH",
    "LAYOFFS",
    "LEGISLATION",
    "MARKET",
    "MARRIAGE",
    "MOBILIZE",
    "PRODUCT",
    "PROTEST",
    "REJECT",
    "REQUEST",
    "RESCUE",
    "RESULTS",
    "RETREAT",
    "SANCTION",
    "SCIENCE",
    "SPORT",
    "STATEMENT",
    "SUPPORT",
    "THREATEN",
    "TRANSFER",
    "UNKNOWN",
]
LEVELS = ["main", "reported", "background"]
MODALITIES = ["occurred", "ongoing", "planned", "denied", "hypothetical"]
ROLES = "ARPT"
FEATURES, WIDTH, IDENTITY = 12, 64, 96
HIDDEN, ATTENTION, POSITIONS = 384, 12, 160
START, END, MOST_PIECES, MOST_TITLE = 101, 102, 100, 28
LENGTHS = {40: 40, 64: 25, 132: 12}
"""Pieces of the sentences of a batch, and how many sentences it has."""
MOST_MENTIONS, MOST_PAIRS = 128, 768
LOG_WEIGHT = {"desk": 1.0, "article": 0.5, "sentence": 0.3}
"""How much an example says of what a desk logs: a sentence by itself says little."""
LEVEL_WEIGHT = {"desk": 1.0, "article": 0.7, "sentence": 0.2}
WEIGHTS = {"type": 1.0, "log": 1.0, "level": 0.5, "modality": 0.7, "role": 1.0, "same": 1.5}

Tree = Any


def sentences(items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the items with the numbers that the network reads."""
    found = []
    for item in items:
        title, own = list(item["title"])[:MOST_TITLE], list(item["pieces"])[:MOST_PIECES]
        base = len(title) + 2
        mentions = [m for m in item["mentions"] if m["at"][1] < MOST_PIECES]
        if mentions:
            found.append(
                {
                    **item,
                    "ids": [START, *title, END, *own, END],
                    "types": [0] * base + [1] * (len(own) + 1),
                    "base": base,
                    "mentions": mentions,
                    "pairs": sum(len(item["phrases"]) for m in mentions if m["roles"] is not None),
                }
            )
    return found


def batches(data: list[dict[str, Any]], rng: random.Random) -> list[list[dict[str, Any]]]:
    """Return batches of sentences of similar length; those of one article stay together, so that their events can be compared."""
    groups: dict[str, list[dict[str, Any]]] = {}
    for item in data:
        groups.setdefault(item["article"], []).append(item)
    order = list(groups.values())
    rng.shuffle(order)
    open_: dict[int, list[dict[str, Any]]] = {length: [] for length in LENGTHS}
    done = []
    for item in (item for group in order for item in group):
        length = next(n for n in LENGTHS if len(item["ids"]) <= n)
        batch = open_[length]
        full = len(batch) >= LENGTHS[length]
        full |= sum(len(i["mentions"]) for i in (*batch, item)) > MOST_MENTIONS
        if full or sum(i["pairs"] for i in (*batch, item)) > MOST_PAIRS:
            done.append(batch)
            batch = open_[length] = []
        batch.append(item)
    done += [batch for batch in open_.values() if batch]
    rng.shuffle(done)
    return done


def collate(batch: list[dict[str, Any]]) -> dict[str, np.ndarray]:
    """Return a batch as arrays of a fixed shape for its length."""
    length = next(n for n in LENGTHS if max(len(i["ids"]) for i in batch) <= n)
    size, n, r = LENGTHS[length], MOST_MENTIONS, MOST_PAIRS
    a: dict[str, Any] = {
        "ids": np.zeros((size, length), np.int32),
        "types": np.zeros((size, length), np.int32),
        "mask": np.zeros((size, length), np.float32),
        "row": np.zeros(n, np.int32),
        "first": np.zeros(n, np.int32),
        "last": np.zeros(n, np.int32),
        "rule": np.zeros(n, np.int32),
        "known": np.zeros(n, np.float32),
        "code": np.zeros((n, len(CODES)), np.float32),
        "logged": np.zeros(n, np.float32),
        "log_weight": np.zeros(n, np.float32),
        "level": np.zeros(n, np.int32),
        "level_weight": np.zeros(n, np.float32),
        "modality": np.zeros((n, len(MODALITIES)), np.float32),
        "of": np.zeros(r, np.int32),
        "pfirst": np.zeros(r, np.int32),
        "plast": np.zeros(r, np.int32),
        "features": np.zeros((r, FEATURES), np.float32),
        "roles": np.zeros((r, len(ROLES)), np.float32),
        "role_weight": np.zeros(r, np.float32),
        "same": np.zeros((n, n), np.float32),
        "same_weight": np.zeros((n, n), np.float32),
        "alike": np.zeros((n, n), np.float32),
    }
    a["mask"][:, 0] = 1
    number = pair = 0
    flat = []
    for row, item in enumerate(batch):
        end = len(item["ids"])
        a["ids"][row, :end], a["types"][row, :end], a["mask"][row, :end] = item["ids"], item["types"], 1
        for mention in item["mentions"]:
            flat.append((item, mention))
            _fill(a, number, row, item, mention)
            if mention["roles"] is not None:
                for phrase, letters, features in zip(
                    item["phrases"], mention["roles"], mention["features"], strict=True
                ):
                    if phrase is not None and phrase[1] < MOST_PIECES:
                        a["of"][pair], a["pfirst"][pair], a["plast"][pair] = (
                            number,
                            item["base"] + phrase[0],
                            item["base"] + phrase[1],
                        )
                        a["features"][pair], a["role_weight"][pair] = features, 1
                        a["roles"][pair] = [float(role in letters) for role in ROLES]
                        pair += 1
            number += 1
    for x, (item, one) in enumerate(flat):
        for y, (other_item, other) in enumerate(flat[:x]):
            if item["article"] == other_item["article"] and (one["logged"] or other["logged"]):
                a["same_weight"][x, y] = 1.0 if one["logged"] and other["logged"] else 0.3
                a["same"][x, y] = float(bool(set(one["events"]) & set(other["events"])))
                a["alike"][x, y] = float(one["word"][:5] == other["word"][:5])
    return a


def _fill(a: dict[str, Any], number: int, row: int, item: dict[str, Any], mention: dict[str, Any]) -> None:
    kind, base = item["kind"], item["base"]
    a["row"][number], a["first"][number], a["last"][number] = row, base + mention["at"][0], base + mention["at"][1]
    rule = mention["rule"] if mention["rule"] in CODES else "UNKNOWN"
    a["rule"][number], a["known"][number] = CODES.index(rule), float(rule != "UNKNOWN")
    for kind_of_event in mention["types"]:
        code = kind_of_event.partition("/")[0]
        if code in CODES:
            a["code"][number, CODES.index(code)] = 1
    a["logged"][number] = float(mention["logged"])
    a["log_weight"][number] = LOG_WEIGHT[kind] * (kind != "sentence" or mention["marked"])
    if mention["level"]:
        a["level"][number], a["level_weight"][number] = LEVELS.index(mention["level"]), LEVEL_WEIGHT[kind]
    for modality in mention["modality"]:
        if modality in MODALITIES:
            a["modality"][number, MODALITIES.index(modality)] = 1


def initial(base: Path, layers: int, seed: int) -> Tree:
    """Return the weights to begin with: the first layers of the model in `base`, and small random heads."""
    w = load_file(base / "model.safetensors")
    rng = np.random.default_rng(seed)

    def near_zero(*shape: int) -> np.ndarray:
        return (rng.normal(size=shape) * 0.02).astype(np.float32)

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
        "ru": near_zero(HIDDEN, 4 * WIDTH),
        "rv": near_zero(HIDDEN, 4 * WIDTH),
        "rub": np.zeros(4 * WIDTH, np.float32),
        "rvb": np.zeros(4 * WIDTH, np.float32),
        "rf": near_zero(FEATURES, 4),
        "rb": np.full(4, -2.0, np.float32),
        "rt": near_zero(HIDDEN, 4),
        "rc": near_zero(HIDDEN, 4),
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
        attention = jax.nn.softmax(q @ k.transpose(0, 1, 3, 2) / math.sqrt(HIDDEN / ATTENTION) + bias, -1)
        y = (attention @ v).transpose(0, 2, 1, 3).reshape(size, length, HIDDEN)
        x = _norm(x + _dropped(y @ w["ow"] + w["ob"], 0.1, keys[2 * number]), w["g1"], w["b1"])
        y = jax.nn.gelu(x @ w["iw"] + w["ib"], approximate=False)
        x = _norm(x + _dropped(y @ w["dw"] + w["db"], 0.1, keys[2 * number + 1]), w["g2"], w["b2"])
    return x


def _norm(x: Any, scale: Any, shift: Any) -> Any:
    mean = x.mean(-1, keepdims=True)
    return (x - mean) / jnp.sqrt(((x - mean) ** 2).mean(-1, keepdims=True) + 1e-12) * scale + shift


def _dropped(x: Any, rate: float, key: Any) -> Any:
    return x if key is None else jnp.where(jax.random.bernoulli(key, 1 - rate, x.shape), x / (1 - rate), 0)


def heads(h: Tree, x: Any, a: Tree, key: Any) -> dict[str, Any]:
    """Return the log-odds of each task; `workers.events.encoder.heads` does the same without training."""
    row = a["row"]
    trigger = (x[row, a["first"]] + x[row, a["last"]]) / 2
    z = jax.nn.gelu(_dropped(jnp.concatenate([trigger, x[row, 0]], -1), 0.2, key) @ h["zw"] + h["zb"])
    types = z @ h["tw"] + h["tb"] + jax.nn.one_hot(a["rule"], len(CODES)) * (a["known"] * h["prior"][0])[:, None]
    of, rows = trigger[a["of"]], row[a["of"]]
    phrase = (x[rows, a["pfirst"]] + x[rows, a["plast"]]) / 2
    left = (of @ h["ru"] + h["rub"]).reshape(-1, 4, WIDTH)
    right = (phrase @ h["rv"] + h["rvb"]).reshape(-1, 4, WIDTH)
    roles = (
        (left * right).sum(-1) / math.sqrt(WIDTH) + a["features"] @ h["rf"] + h["rb"] + of @ h["rt"] + phrase @ h["rc"]
    )
    identity = z @ h["cw"]
    same = identity @ identity.T / math.sqrt(IDENTITY) * h["cb"][2] + h["cb"][0] + h["cb"][1] * a["alike"]
    return {
        "type": types,
        "log": (z @ h["gw"])[:, 0] + h["gb"][0],
        "level": z @ h["lw"] + h["lb"],
        "modality": z @ h["mw"] + h["mb"],
        "role": roles,
        "same": same,
        "identity": identity,
    }


def losses(p: Tree, a: Tree, key: Any) -> tuple[Any, dict[str, Any]]:
    """Return the weighted loss and that of each task."""
    one, two = jax.random.split(key)
    r = heads(p["heads"], network(p["network"], a, one), a, two)
    parts = {
        "type": _any_of(r["type"], a["code"], (a["code"].sum(-1) > 0).astype(jnp.float32)),
        "log": _mean(_binary(r["log"], a["logged"]), a["log_weight"]),
        "level": _any_of(r["level"], jax.nn.one_hot(a["level"], 3), a["level_weight"]),
        "modality": _any_of(r["modality"], a["modality"], (a["modality"].sum(-1) > 0).astype(jnp.float32)),
        "role": _mean(_binary(r["role"], a["roles"]).sum(-1), a["role_weight"]),
        "same": _mean(_binary(r["same"], a["same"]), a["same_weight"]),
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


def train(p: Tree, data: list[dict[str, Any]], *, epochs: int, rate: float, head_rate: float, seed: int) -> Tree:
    """Return the trained weights."""
    rng = random.Random(seed)
    steps = epochs * len(batches(data, rng))
    warm = max(1, steps // 10)
    shape = optax.join_schedules(
        [optax.linear_schedule(0.05, 1.0, warm), optax.linear_schedule(1.0, 0.02, steps - warm)], [warm]
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
            f"epoch {epoch} {time.time() - began:.0f} s", {k: round(v / count, 3) for k, v in sums.items()}, flush=True
        )
    return p


@jax.jit  # type: ignore[untyped-decorator]
def _forward(p: Tree, a: Tree) -> dict[str, Any]:
    return heads(p["heads"], network(p["network"], a, None), a, None)


def judge(p: Tree, data: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return what the model says of each mention, in the order of the batches."""
    found = []
    for batch in batches(data, random.Random(0)):
        a = collate(batch)
        r = {name: np.asarray(value) for name, value in _forward(p, a).items()}
        roles: dict[int, list[Any]] = {}
        for number, scores, right, own, weight in zip(
            a["of"], r["role"], a["roles"], a["features"], a["role_weight"], strict=True
        ):
            if weight:
                roles.setdefault(int(number), []).append((scores, right, own))
        flat = [(item, mention) for item in batch for mention in item["mentions"]]
        for number, (item, mention) in enumerate(flat):
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
                }
            )
    return found


def report(name: str, rows: list[dict[str, Any]]) -> None:
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
                rule.append(row["code"][CODES.index(gold["rule"] if gold["rule"] in CODES else "UNKNOWN")] > 0)
                event = events.setdefault(gold["events"][0], [np.zeros(len(CODES)), row["code"]])
                event[0] = event[0] + row["types"]
    counts = np.zeros((2, len(ROLES), 3))
    for row in rows:
        for scores, right, own in row["roles"]:
            for number in range(len(ROLES)):
                for system, told in enumerate((scores[number] > 0, own[number if number < 2 else number + 1] > 0)):
                    counts[system, number] += [told, right[number], told and right[number]]
    f1 = 2 * counts[..., 2] / (counts[..., 0] + counts[..., 1] + 1e-9)
    right_events = [code[int(total.argmax())] > 0 for total, code in events.values()]
    area = _auc([row["gold"]["logged"] for row in rows], [row["logged"] for row in rows])
    print(
        f"[{name}] type by telling {np.mean(tell):.3f} (rules {np.mean(rule):.3f}), by event {np.mean(right_events):.3f} of {len(events)}; log AUC {area:.3f}; level {np.mean(level):.3f}; "
        f"modality {np.mean(modality):.3f}; roles A R P T {f1[0].round(3)} (rules {f1[1].round(3)})",
        flush=True,
    )


def _auc(right: list[bool], scores: list[float]) -> float:
    order = np.argsort(np.argsort(scores)) + 1
    positive = np.array(right, bool)
    n, m = positive.sum(), (~positive).sum()
    return float((order[positive].sum() - n * (n + 1) / 2) / (n * m))


def save(p: Tree, path: Path) -> None:
    """Write the weights by name: `network.L.0.qw`, `heads.zw`."""
    np.savez(path, allow_pickle=False, **dict(_named("", p)))


def _named(name: str, tree: Tree) -> Iterator[tuple[str, np.ndarray]]:
    if isinstance(tree, dict | list):
        for key, value in tree.items() if isinstance(tree, dict) else enumerate(tree):
            yield from _named(f"{name}.{key}" if name else str(key), value)
    else:
        yield name, np.asarray(tree)


def main() -> None:
    """Train, report and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("base", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--train", type=Path, nargs="+", required=True)
    parser.add_argument("--dev", type=Path)
    parser.add_argument("--fold")
    parser.add_argument("--held", type=Path)
    parser.add_argument("--layers", type=int, default=3)
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--rate", type=float, default=7e-5)
    parser.add_argument("--head-rate", type=float, default=1e-3)
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    data = sentences([item for path in arguments.train for item in pickle.loads(path.read_bytes())])  # noqa: S301 - our own file
    held: list[dict[str, Any]] = []
    if arguments.fold:
        part, parts = map(int, arguments.fold.split("/"))
        held = [
            item
            for item in data
            if item["kind"] == "desk" and zlib.crc32(item["article"].rsplit("-", 1)[0].encode()) % parts == part
        ]
        data = [
            item
            for item in data
            if item["kind"] != "desk" or zlib.crc32(item["article"].rsplit("-", 1)[0].encode()) % parts != part
        ]
    print(len(data), "sentences,", len(held), "held out", flush=True)
    p = train(
        initial(arguments.base, arguments.layers, arguments.seed),
        data,
        epochs=arguments.epochs,
        rate=arguments.rate,
        head_rate=arguments.head_rate,
        seed=arguments.seed,
    )
    save(p, arguments.out)
    if held:
        rows = judge(p, held)
        report("held", rows)
        if arguments.held:
            arguments.held.write_bytes(
                pickle.dumps([{k: v for k, v in row.items() if k not in {"gold", "code"}} for row in rows])
            )
    if arguments.dev:
        report("dev", judge(p, sentences(pickle.loads(arguments.dev.read_bytes()))))  # noqa: S301 - our own file


if __name__ == "__main__":
    main()
