"""Fit the pair models of consolidation and write `workers/consolidation/data/weights.toml`.

    python training/links.py FOLDER=WEIGHT ... --chains FOLDER=WEIGHT ... [--folds 4]

FOLDER holds `mentions.jsonl` (one `ArticleMentions` a line, as the extract stage gives them) and
`gold.jsonl`: `id`, `cluster` (articles with one main event), `unsure` (clusters that may be the
same) and, where twins of one kind are grouped, `topic`. All pairs of a folder that consolidation
would compare weigh WEIGHT together, so that the folders which are as mixed as a real feed set the
share of strangers. The pairs of one cluster weigh by the root of its articles; otherwise the
largest cluster would outweigh all others.

`--chains` names folders whose gold gives `mentions` (`start`, `end`, `head`, `cluster`): they train
the model of other chains; a pair of chains of the folder weighs WEIGHT. Pairs that facts exclude
(`pairs/compatibility.py`) train no model. The models are logistic regressions with an L2 penalty
and with signs: a feature that speaks for one event never counts against it. With `--folds` each
model is first scored on groups that it never saw: the score of a pair comes from a model that saw
the group of neither article. The links are kept as they stand.
"""

import argparse
import json
import tomllib
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations_with_replacement
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from schemas import ArticleMentions, decode
from workers.consolidation.pairs.article_profile import ArticleProfile, article_profile
from workers.consolidation.pairs.candidates import Index, comparable
from workers.consolidation.pairs.chain_profile import ChainProfile
from workers.consolidation.pairs.compatibility import exclusion_reason
from workers.consolidation.pairs.features import (
    CHAIN_NAMES,
    MAIN_NAMES,
    chain_features,
    main_features,
)
from workers.consolidation.time.settings import ConsolidationSettings

OUT = Path(__file__).parent.parent / "workers" / "consolidation" / "data" / "weights.toml"
HEADER = """\
# Weights of the logistic models over the features of `pairs/features.py`, fitted by
# `training/links.py`. `main` is for the main events of two articles, `other` for any other two
# chains. The log-odds `bias + sum(weight * feature)` give the probability that `dateline explain`
# prints. The score of a pair is its log-odds, cut off at `low` (0) and `high` (1). Clusters join
# while the mean score of their pairs reaches `threshold`, or up to `ease` less if the pairs are
# many (`graph/agglomeration.py`).
"""
STEPS = 40
AGAINST = frozenset(
    {
        *("undated", "figures_differ", "when_differ", "routine"),
        *("other_type", "where_conflict", "when_conflict", "one_main"),
    }
)
"""Features that are evidence against one event; all others are evidence for it."""

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Pairs:
    """Feature vectors with their labels and weights, and the groups of the two articles."""

    values: Floats
    labels: Floats
    weights: Floats
    groups: NDArray[np.int64]

    def part(self, chosen: NDArray[np.bool_]) -> "Pairs":
        """Return some of the pairs."""
        return Pairs(
            self.values[chosen], self.labels[chosen], self.weights[chosen], self.groups[chosen]
        )


@dataclass(frozen=True, slots=True)
class Corpus:
    """Profiles of extracted articles, in order, and the gold by article id."""

    articles: list[ArticleProfile]
    gold: dict[str, dict[str, Any]]

    def near(self) -> Iterator[tuple[ArticleProfile, ArticleProfile]]:
        """The pairs that consolidation would compare."""
        index, known = (
            Index(ConsolidationSettings().neighbours),
            {article.id: article for article in self.articles},
        )
        for article in self.articles:
            index.add(article.mentions)
            for other in index.near(article.id):
                first, second = sorted((article, known[other]), key=lambda item: item.order)
                yield first, second

    def group(self, article: ArticleProfile) -> int:
        """A number for what the article is about."""
        line = self.gold[article.id]
        return zlib.crc32(str(line.get("topic") or line["cluster"]).encode())


def main() -> None:
    """Read, fit, score and write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", nargs="+", metavar="FOLDER=WEIGHT")
    parser.add_argument("--chains", nargs="+", required=True, metavar="FOLDER=WEIGHT")
    parser.add_argument("--folds", type=int, default=4)
    arguments = parser.parse_args()
    mains = [_main_pairs(corpus, weight) for corpus, weight in _weighed(arguments.folders)]
    main_weights = _fitted("main", MAIN_NAMES, _joined(mains), arguments.folds)
    others = [
        _chain_pairs(corpus, weight, main_weights) for corpus, weight in _weighed(arguments.chains)
    ]
    _write(main_weights, _fitted("other", CHAIN_NAMES, _joined(others), arguments.folds))


def _weighed(folders: Sequence[str]) -> Iterator[tuple[Corpus, float]]:
    for text in folders:
        folder, _, weight = text.rpartition("=")
        yield _read(Path(folder)), float(weight)


def _read(folder: Path) -> Corpus:
    gold = {
        line["id"]: line
        for line in map(json.loads, (folder / "gold.jsonl").read_bytes().splitlines())
    }
    lines = (folder / "mentions.jsonl").read_bytes().splitlines()
    return Corpus([article_profile(decode(ArticleMentions, line)) for line in lines], gold)


def _main_pairs(corpus: Corpus, weight: float) -> Pairs:
    """The pairs of a folder but for those that facts or readers leave open."""
    values, labels, groups, shares = [], [], [], []
    sizes = Counter(line["cluster"] for line in corpus.gold.values())
    for first, second in corpus.near():
        one, two = corpus.gold[first.id], corpus.gold[second.id]
        same = one["cluster"] == two["cluster"]
        if not same and (
            one["cluster"] in two.get("unsure", ()) or two["cluster"] in one.get("unsure", ())
        ):
            continue
        if first.main and second.main and _excluded(first, first.main, second, second.main):
            continue
        values.append(main_features(first, second))
        labels.append(float(same))
        groups.append((corpus.group(first), corpus.group(second)))
        shares.append((sizes[one["cluster"]] - 1) ** -0.5 if same else 1.0)
    weights = np.array(shares)
    return Pairs(
        np.array(values), np.array(labels), weights * (weight / weights.sum()), np.array(groups)
    )


def _chain_pairs(corpus: Corpus, weight: float, main_weights: Floats) -> Pairs:
    """Pairs of chains, not both main, that both hold a mention of the gold."""
    clusters = {
        node: label for article in corpus.articles for node, label in _labels(article, corpus)
    }
    values, labels, groups = [], [], []
    for first, second in corpus.near():
        mains = float(main_weights[0] + np.dot(main_weights[1:], main_features(first, second)))
        for one, two in comparable(first, second):
            both_main = one is first.main and two is second.main
            if (
                both_main
                or one.node not in clusters
                or two.node not in clusters
                or _excluded(first, one, second, two)
            ):
                continue
            values.append(chain_features(one, two, mains))
            labels.append(float(clusters[one.node] == clusters[two.node]))
            groups.append((corpus.group(first), corpus.group(second)))
    weights = np.full(len(labels), weight)
    return Pairs(np.array(values), np.array(labels), weights, np.array(groups))


def _excluded(
    article: ArticleProfile, chain: ChainProfile, other: ArticleProfile, other_chain: ChainProfile
) -> bool:
    """Return whether facts exclude that a chain of each article is one event."""
    return exclusion_reason(chain, other_chain, article.names, other.names) is not None


def _labels(article: ArticleProfile, corpus: Corpus) -> Iterator[tuple[tuple[str, int], str]]:
    """Yield the gold cluster of each chain.

    The cluster is that of the first gold mention whose head overlaps a trigger of the chain.
    """
    mentions = corpus.gold[article.id].get("mentions", ())
    for chain in article.chains:
        label = next((m["cluster"] for m in mentions if _overlaps(chain, m)), None)
        if label is not None:
            yield chain.node, label


def _overlaps(chain: ChainProfile, mention: dict[str, Any]) -> bool:
    start, end = mention["head"] or (mention["start"], mention["end"])
    return any(t.field == "text" and t.start < end and start < t.end for t in chain.chain.mentions)


def _joined(parts: Sequence[Pairs]) -> Pairs:
    names = ("values", "labels", "weights", "groups")
    return Pairs(*(np.concatenate([getattr(part, name) for part in parts]) for name in names))


def _fitted(name: str, names: Sequence[str], pairs: Pairs, folds: int) -> Floats:
    """Fit with signs, and print the accuracy on groups that were not seen.

    A weight of the wrong sign is set to 0, the one that does most first.
    """
    if folds > 1:
        print(f"{name}: {len(pairs.labels)} pairs, held out: {_held_out(names, pairs, folds)}")
    weights = _signed(names, pairs)
    print(f"{name}: {dict(zip(('bias', *names), weights.round(2).tolist(), strict=True))}")
    return weights


def _held_out(names: Sequence[str], pairs: Pairs, folds: int) -> str:
    """Precision and recall, by weight, of pairs that are as likely one event as not."""
    odds = np.zeros(len(pairs.labels))
    where = pairs.groups % folds
    for one, two in combinations_with_replacement(range(folds), 2):
        seen = np.asarray(~np.isin(where, (one, two)).any(axis=1))
        asked = np.asarray((np.sort(where, axis=1) == (one, two)).all(axis=1))
        weights = _signed(names, pairs.part(seen))
        odds[asked] = weights[0] + pairs.values[asked] @ weights[1:]
    right = float(pairs.weights[(odds > 0) & (pairs.labels > 0)].sum())
    said, there = float(pairs.weights[odds > 0].sum()), float(pairs.weights[pairs.labels > 0].sum())
    return f"precision {right / said:.3f}, recall {right / there:.3f}"


def _signed(names: Sequence[str], pairs: Pairs) -> Floats:
    signs = np.array([-1.0 if name in AGAINST else 1.0 for name in names])
    live = np.ones(len(names), np.bool_)
    while True:
        found = fit(pairs.values[:, live], pairs.labels, pairs.weights)
        moved = found[1:] * signs[live] * pairs.values[:, live].std(axis=0)
        if (moved >= 0).all():
            break
        live[np.flatnonzero(live)[moved.argmin()]] = False
    weights = np.zeros(len(names) + 1)
    weights[0] = found[0]
    weights[1:][live] = found[1:]
    return weights


def fit(values: Floats, labels: Floats, weights: Floats, penalty: float = 1.0) -> Floats:
    """Return bias and weights of a logistic regression.

    Newton's method on the penalised log-likelihood; the bias is not penalised.
    """
    inputs = np.column_stack([np.ones(len(values)), values])
    ridge = np.diag([1e-6, *[penalty] * values.shape[1]])
    found = np.zeros(inputs.shape[1])
    for _ in range(STEPS):
        chance = 1.0 / (1.0 + np.exp(-np.clip(inputs @ found, -30.0, 30.0)))
        slope = inputs.T @ (weights * (chance - labels)) + ridge @ found
        curve = (inputs * (weights * chance * (1.0 - chance))[:, None]).T @ inputs + ridge
        found -= np.linalg.solve(curve, slope)
    return found


def _write(main_weights: Floats, other: Floats) -> None:
    links = tomllib.loads(OUT.read_text(encoding="utf-8"))["links"]
    lines = [HEADER, "[links]\n", *(f"{name} = {value}\n" for name, value in links.items())]
    for table, names, weights in (
        ("main", MAIN_NAMES, main_weights),
        ("other", CHAIN_NAMES, other),
    ):
        lines += [
            f"[{table}]\n",
            *(f"{n} = {w:.2f}\n" for n, w in zip(("bias", *names), weights, strict=True)),
        ]
    OUT.write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
