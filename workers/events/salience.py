"""How much of an article's news an event is.

Two logistic models over named features of a chain (`data/models.toml`, fitted by
`training/chains.py`) tell it: `salience`, which is calibrated, says whether a desk would log the
event, and `main`, which only ranks, says which of the article's events is the main one.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from workers.events.coreference import HEADLINE
from workers.events.mention import Mention
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
    total = sum(_probability(value) for value in best)
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
    odds = [logged(m) for m in chain]
    heads = [m for m in chain if m.block == HEADLINE]
    body = [m.sentence - first for m in chain if m.block != HEADLINE]
    start = min(body, default=last - first + 1)
    levels = np.max(
        [m.reading.levels if m.reading is not None else np.full(3, UNREAD) for m in chain], 0
    )
    types = np.mean(
        [np.exp(m.reading.types) for m in chain if m.reading is not None] or [np.zeros(42)], 0
    )
    modal = _modal(chain)
    best = max(odds)
    values = {
        "logged_best": best,
        "logged_sum": min(sum(map(_probability, odds)), MANY) / MANY,
        "logged_mean": float(np.mean(odds)),
        "main_best": float(levels[LEVELS.index("main")]),
        "reported_best": float(levels[LEVELS.index("reported")]),
        "background_best": float(levels[LEVELS.index("background")]),
        "mentions": min(len(chain), MANY) / MANY,
        "headline": float(bool(heads)),
        "headline_logged": max((logged(m) for m in heads), default=UNREAD),
        "headline_first": float(any(m.prominence > 0.9 for m in heads)),  # noqa: PLR2004 - the main predicate
        "lead": float(start == 0),
        "opening": float(start < OPENING),
        "position": start / (last - first + 1),
        "typed_by_rules": float(any(m.type.code != "UNKNOWN" for m in chain)),
        "type_certainty": float(types.max()),
        "unknown": float(types[-1]),
        "hypothetical": float(modal[MODALITIES.index("hypothetical")]),
        "denied": float(modal[MODALITIES.index("denied")]),
        "earlier": float(all(m.earlier for m in chain)),
        "actor": _best(chain, "as_actor"),
        "recipient": _best(chain, "as_recipient"),
        "place": _best(chain, "as_place"),
        "time": _best(chain, "as_time"),
        "prominence": max(m.prominence for m in chain),
        "verb": float(any(m.trigger.pos == "VERB" for m in chain)),
        "quoted": float(all(m.block == "quote" for m in chain)),
        "rank": 1 / (1 + rank),
        "share": _probability(best) / total if total else 0.0,
        "length": min(last - first + 1, 40) / 40,
        "linked": max(linked, UNLINKED),
    }  # fmt: skip
    return [values[name] for name in NAMES]


def logged(mention: Mention) -> float:
    """Return the log-odds that a mention tells an event for the log.

    `UNREAD` where the encoder has not read the mention.
    """
    return float(np.clip(mention.reading.logged, -6, 6)) if mention.reading is not None else UNREAD


def _probability(logged: float) -> float:
    return float(1 / (1 + np.exp(-logged)))


def _modal(chain: Sequence[Mention]) -> Floats:
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
