"""Fit the small models of stage 3 and write `workers/events/data/models.toml`.

    python -m training.chains DESK --parts N --encoders FOLDER ... [--cache FILE]

DESK is a folder with `articles.jsonl` and `gold/`. The K-th FOLDER holds an encoder
(`encoder.onnx`, `heads.npz`) that was trained without the K-th of N parts of the articles
(`python -m training.encoder --fold K/N`). That encoder reads that part here, so the small models
learn from what an encoder says of articles that it has not seen.
"""

import argparse
import pickle
import zlib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from training import slots
from training.corpus import Example, part_of, read_desk, read_log
from training.examples import Layouter
from training.logistic import area, fit
from workers.events.chains.assembly import candidates
from workers.events.chains.coreference import between, linked, pair_scores
from workers.events.chains.pair_features import NAMES as PAIRS
from workers.events.chains.pair_features import pair_features
from workers.events.chains.salience import NAMES as CHAINS
from workers.events.chains.salience import chain_features
from workers.events.chains.slots import times_of_others
from workers.events.encoder.heads import Heads
from workers.events.encoder.judging import Judge
from workers.events.encoder.network import Network
from workers.events.encoder.selection import NAMES as SENTENCES
from workers.events.encoder.selection import sentence_features
from workers.events.mention import Mention
from workers.events.models import Linear, load_models
from workers.vocabulary import load_synonyms

OUT = Path(__file__).parent.parent / "workers" / "events" / "data" / "models.toml"
LEAST_LOGGED = -0.5
"""Least log-odds of a mention that takes part.

Less sure mentions mix the events of chains. -2.5, -1.5 and 0 were tried too.
"""
PARTS = 4
"""Parts of the articles for judging the small models."""
CUTS = {"first": -0.75, "other_role": -0.5, "further": 2.0, "place": -0.25, "time": -0.5}
"""Least log-odds of the likeliest participant, of the likeliest in the other role, of other
participants, of places and of times.

A wrong filler costs a reader more than a missing one, except of times, of which consolidation marks
the less likely ones as uncertain.
"""
JOINING = 0.5
"""Added to the log-odds of pairs.

To tell an event twice costs a reader more than its share of the pairs says.
"""
NOT_LOGGED = 0.3
"""Weight of a pair of which one mention tells no event for the log.

Readers listed at most eight tellings.
"""
Floats = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Read:
    """An article as the encoder reads it, with the gold events of its mentions.

    Attributes:
        part: Which articles are left out together when a model is judged.
        encoder: Number of the encoder that has read it.
        sentences: Features of its sentences, and whether each tells news that a desk would log.
    """

    part: int
    encoder: int
    mentions: tuple[Mention, ...]
    events: tuple[frozenset[str], ...]
    gold: dict[str, dict[str, Any]]
    sentences: tuple[Floats, Floats]

    @property
    def main(self) -> frozenset[str]:
        """The main event among those that the article tells."""
        return frozenset(key for key, event in self.gold.items() if event["level"] == "main")


def read(examples: list[Example], parts: int, folders: list[Path]) -> list[Read]:
    """Read each article with the encoder that has not seen it.

    Articles of parts without an encoder are left out.

    The sentences are chosen as the product chooses them, by the model that is there before the fit.
    """
    layouter = Layouter()
    judges = [Judge(load_models().sentences, Network(folder), Heads(folder)) for folder in folders]
    found = []
    for example in examples:
        part = part_of(str(example.article["id"]), parts)
        if part < len(judges):
            passages, mentions = layouter.read(replace(example, marks=()))
            judged = judges[part].judge(passages, mentions)
            at: dict[tuple[str, int], set[str]] = {}
            for mark in example.marks:
                at.setdefault((mark.field, mark.start), set()).add(mark.event)
            told = {event for events in at.values() for event in events}
            gold = {key: event for key, event in example.gold.items() if key in told}
            sentences = layouter.sentences(passages, mentions)
            news = [
                any(
                    gold[e]["level"] != "background"
                    for m in own.mentions.values()
                    for e in _events(m, at)
                )
                for own in sentences
            ]
            # Other bits than those of `part_of`, which chooses the encoder.
            number = (zlib.crc32(str(example.article["id"]).encode()) >> 16) % PARTS
            kept = candidates(judged, LEAST_LOGGED)
            events = tuple(frozenset(_events(m, at)) for m in kept)
            selection = sentence_features(sentences, passages), np.array(news, float)
            found.append(Read(number, part, tuple(kept), events, gold, selection))
    return found


def _events(mention: Mention, at: dict[tuple[str, int], set[str]]) -> set[str]:
    return at.get((mention.trigger.field, mention.trigger.start), set())


def pair_data(articles: list[Read], heads: list[Heads]) -> tuple[Floats, Floats, Floats]:
    """Return features, labels and weights of all pairs with an event for the log."""
    synonyms = load_synonyms()
    values: list[Any] = []
    labels: list[float] = []
    weights: list[float] = []
    for article in articles:
        if len(article.mentions) < 2:
            continue
        features = pair_features(article.mentions, synonyms, heads[article.encoder])
        for x, one in enumerate(article.events):
            for y, other in enumerate(article.events[:x]):
                if one or other:
                    values.append(features[:, x, y])
                    labels.append(float(bool(one & other)))
                    weights.append(1.0 if one and other else NOT_LOGGED)
    return np.array(values, np.float64), np.array(labels), np.array(weights)


@dataclass(frozen=True, slots=True)
class Chained:
    """The chains of all articles.

    Attributes:
        values: The features of each chain.
        events: The gold event of each chain; None where the chain tells nothing for the log, or
            tells an event again.
        article: The article of each chain.
        chains: The mentions of each chain.
        merged: Whether the mentions of a chain tell more than one gold event.
        again: Whether a chain tells a gold event that is paired with another chain.
    """

    values: Floats
    events: list[str | None]
    article: Floats
    chains: list[list[Mention]]
    merged: list[bool]
    again: list[bool]


def chained(articles: list[Read], pairs: list[Linear], heads: list[Heads]) -> Chained:
    """Make the chains of each article with the pair model that has not seen it."""
    synonyms = load_synonyms()
    values: list[Any] = []
    events: list[str | None] = []
    owner: list[int] = []
    chains: list[list[Mention]] = []
    merged: list[bool] = []
    again: list[bool] = []
    for number, article in enumerate(articles):
        if article.mentions:
            scores = pair_scores(
                article.mentions, pairs[article.part], synonyms, heads[article.encoder]
            )
            groups = linked(scores)
            own = [[article.mentions[n] for n in group] for group in groups]
            best = _paired(groups, article)
            values += list(chain_features(own, between(scores, groups)).T.astype(np.float64))
            events += [best.get(index) for index in range(len(groups))]
            owner += [number] * len(groups)
            chains += own
            of = [[article.events[n] for n in group if article.events[n]] for group in groups]
            merged += [
                len({e for events in some if len(events) == 1 for e in events}) > 1 for some in of
            ]
            again += [bool(some) and number not in best for number, some in enumerate(of)]
    return Chained(np.array(values), events, np.array(owner), chains, merged, again)


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
    """Fit, report by parts, and write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("desk", type=Path)
    parser.add_argument(
        "--log", type=Path, nargs=2, action="append", default=[], metavar=("ARTICLES", "LOG")
    )
    parser.add_argument("--encoders", type=Path, nargs="+", required=True)
    parser.add_argument("--parts", type=int, required=True)
    parser.add_argument("--cache", type=Path)
    arguments = parser.parse_args()
    if arguments.cache and arguments.cache.exists():
        articles = pickle.loads(arguments.cache.read_bytes())  # noqa: S301 - our own file
    else:
        examples = list(read_desk(arguments.desk / "articles.jsonl", arguments.desk / "gold"))
        examples += [example for log in arguments.log for example in read_log(*log)]
        articles = read(examples, arguments.parts, arguments.encoders)
        if arguments.cache:
            arguments.cache.write_bytes(pickle.dumps(articles))
    heads = [Heads(folder) for folder in arguments.encoders]
    by_part = [
        _linear(PAIRS, *pair_data([a for a in articles if a.part != part], heads))
        for part in range(PARTS)
    ]
    told = chained(articles, by_part, heads)
    logged = np.array([event is not None for event in told.events], float)
    leading = [
        event is not None and articles[int(n)].gold[event]["level"] == "main"
        for event, n in zip(told.events, told.article, strict=True)
    ]
    leads = np.array(leading, float)
    _report(articles, by_part, heads, told, logged, leads)
    models = {
        "sentences": _linear(
            SENTENCES,
            np.hstack([a.sentences[0] for a in articles]).T.astype(float),
            np.hstack([a.sentences[1] for a in articles]),
        ),
        "pairs": _linear(PAIRS, *pair_data(articles, heads)),
        "salience": _linear(CHAINS, told.values, logged),
        "main": _linear(CHAINS, told.values, leads),
    }
    rows = _rows(articles, told)
    slots.report(rows, PARTS)
    models |= {f"slots.{slot}": model for slot, model in slots.fitted(rows).items()}
    OUT.write_text(_toml(models), encoding="utf-8")


def _rows(articles: list[Read], told: Chained) -> list[slots.Row]:
    """Return the gold events that chains tell, with their chains."""
    rows = []
    for number, article in enumerate(articles):
        own = np.flatnonzero(told.article == number)
        chains = [told.chains[n] for n in own]
        for place, n in enumerate(own):
            event = told.events[n]
            if event is not None:
                of_others = times_of_others(chains, place)
                rows.append(slots.Row(article.gold[event], chains[place], of_others, article.part))
    return rows


def _report(
    articles: list[Read],
    by_part: list[Linear],
    heads: list[Heads],
    told: Chained,
    logged: Floats,
    leads: Floats,
) -> None:
    part = np.array([articles[int(n)].part for n in told.article])
    scores, ranks = np.zeros(len(part)), np.zeros(len(part))
    for k in range(PARTS):
        one, two = (_linear(CHAINS, told.values[part != k], y[part != k]) for y in (logged, leads))
        scores[part == k] = one.score(told.values[part == k].T, CHAINS)
        ranks[part == k] = two.score(told.values[part == k].T, CHAINS)
    own = [np.flatnonzero(told.article == n) for n, a in enumerate(articles) if a.main]
    chosen = [leads[rows][ranks[rows].argmax()] for rows in own if len(rows)]
    print(
        f"salience AUC {area(logged, scores):.3f}, "
        f"main chosen {np.mean(chosen):.3f} of {len(own)} articles"
    )
    wanted = sum(event["level"] != "background" for a in articles for event in a.gold.values())
    for cut in (0.2, 0.25, 0.3, 0.35, 0.4, 0.5):
        kept = scores > np.log(cut / (1 - cut))
        news = [
            event is not None and articles[int(n)].gold[event]["level"] != "background"
            for event, n in zip(told.events, told.article, strict=True)
        ]
        p, r = logged[kept].mean(), np.array(news)[kept].sum() / wanted
        merged, again = np.array(told.merged)[kept].mean(), np.array(told.again)[kept].mean()
        print(
            f"salience {cut}: P {p:.3f} R {r:.3f} F1 {2 * p * r / (p + r):.3f}, "
            f"{kept.sum() / len(articles):.2f} an article, "
            f"merged {merged:.3f}, again {again:.3f}"
        )
    for k, model in enumerate(by_part):
        x, y, _ = pair_data([a for a in articles if a.part == k], heads)
        s = model.score(x.T, PAIRS)
        right = ((s > 0) & (y > 0)).sum()
        print(
            f"pairs, part {k}: AUC {area(y, s):.3f}, F1 {2 * right / ((s > 0).sum() + y.sum()):.3f}"
        )


def _linear(
    names: tuple[str, ...], values: Floats, labels: Floats, weights: Floats | None = None
) -> Linear:
    bias, found = fit(values, labels, weights, penalty=30.0)
    bias += JOINING * (names is PAIRS)
    return Linear(bias, dict(zip(names, map(float, found), strict=True)))


def _toml(models: dict[str, Linear]) -> str:
    lines = [
        "# The small models of stage 3: logistic regressions over named features, fitted by",
        "# `training/chains.py`.",
        "# `sentences`: a sentence tells news for the log;",
        "# `pairs`: two mentions of an article name one event;",
        "# `salience`: a desk would log a chain;",
        "# `main`: a chain is the main event;",
        "# `slots`: a candidate fills a slot of it;",
        "# `arguments`: least log-odds in each slot.",
        "",
        "[events]",
        "threshold = 0.70",
        "least_main = 0.2",
        f"least_logged = {LEAST_LOGGED}",
        "",
        "[arguments]",
        *(f"{slot} = {cut}" for slot, cut in CUTS.items()),
    ]
    for name, model in models.items():
        lines += ["", f"[{name}]", f"bias = {model.bias:.4f}", f"[{name}.weights]"]
        lines += [f"{feature} = {weight:.4f}" for feature, weight in model.weights.items()]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
