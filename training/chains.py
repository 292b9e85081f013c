"""Fit the small models of stage 3 and write `workers/events/data/models.toml`: `python -m training.chains DESK --folds FOLDER ... [--cache FILE]`.

DESK is a folder with `articles.jsonl` and `gold/`. Each FOLDER holds an encoder (`encoder.onnx`, `heads.npz`) that was trained without one part of the articles
(`training/encoder.py --fold K/N`, in order of K), which it reads here: so the small models learn from what the encoder says of articles that it has not seen.
"""

import argparse
import pickle
import zlib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from training.corpus import Example, read_desk
from training.examples import Layouter
from training.logistic import area, fit
from workers.events.coreference import NAMES as PAIRS
from workers.events.coreference import linked, pair_features
from workers.events.encoder.judging import Judge
from workers.events.lexicon import load_synonyms
from workers.events.mention import Mention
from workers.events.models import Linear
from workers.events.salience import NAMES as CHAINS
from workers.events.salience import chain_features

OUT = Path(__file__).parent.parent / "workers" / "events" / "data" / "models.toml"
LEAST_LOGGED = -2.5
"""Log-odds of a mention that takes part: below, one in a hundred tells an event that a desk would log."""
NOT_LOGGED = 0.3
"""Weight of a pair of which one mention tells no event for the log: readers listed at most eight tellings."""
Floats = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Read:
    """An article as the encoder reads it, with the gold events of its mentions."""

    fold: int
    mentions: tuple[Mention, ...]
    events: tuple[frozenset[str], ...]
    main: frozenset[str]


def fold_of(article: str, folds: int) -> int:
    """Return the part that an article is in: `training/encoder.py` has the same rule."""
    return zlib.crc32(article.rsplit("-", 1)[0].encode()) % folds


def read(examples: list[Example], folders: list[Path]) -> list[Read]:
    """Read each article with the encoder that has not seen it."""
    layouter = Layouter()
    judges = [Judge(folder) for folder in folders]
    found = []
    for example in examples:
        fold = fold_of(str(example.article["id"]), len(folders))
        passages, _ = layouter.read(replace(example, marks=()))
        mentions = judges[fold].judge(passages, _mentions(layouter, example))
        found.append(_with_gold(fold, mentions, example))
    return found


def _mentions(layouter: Layouter, example: Example) -> list[Mention]:
    return layouter.read(replace(example, marks=()))[1]


def _with_gold(fold: int, mentions: list[Mention], example: Example) -> Read:
    kept = [m for m in mentions if m.reading is not None and m.reading.logged >= LEAST_LOGGED]
    place = {id(m): number for number, m in enumerate(kept)}
    numbers = [place.get(id(m)) for m in mentions]
    kept = [
        replace(
            m,
            parent=numbers[m.parent] if m.parent is not None else None,
            carrier=numbers[m.carrier] if m.carrier is not None else None,
        )
        for m in kept
    ]
    at: dict[tuple[str, int], set[str]] = {}
    for mark in example.marks:
        at.setdefault((mark.field, mark.start), set()).add(mark.event)
    events = tuple(frozenset(at.get((m.trigger.field, m.trigger.start), ())) for m in kept)
    main = frozenset(mark.event for mark in example.marks if mark.level == "main")
    return Read(fold, tuple(kept), events, main)


def pair_data(articles: list[Read]) -> tuple[Floats, Floats, Floats]:
    """Return features, labels and weights of all pairs with an event for the log."""
    synonyms = load_synonyms()
    values: list[Any] = []
    labels: list[float] = []
    weights: list[float] = []
    for article in articles:
        if len(article.mentions) < 2:
            continue
        features = pair_features(article.mentions, synonyms)
        for x, one in enumerate(article.events):
            for y, other in enumerate(article.events[:x]):
                if one or other:
                    values.append(features[:, x, y])
                    labels.append(float(bool(one & other)))
                    weights.append(1.0 if one and other else NOT_LOGGED)
    return np.array(values, np.float64), np.array(labels), np.array(weights)


def chain_data(articles: list[Read], pairs: list[Linear]) -> tuple[Floats, Floats, Floats, list[tuple[int, int]]]:
    """Return features of all chains, whether each is the one of an event, whether of the main one, and the rows of each article."""
    synonyms = load_synonyms()
    values: list[Any] = []
    logged: list[float] = []
    main: list[float] = []
    rows: list[tuple[int, int]] = []
    for article in articles:
        start = len(values)
        if article.mentions:
            model = pairs[article.fold]
            groups = linked(model.score(pair_features(article.mentions, synonyms), PAIRS))
            features = chain_features([[article.mentions[n] for n in group] for group in groups])
            best = _paired(groups, article)
            values += list(features.T.astype(np.float64))
            logged += [float(number in best) for number in range(len(groups))]
            main += [float(best.get(number) in article.main) for number in range(len(groups))]
        rows.append((start, len(values)))
    return np.array(values), np.array(logged), np.array(main), rows


def _paired(groups: list[list[int]], article: Read) -> dict[int, str]:
    """Pair chains and gold events one to one, the pair with most mentions in common first."""
    counts: dict[tuple[int, str], int] = {}
    for number, group in enumerate(groups):
        for member in group:
            for event in article.events[member]:
                counts[number, event] = counts.get((number, event), 0) + 1
    of_chain: dict[int, str] = {}
    for number, event in sorted(counts, key=lambda key: (-counts[key], key)):
        if number not in of_chain and event not in of_chain.values():
            of_chain[number] = event
    return of_chain


def main() -> None:
    """Fit, report by folds, and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("desk", type=Path)
    parser.add_argument("--folds", type=Path, nargs="+", required=True)
    parser.add_argument("--cache", type=Path)
    arguments = parser.parse_args()
    if arguments.cache and arguments.cache.exists():
        articles = pickle.loads(arguments.cache.read_bytes())  # noqa: S301 - our own file
    else:
        articles = read(list(read_desk(arguments.desk / "articles.jsonl", arguments.desk / "gold")), arguments.folds)
        if arguments.cache:
            arguments.cache.write_bytes(pickle.dumps(articles))
    folds = range(len(arguments.folds))
    by_fold = [_linear(PAIRS, *pair_data([a for a in articles if a.fold != fold])) for fold in folds]
    pairs = _linear(PAIRS, *pair_data(articles))
    values, logged, is_main, rows = chain_data(articles, by_fold)
    salience = _linear(CHAINS, values, logged)
    mains = _linear(CHAINS, values, is_main)
    _report(articles, by_fold, values, logged, is_main, rows)
    OUT.write_text(_toml(pairs, salience, mains), encoding="utf-8")


def _report(
    articles: list[Read],
    by_fold: list[Linear],
    values: Floats,
    logged: Floats,
    is_main: Floats,
    rows: list[tuple[int, int]],
) -> None:
    scores, ranks = np.zeros(len(values)), np.zeros(len(values))
    fold = np.array([a.fold for a, (start, end) in zip(articles, rows, strict=True) for _ in range(start, end)])
    for k in set(fold.tolist()):
        one, two = (_linear(CHAINS, values[fold != k], y[fold != k]) for y in (logged, is_main))
        scores[fold == k] = one.score(values[fold == k].T, CHAINS)
        ranks[fold == k] = two.score(values[fold == k].T, CHAINS)
    found = [is_main[s:e][ranks[s:e].argmax()] for (s, e), a in zip(rows, articles, strict=True) if e > s and a.main]
    print(f"salience AUC {area(logged, scores):.3f}, main chosen {np.mean(found):.3f} of {len(found)}")
    for cut in (0.2, 0.25, 0.3, 0.35, 0.4, 0.5):
        told = scores > np.log(cut / (1 - cut))
        print(
            f"salience {cut}: precision {logged[told].mean():.3f}, share of found events told {logged[told].sum() / logged.sum():.3f}, chains an article {told.sum() / len(articles):.2f}"
        )
    for k, model in enumerate(by_fold):
        x, y, w = pair_data([a for a in articles if a.fold == k])
        s = model.score(x.T, PAIRS)
        right = (s > 0) & (y > 0)
        print(
            f"pairs, fold {k}: AUC {area(y, s):.3f}, F1 {2 * right.sum() / ((s > 0).sum() + y.sum()):.3f}, with both for the log {2 * right.sum() / (((s > 0) & (w == 1)).sum() + y.sum()):.3f}"
        )


def _linear(names: tuple[str, ...], values: Floats, labels: Floats, weights: Floats | None = None) -> Linear:
    bias, found = fit(values, labels, weights, penalty=3.0)
    return Linear(bias, dict(zip(names, map(float, found), strict=True)))


def _toml(pairs: Linear, salience: Linear, main: Linear) -> str:
    lines = [
        "# The small models of stage 3: logistic regressions over named features, fitted by `training/chains.py`.",
        "# `pairs`: two mentions of an article name one event; `salience`: a desk would log a chain; `main`: a chain is the main event.",
        "",
        "[events]",
        "threshold = 0.35",
        "least_main = 0.2",
        f"least_logged = {LEAST_LOGGED}",
        "",
        "[arguments]",
        "actor = 0.0",
        "recipient = 0.0",
        "place = 0.0",
        "time = 0.0",
    ]
    for name, model in (("pairs", pairs), ("salience", salience), ("main", main)):
        lines += ["", f"[{name}]", f"bias = {model.bias:.4f}", f"[{name}.weights]"]
        lines += [f"{feature} = {weight:.4f}" for feature, weight in model.weights.items()]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
