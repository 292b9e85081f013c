"""Train the sentence encoder and its heads.

    python -m training.encoder BASE OUT.pt --train A.pickle ... [--dev B.pickle]
        [--teacher MPNET.safetensors TEACHER.pt] [--fold K/N --held OUT.pickle]

BASE is a model of BERT's form (ONNX), of which the first layers are kept: in a model of sentences
they know more of words than the last layers, which make the one vector of the sentence. Or it is
all-mpnet-base-v2 (safetensors), and OUT.pt is a teacher.
`training/examples.py` writes the pickles. `--fold` leaves out the K-th of N parts of the real
articles and writes what the model says of them.

Seven tasks share the network: the type of a trigger, whether a desk would log it, its level, its
modality, the roles of phrases of its sentence and of others, and whether two triggers name one
event. The word table is not trained: few of its words occur in the training data.
"""

import argparse
import pickle
from pathlib import Path
from typing import Any

import torch

from training.corpus import part_of
from training.encoder.fitting import train
from training.encoder.judging import judge, report
from training.encoder.network import Model, from_base
from training.encoder.teacher import from_mpnet
from training.encoder.windows import articles


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
    parser.add_argument("--start", type=Path, help="a trained model to go on from")
    parser.add_argument("--teacher", type=Path, nargs=2)
    parser.add_argument("--layers", type=int, default=8)
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--rate", type=float, default=1e-4)
    parser.add_argument("--head-rate", type=float, default=1e-3)
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    items = [item for path in arguments.train for item in pickle.loads(path.read_bytes())]  # noqa: S301 - our own file
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
    torch.manual_seed(arguments.seed)
    model = _model(arguments.base, arguments.layers, arguments.start)
    teacher = None
    if arguments.teacher:
        base, trained = arguments.teacher
        teacher = _model(base, arguments.layers, trained).eval()
        teacher.network.bfloat16()
    train(
        model,
        data,
        epochs=arguments.epochs,
        rate=arguments.rate,
        head_rate=arguments.head_rate,
        seed=arguments.seed,
        teacher=teacher,
    )
    torch.save(model.state_dict(), arguments.out)
    if held:
        rows = judge(model, held)
        report("held", model, rows)
        if arguments.held:
            arguments.held.write_bytes(
                pickle.dumps(
                    [{k: v for k, v in row.items() if k not in {"gold", "code"}} for row in rows]
                )
            )
    if arguments.dev:
        report("dev", model, judge(model, articles(pickle.loads(arguments.dev.read_bytes()))))  # noqa: S301 - our own file


def _model(base: Path, layers: int, trained: Path | None) -> Model:
    teaches = base.suffix == ".safetensors"
    model = Model(from_mpnet(base) if teaches else from_base(base, layers))
    if trained is not None:
        model.load_state_dict(torch.load(trained))
    return model


if __name__ == "__main__":
    main()
