"""How much of an article's news an event is.

Two logistic models over named features of a chain (`data/models.toml`, fitted by
`training/chains.py`) tell it: `salience`, which is calibrated, says whether a desk would log the
event, and `main`, which only ranks, says which of the article's events is the main one.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from workers.events.chains.pair_features import HEADLINE
from workers.events.labels import UNKNOWN
from workers.events.mention import Mention
from workers.events.models import probability
from workers.events.readings import LEVELS, MODALITIES

Floats = NDArray[np.float32]

NAMES = (
    "logged_best", "logged_sum", "logged_mean", "main_best", "background_best", "reported_best",
    "mentions", "headline", "headline_logged", "headline_first", "lead", "opening", "position",
    "typed_by_rules", "type_certainty", "unknown", "hypothetical", "denied", "earlier", "actor",
    "recipient", "place", "time", "prominence", "verb", "quoted", "rank", "share", "length",
    "linked",
)  # fmt: skip
OPENING = 3
MANY = 6
UNLINKED = -6.0
"""Log-odds of a link below which it says no more."""
MAIN_PREDICATE = 0.9
"""Prominence above which a trigger is the main predicate of its sentence."""
UNREAD = -4.0
"""Log-odds of a mention that the encoder has not read."""


def chain_features(chains: Sequence[Sequence[Mention]], links: Floats) -> Floats:
    """Return the features of an article's chains, named by `NAMES`: shape (features, chains).

    Args:
        chains: The mentions of each chain.
        links: Highest log-odds that mentions of two chains name one event, shape (chains, chains).
    """
    everything = [mention for chain in chains for mention in chain]
    body = [mention.sentence for mention in everything if mention.block != HEADLINE]
    first, last = min(body, default=0), max(body, default=0)
    best = [max(logged(m) for m in chain) for chain in chains]
    order = {
        number: rank for rank, number in enumerate(sorted(range(len(best)), key=lambda n: -best[n]))
    }
    total = sum(probability(value) for value in best)
    columns = [
        _column(
            chain,
            first=first,
            last=last,
            rank=order[number],
            total=total,
            linked=max(
                (float(links[number, n]) for n in order if order[n] < order[number]),
                default=UNLINKED,
            ),
        )
        for number, chain in enumerate(chains)
    ]
    return np.array(columns, np.float32).reshape(-1, len(NAMES)).T


def _column(
    chain: Sequence[Mention], *, first: int, last: int, rank: int, total: float, linked: float
) -> list[float]:
    """Return the features of one chain.

    `linked` is its best link to a chain that is logged more surely, which may be that event told
    again.
    """
    best = max(logged(m) for m in chain)
    values = {
        **_news_features(chain),
        **_position_features(chain, first, last),
        **_grammar_features(chain),
        "rank": 1 / (1 + rank),
        "share": probability(best) / total if total else 0.0,
        "linked": max(linked, UNLINKED),
    }
    return [values[name] for name in NAMES]


def _news_features(chain: Sequence[Mention]) -> dict[str, float]:
    """What does the encoder say: how surely news, of which level, type and modality?"""
    odds = [logged(m) for m in chain]
    read = [m.reading for m in chain if m.reading is not None]
    unread = [np.full(3, UNREAD)] * (len(read) < len(chain))
    levels = np.max([*(reading.levels for reading in read), *unread], 0)
    types = np.mean([np.exp(reading.types) for reading in read] or [np.zeros(42)], 0)
    modalities = _modalities(chain)
    return {
        "logged_best": max(odds),
        "logged_sum": min(sum(map(probability, odds)), MANY) / MANY,
        "logged_mean": float(np.mean(odds)),
        "main_best": float(levels[LEVELS.index("main")]),
        "reported_best": float(levels[LEVELS.index("reported")]),
        "background_best": float(levels[LEVELS.index("background")]),
        "type_certainty": float(types.max()),
        "unknown": float(types[-1]),
        "hypothetical": float(modalities[MODALITIES.index("hypothetical")]),
        "denied": float(modalities[MODALITIES.index("denied")]),
        **{role: _best(chain, f"as_{role}") for role in ("actor", "recipient", "place", "time")},
    }


def _position_features(chain: Sequence[Mention], first: int, last: int) -> dict[str, float]:
    """Where does the article tell the event: in the headline, how early, in quotes alone?"""
    heads = [m for m in chain if m.block == HEADLINE]
    body = [m.sentence - first for m in chain if m.block != HEADLINE]
    length = last - first + 1
    start = min(body, default=length)
    return {
        "headline": float(bool(heads)),
        "headline_logged": max((logged(m) for m in heads), default=UNREAD),
        "headline_first": float(any(m.prominence > MAIN_PREDICATE for m in heads)),
        "lead": float(start == 0),
        "opening": float(start < OPENING),
        "position": start / length,
        "quoted": float(all(m.block == "quote" for m in chain)),
        "length": min(length, 40) / 40,
    }


def _grammar_features(chain: Sequence[Mention]) -> dict[str, float]:
    """How do the clauses of the event tell it?"""
    return {
        "mentions": min(len(chain), MANY) / MANY,
        "typed_by_rules": float(any(m.type.code != UNKNOWN for m in chain)),
        "earlier": float(all(m.earlier for m in chain)),
        "prominence": max(m.prominence for m in chain),
        "verb": float(any(m.trigger.pos == "VERB" for m in chain)),
    }


def logged(mention: Mention) -> float:
    """Return the log-odds that a mention tells an event for the log.

    `UNREAD` where the encoder has not read the mention.
    """
    return float(np.clip(mention.reading.logged, -6, 6)) if mention.reading is not None else UNREAD


def _modalities(chain: Sequence[Mention]) -> Floats:
    rows = [
        np.exp(m.reading.modalities) / np.exp(m.reading.modalities).sum()
        for m in chain
        if m.reading is not None
    ]
    mean: Floats = np.mean(rows or [np.zeros(len(MODALITIES))], 0)
    return mean


def _best(chain: Sequence[Mention], role: str) -> float:
    scores = [getattr(argument, role) for mention in chain for argument in mention.arguments]
    return float(np.clip(max(scores, default=-6.0), -6, 6))
