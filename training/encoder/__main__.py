"""Train the sentence encoder and its heads.

    python -m training.encoder BASE OUT.npz --train A.pickle ... [--dev B.pickle]
        [--fold K/N --held OUT.pickle]

BASE is the folder of all-MiniLM-L6-v2 (`model.safetensors`), of which the first layers are kept.
`training/examples.py` writes the pickles. `--fold` leaves out the K-th of N parts of the real
articles and writes what the model says of them.

Eight tasks share the network: the type of a trigger, whether a desk would log it, its level, its
modality, the roles of phrases of its sentence and of others, whether two triggers name one event,
and what a sentence means. The word table is not trained: few of its words occur in the training
data.
"""

import argparse
import pickle
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jax
import numpy as np

from training.corpus import part_of
from training.encoder.fitting import train
from training.encoder.judging import judge, report
from training.encoder.meaning import teach
from training.encoder.network import initial
from training.encoder.windows import articles

Tree = Any


def save(p: Tree, path: Path) -> None:
    """Write the weights by name: `network.L.0.qw`, `heads.zw`."""
    np.savez(path, allow_pickle=False, **dict(_named("", p)))


def load(p: Tree, path: Path) -> Tree:
    """Return a tree of the form of `p` with the weights of a file."""
    with np.load(path) as saved:
        known = [
            (name, saved[name] if name in saved.files else value) for name, value in _named("", p)
        ]
        return jax.tree.unflatten(jax.tree.structure(p), [value for _, value in known])


def _named(name: str, tree: Tree) -> Iterator[tuple[str, np.ndarray]]:
    if isinstance(tree, dict | list):
        for key, value in tree.items() if isinstance(tree, dict) else enumerate(tree):
            yield from _named(f"{name}.{key}" if name else str(key), value)
    else:
        yield name, np.asarray(tree)


def main() -> None:
    """Train, report and write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("base", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--train", type=Path, nargs="+", required=True)
    parser.add_argument(
        "--real", action="store_true", help="train on the articles with a desk's gold alone"
    )
    parser.add_argument("--dev", type=Path)
    parser.add_argument("--fold")
    parser.add_argument("--held", type=Path)
    parser.add_argument(
        "--start",
        type=Path,
        help="a trained model to go on from; --train as it had, or what sentences mean is lost",
    )
    parser.add_argument("--layers", type=int, default=3)
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--rate", type=float, default=7e-5)
    parser.add_argument("--head-rate", type=float, default=1e-3)
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    items = [item for path in arguments.train for item in pickle.loads(path.read_bytes())]  # noqa: S301 - our own file
    directions, offset = teach(arguments.base, items)
    data = [own for own in articles(items) if not arguments.real or own[0]["kind"] == "desk"]
    held: list[list[dict[str, Any]]] = []
    if arguments.fold:
        part, parts = map(int, arguments.fold.split("/"))
        held = [
            own
            for own in data
            if own[0]["kind"] == "desk" and part_of(own[0]["article"], parts) == part
        ]
        data = [
            own
            for own in data
            if own[0]["kind"] != "desk" or part_of(own[0]["article"], parts) != part
        ]
    print(len(data), "articles and sentences,", len(held), "held out", flush=True)
    p = initial(arguments.base, arguments.layers, arguments.seed)
    p["heads"] |= {"vw": jax.numpy.asarray(directions), "vb": jax.numpy.asarray(offset)}
    p = train(
        load(p, arguments.start) if arguments.start else p,
        data,
        epochs=arguments.epochs,
        rate=arguments.rate,
        head_rate=arguments.head_rate,
        seed=arguments.seed,
    )
    save(p, arguments.out)
    if held:
        rows = judge(p, held)
        report("held", p, rows)
        if arguments.held:
            arguments.held.write_bytes(
                pickle.dumps(
                    [{k: v for k, v in row.items() if k not in {"gold", "code"}} for row in rows]
                )
            )
    if arguments.dev:
        report("dev", p, judge(p, articles(pickle.loads(arguments.dev.read_bytes()))))  # noqa: S301 - our own file


if __name__ == "__main__":
    main()
