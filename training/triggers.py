"""Train the trigger model on ECB+ and write `workers/events/data/triggers.tsv`.

    python training/triggers.py PATH [--folds 6]

PATH is a folder with `articles.jsonl` (`id`, `text`) and `gold.jsonl` (`id`, `topic`, `sentences`,
`mentions`), where offsets count code points of the text and only the listed sentences are
annotated. With `--folds` the F1 of cross-validation by topic is printed first: each topic is
scored by weights that never saw it. The model is a logistic regression over sparse features,
fitted by Adagrad with a fixed seed.
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from spacy.tokens import Doc, Token

from workers.events.text.truecasing import truecased
from workers.events.triggers.token_features import CANDIDATES, TokenFeatures
from workers.events.triggers.trigger_tagger import THRESHOLD
from workers.nlp import limit_threads, load_english

OUT = Path(__file__).parent.parent / "workers" / "events" / "data" / "triggers.tsv"
HEADER = (
    "# Weights of the trigger model: a feature's name and its weight, apart by a tab. "
    "Written by training/triggers.py.\n"
    "# Trained on ECB+ 1.0 (Agata Cybulska and Piek Vossen 2014, Using a sledgehammer to crack a "
    "nut? Lexical diversity and event coreference resolution),\n"
    "# CC BY 3.0, https://creativecommons.org/licenses/by/3.0/ . "
    "The weights hold no text of it but single words.\n"
)
EPOCHS, BATCH, RATE, DECAY, RARE, TINY = 12, 32, 0.1, 2e-3, 2, 0.02
LIGHT = frozenset({"make", "take", "give", "have", "do", "hold", "pay", "get", "be", "go", "come"})
HEADS = frozenset({"VERB", "NOUN", "PROPN", "ADJ", "AUX"})

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Example:
    """A candidate token, its features, and where it came from.

    `Example` also holds whether the token is the one token of a gold mention.
    """

    features: tuple[str, ...]
    gold: bool
    topic: str


def read(path: Path) -> list[dict[str, Any]]:
    """Return the records of a JSON Lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]


def lines(folder: Path, nlp: Language) -> Iterator[tuple[str, tuple[dict[str, Any], int]]]:
    """Yield each line that holds an annotated sentence, with the gold and the line's offset.

    The capitals of a headline are lowered.
    """
    texts = {article["id"]: article["text"] for article in read(folder / "articles.jsonl")}
    for gold in read(folder / "gold.jsonl"):
        offset = 0
        for line in texts[gold["id"]].split("\n"):
            if line.strip() and any(
                offset <= start < offset + len(line) for start, _ in gold["sentences"]
            ):
                names = nlp(line, disable=["tagger", "parser", "morphology"]).ents
                yield (
                    truecased(line, [(name.start_char, name.end_char) for name in names]),
                    (gold, offset),
                )
            offset += len(line) + 1


def examples(folder: Path, nlp: Language) -> Iterator[Example]:
    """Yield the candidates of all annotated sentences."""
    features = TokenFeatures(nlp)
    for doc, (gold, offset) in nlp.pipe(lines(folder, nlp), as_tuples=True, disable=["ner"]):
        triggers = set(gold_tokens(doc, gold["mentions"], offset))
        for token in doc:
            annotated = any(start <= token.idx + offset < end for start, end in gold["sentences"])
            if annotated and token.pos_ in CANDIDATES:
                yield Example(tuple(features.of(token)), token.i in triggers, gold["topic"])


def gold_tokens(doc: Doc, mentions: Sequence[dict[str, Any]], offset: int) -> Iterator[int]:
    """Yield the one token that stands for each mention.

    The token is the mention's syntactic head, or the noun of a light verb.
    """
    for mention in mentions:
        pieces = mention.get("pieces") or [[mention["start"], mention["end"]]]
        tokens = [
            t
            for t in doc
            if any(
                start < t.idx + offset + len(t) and t.idx + offset < end for start, end in pieces
            )
        ]
        if tokens:
            yield _head(tokens).i


def _head(tokens: Sequence[Token]) -> Token:
    inside = {token.i for token in tokens}
    roots = [token for token in tokens if token.head.i not in inside or token.head.i == token.i]
    root = next((token for token in roots if token.pos_ in HEADS), roots[0])
    if root.lemma_ in LIGHT:
        return next(
            (
                token
                for token in tokens
                if token.i != root.i and token.pos_ in {"NOUN", "ADJ", "VERB"}
            ),
            root,
        )
    return root


def fit(rows: Sequence[Integers], gold: Floats, size: int) -> Floats:
    """Return the weights of the features that minimise the regularised log loss over `rows`."""
    weights, squares = np.zeros(size), np.full(size, 1e-2)
    shuffle = np.random.default_rng(0)
    for _ in range(EPOCHS):
        order = shuffle.permutation(len(rows))
        for start in range(0, len(order), BATCH):
            batch = order[start : start + BATCH]
            flat = np.concatenate([rows[i] for i in batch])
            row_of = np.repeat(np.arange(len(batch)), [len(rows[i]) for i in batch])
            scores = np.bincount(row_of, weights[flat], minlength=len(batch))
            error = 1 / (1 + np.exp(-scores)) - gold[batch]
            used, position = np.unique(flat, return_inverse=True)
            slope = np.bincount(position, error[row_of]) + DECAY * len(batch) * weights[used]
            squares[used] += slope**2
            weights[used] -= RATE * slope / np.sqrt(squares[used])
    return weights


def cross_validate(
    found: Sequence[Example], rows: Sequence[Integers], gold: Floats, size: int, folds: int
) -> tuple[float, float, float]:
    """Return precision, recall and F1 over candidate tokens.

    Each topic is scored by weights fitted without it.
    """
    topics = sorted({example.topic for example in found})
    fold_of = {topic: number % folds for number, topic in enumerate(topics)}
    said = np.zeros(len(found), dtype=bool)
    for fold in range(folds):
        held = np.array([fold_of[example.topic] == fold for example in found])
        weights = fit(
            [row for row, out in zip(rows, held, strict=True) if not out], gold[~held], size
        )
        for i in map(int, np.flatnonzero(held)):
            said[i] = weights[rows[i]].sum() > THRESHOLD
    right = float((said & (gold > 0)).sum())
    precision, recall = right / said.sum(), right / gold.sum()
    return precision, recall, 2 * precision * recall / (precision + recall)


def main() -> None:
    """Train, and write the weights."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("path", type=Path)
    parser.add_argument("--folds", type=int, default=0)
    arguments = parser.parse_args()
    found = list(examples(arguments.path, load_english()))
    counts = Counter(name for example in found for name in example.features)
    number = {
        name: i
        for i, name in enumerate(
            sorted(name for name, count in counts.items() if count >= RARE and name.isprintable())
        )
    }
    rows = [
        np.array([number[name] for name in example.features if name in number], dtype=np.int64)
        for example in found
    ]
    gold = np.array([float(example.gold) for example in found])
    if arguments.folds:
        precision, recall, f1 = cross_validate(found, rows, gold, len(number), arguments.folds)
        print(
            f"{arguments.folds} folds by topic, over candidate tokens: "
            f"P {precision:.4f}, R {recall:.4f}, F1 {f1:.4f}"
        )
    weights = fit(rows, gold, len(number))
    kept = [f"{name}\t{weights[i]:.3f}\n" for name, i in number.items() if abs(weights[i]) >= TINY]
    OUT.write_text(HEADER + "".join(kept), encoding="utf-8")
    print(f"{len(kept)} weights in {OUT}")


if __name__ == "__main__":
    limit_threads()
    main()
