"""Fit the pair models of consolidation and write `workers/consolidation/data/weights.toml`.

    python training/links.py PATH [--stories PATH ...] [--headlines PATH] [--mentions FILE ...] [--folds 4]

PATH is a folder with `articles.jsonl` and `gold.jsonl` (`id`, `topic`, `story`, `mentions` with `start`, `end`, `head`, `cluster`), as made of ECB+.
`--stories` adds folders whose gold gives a `cluster` for each article; they train the model of pairs of articles only. `--headlines` is such a folder of
headlines; without it the model of pairs of headlines is kept. `--mentions` gives, in the same order of folders, files of extracted mentions (one
`ArticleMentions` a line), which saves extracting them. The models are logistic regressions with an L2 penalty, fitted by Newton's method; with `--folds`
each is first scored on topics that it never saw. Cut-offs and thresholds are kept as they stand.

Pairs of articles on one topic weigh ten times as much as others: that the World Cup is no earthquake any feature tells, but not which earthquake it was.
"""

import argparse
import json
import tomllib
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from schemas import ArticleMentions, decode
from workers.articles import read_article
from workers.consolidation.graph.scoring import SETTINGS, load_models
from workers.consolidation.pairs.candidates import Index
from workers.consolidation.pairs.comparison import comparable
from workers.consolidation.pairs.features import CHAIN_NAMES, STORY_NAMES, chain_features, story_features
from workers.consolidation.pairs.profiles import ArticleProfile, ChainProfile, profile
from workers.consolidation.settings import ConsolidationSettings
from workers.nlp import limit_threads, load_english
from workers.stages import Stages

OUT = Path(__file__).parent.parent / "workers" / "consolidation" / "data" / "weights.toml"
HEADER = """\
# Weights of the logistic models over the named features of `features.py`, fitted by `training/links.py` on ECB+ 1.0 (Cybulska and Vossen 2014, CC BY 3.0)
# and on articles grouped by event. A pair's score is its log-odds `bias + sum(weight * feature)`, cut off at `low` (0) and `high` (1).
# `story` scores two articles, `brief` two headlines (fitted on the UCI News Aggregator, Gasparetti 2016), `chain` two mention chains. Clusters join while their
# link reaches `threshold`; `norm` is the mean score expected in a story, and `weight` says for how many pairs it speaks in a cluster's cohesion (`clustering.py`).
"""
FIRST, FURTHER = 40_000.0, 8_000.0
"""Weight of all pairs of the first corpus, whose similar stories are hard to tell apart, and of each further one."""
EASY = 0.1
"""Weight of a pair of articles of two topics, where the gold tells topics; one of a pair of one topic is 1."""
STEPS = 40
TIME = ("apart", "undated")
BRIEF = ("cosine", "headline")
"""What two headlines are compared by; how many days lie between them weighs the same for all, and is kept."""
LONGEST_TEXT = 1_000_000

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Pairs:
    """Feature vectors with their labels, weights and the fold each belongs to (pairs across folds have none: -1)."""

    values: Floats
    labels: Floats
    weights: Floats
    folds: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Corpus:
    """Profiles of extracted articles, in order, and the gold by article id."""

    articles: list[ArticleProfile]
    gold: dict[str, dict[str, Any]]

    def story(self, article: ArticleProfile) -> str | None:
        """The label of the article's story."""
        line = self.gold.get(article.id, {})
        label = line.get("story") or line.get("cluster")
        return str(label) if label else None

    def topic(self, article: ArticleProfile) -> str:
        """What the article is about; its story where the gold tells no topics."""
        line = self.gold.get(article.id, {})
        return str(line.get("topic") or line.get("cluster"))

    @property
    def easy(self) -> float:
        """The weight of a pair of two topics."""
        return EASY if any("topic" in line for line in self.gold.values()) else 1.0

    def fold(self, article: ArticleProfile, folds: int) -> int:
        """Articles of one topic are in one fold."""
        return zlib.crc32(self.topic(article).encode()) % folds


def main() -> None:
    """Read, fit, score and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path", type=Path)
    parser.add_argument("--stories", type=Path, nargs="*", default=[])
    parser.add_argument("--headlines", type=Path)
    parser.add_argument("--mentions", type=Path, nargs="*", default=[])
    parser.add_argument("--folds", type=int, default=4)
    arguments = parser.parse_args()
    folders = [arguments.path, *arguments.stories, *([arguments.headlines] if arguments.headlines else ())]
    files: list[Path | None] = [*arguments.mentions, *[None] * (len(folders) - len(arguments.mentions))]
    corpora = [_read(folder, file) for folder, file in zip(folders, files, strict=True)]
    headlines = corpora.pop() if arguments.headlines else None
    weights = [FIRST, *[FURTHER] * (len(corpora) - 1)]
    stories = _joined([_story_pairs(corpus, arguments.folds, w) for corpus, w in zip(corpora, weights, strict=True)])
    story = _fit_and_report("story", STORY_NAMES, stories, arguments.folds)
    chains = _chain_pairs(corpora[0], arguments.folds, story)
    chain = _fit_and_report("chain", CHAIN_NAMES, chains, arguments.folds)
    fitted = {"story": (STORY_NAMES, story), "chain": (CHAIN_NAMES, chain)}
    if headlines is not None:
        fitted["brief"] = (STORY_NAMES, _fit_brief(headlines, arguments.folds))
    _write(fitted)


def _read(folder: Path, mentions: Path | None) -> Corpus:
    lines = (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines()
    gold = {line["id"]: line for line in map(json.loads, filter(None, lines))}
    if mentions is not None:
        found = [decode(ArticleMentions, line) for line in mentions.read_bytes().splitlines()]
    else:
        limit_threads()
        stages = Stages.over(load_english())
        raw = (folder / "articles.jsonl").read_bytes().splitlines()
        prepared = [stages.prepare(read_article(line, key=None, max_text_length=LONGEST_TEXT)) for line in raw]
        found = list(stages.extract(stages.annotate(prepared)))
    return Corpus([profile(item) for item in found], gold)


def _fit_brief(corpus: Corpus, folds: int) -> Floats:
    """Bias and weights over all features of articles, of which headlines use a few; those of time are kept as they stand."""
    held = load_models().brief
    known = dict(zip(held.names, held.weights, strict=True))
    pairs = _story_pairs(corpus, folds, FURTHER)
    columns = [STORY_NAMES.index(name) for name in BRIEF]
    days = pairs.values @ np.array([known[name] if name in TIME else 0.0 for name in STORY_NAMES])
    weights = fit(pairs.values[:, columns], pairs.labels, pairs.weights, offset=days)
    print(f"brief: {len(pairs.labels)} pairs, {dict(zip(('bias', *BRIEF), weights.round(2).tolist(), strict=True))}")
    found = dict(zip(BRIEF, weights[1:], strict=True))
    kept = [found.get(name, known[name] if name in TIME else 0.0) for name in STORY_NAMES]
    return np.array([weights[0], *kept])


def _near(corpus: Corpus) -> Iterator[tuple[ArticleProfile, ArticleProfile]]:
    """The pairs that consolidation would compare."""
    index, known = Index(ConsolidationSettings().neighbours), {article.id: article for article in corpus.articles}
    for article in corpus.articles:
        index.add(article)
        for other in index.near(article.id):
            first, second = sorted((article, known[other]), key=lambda item: item.order)
            yield first, second


def _story_pairs(corpus: Corpus, folds: int, weight: float) -> Pairs:
    """The pairs of a corpus weigh `weight` together, however many they are."""
    values, labels, where, hardness = [], [], [], []
    for first, second in _near(corpus):
        label = corpus.story(first)
        if label is not None and corpus.story(second) is not None:
            values.append(story_features(first, second))
            labels.append(float(label == corpus.story(second)))
            where.append(_fold(corpus, first, second, folds))
            hardness.append(1.0 if corpus.topic(first) == corpus.topic(second) else corpus.easy)
    weights = np.array(hardness)
    return Pairs(np.array(values), np.array(labels), weights * (weight / weights.sum()), np.array(where))


def _chain_pairs(corpus: Corpus, folds: int, story: Floats) -> Pairs:
    """Pairs of chains that both hold a mention of the gold."""
    model = load_models().story
    clusters = {node: label for article in corpus.articles for node, label in _labels(article, corpus)}
    values, labels, where = [], [], []
    for first, second in _near(corpus):
        odds = float(story[0] + np.dot(story[1:], story_features(first, second)))
        score = max(0.0, min(1.0, (odds - model.low) / (model.high - model.low)))
        for pair in comparable(first, second, score):
            one, two = sorted(pair, key=lambda chain: chain.order)
            if one.node in clusters and two.node in clusters:
                values.append(chain_features(one, two, score))
                labels.append(float(clusters[one.node] == clusters[two.node]))
                where.append(_fold(corpus, first, second, folds))
    return Pairs(np.array(values), np.array(labels), np.ones(len(labels)), np.array(where))


def _labels(article: ArticleProfile, corpus: Corpus) -> Iterator[tuple[tuple[str, int], str]]:
    """The gold cluster of each chain: that of the first gold mention whose head one of its triggers overlaps."""
    mentions = corpus.gold.get(article.id, {}).get("mentions", ())
    for chain in article.chains:
        label = next((m["cluster"] for m in mentions if _overlaps(chain, m)), None)
        if label is not None:
            yield chain.node, label


def _overlaps(chain: ChainProfile, mention: dict[str, Any]) -> bool:
    start, end = mention["head"] or (mention["start"], mention["end"])
    return any(t.field == "text" and t.start < end and start < t.end for t in chain.chain.mentions)


def _fold(corpus: Corpus, first: ArticleProfile, second: ArticleProfile, folds: int) -> int:
    own = corpus.fold(first, folds)
    return own if own == corpus.fold(second, folds) else -1


def _joined(parts: Sequence[Pairs]) -> Pairs:
    return Pairs(
        np.vstack([part.values for part in parts]),
        *(np.concatenate([getattr(part, name) for part in parts]) for name in ("labels", "weights", "folds")),
    )


def _fit_and_report(name: str, names: Sequence[str], pairs: Pairs, folds: int) -> Floats:
    for fold in range(folds):
        held = pairs.folds == fold
        weights = fit(pairs.values[~held], pairs.labels[~held], pairs.weights[~held])
        odds = weights[0] + pairs.values[held] @ weights[1:]
        right = float(np.mean((odds > 0) == pairs.labels[held]))
        print(f"{name}: fold {fold}, {held.sum()} pairs held out, accuracy {right:.3f}")
    weights = fit(pairs.values, pairs.labels, pairs.weights)
    print(f"{name}: {len(pairs.labels)} pairs, {dict(zip(('bias', *names), weights.round(2).tolist(), strict=True))}")
    return weights


def fit(values: Floats, labels: Floats, weights: Floats, penalty: float = 1.0, offset: Floats | float = 0.0) -> Floats:
    """Return bias and weights of a logistic regression: Newton's method on the penalised log-likelihood; the bias is not penalised.

    `offset` is added to the log-odds of each pair and not fitted.
    """
    inputs = np.column_stack([np.ones(len(values)), values])
    ridge = np.diag([1e-9, *[penalty] * values.shape[1]])
    found = np.zeros(inputs.shape[1])
    for _ in range(STEPS):
        chance = 1.0 / (1.0 + np.exp(-(inputs @ found + offset)))
        slope = inputs.T @ (weights * (chance - labels)) + ridge @ found
        curve = (inputs * (weights * chance * (1.0 - chance))[:, None]).T @ inputs + ridge
        found -= np.linalg.solve(curve, slope)
    return found


def _write(models: Mapping[str, tuple[Sequence[str], Floats]]) -> None:
    tables = tomllib.loads(OUT.read_text(encoding="utf-8"))
    for table, (names, weights) in models.items():
        fitted = {name: round(float(weight), 2) for name, weight in zip(names, weights[1:], strict=True)}
        tables[table] = {**tables[table], "bias": round(float(weights[0]), 2), **fitted}
        tables[table] = {name: tables[table][name] for name in (*SETTINGS, *names)}
    lines = [HEADER]
    for table, entries in (*((f"links.{name}", links) for name, links in tables.pop("links").items()), *tables.items()):
        lines += [f"[{table}]\n", *(f"{name} = {value}\n" for name, value in entries.items())]
    OUT.write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
