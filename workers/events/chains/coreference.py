"""Coreference within one article: which mentions name one event.

Each pair of mentions gets a log-odds from a logistic model over named features
(`data/models.toml`, fitted by `training/chains.py`). Mentions are joined by average link while the
mean log-odds between two groups is positive.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from workers.events.chains.pair_features import NAMES, both, equal, instances_differ, pair_features
from workers.events.encoder.heads import Heads
from workers.events.mention import Mention
from workers.events.models import Linear
from workers.vocabulary import Synonyms

Floats = NDArray[np.float32]
Flags = NDArray[np.bool_]

APART = -20.0
"""Log-odds of a pair that facts keep apart: no mean over a chain makes up for it."""


def pair_scores(
    mentions: Sequence[Mention], model: Linear, synonyms: Synonyms, heads: Heads
) -> Floats:
    """Return the log-odds that each two mentions name one event: shape (n, n).

    Pairs that facts keep apart are at `APART`.
    """
    found = model.score(pair_features(mentions, synonyms, heads), NAMES)
    found[_apart(mentions)] = APART
    return found


def _apart(mentions: Sequence[Mention]) -> Flags:
    """Return which pairs cannot be one event.

    These are other instances of a kind, and a noun told as an earlier event beside one that is not.
    """
    nouns = both([m.trigger.pos == "NOUN" for m in mentions])
    return instances_differ(mentions) | (nouns & ~equal([m.earlier for m in mentions]))


def linked(scores: Floats) -> list[list[int]]:
    """Group by average link.

    The pair of groups with the highest mean score is joined while that score is positive; ties go
    to the earlier pair.

    Args:
        scores: Log-odds that two mentions are one event, symmetric, shape (n, n).
    """
    groups = [[number] for number in range(len(scores))]
    sums = scores.astype(np.float64)
    np.fill_diagonal(sums, -np.inf)
    sizes = np.ones(len(scores))
    while len(groups) > 1:
        means = sums / np.outer(sizes, sizes)
        best = int(means.argmax())
        one, two = sorted(divmod(best, len(groups)))
        if means[one, two] <= 0:
            break
        sums[one] += sums[two]
        sums[:, one] = sums[one]
        sums[one, one] = -np.inf
        sizes[one] += sizes[two]
        sums, sizes = np.delete(np.delete(sums, two, 0), two, 1), np.delete(sizes, two)
        groups[one] = sorted(groups[one] + groups.pop(two))
    return sorted(groups)


def between(scores: Floats, groups: Sequence[Sequence[int]]) -> Floats:
    """Return the highest score between mentions of each two groups: shape (groups, groups)."""
    found = np.full((len(groups), len(groups)), -np.inf, np.float32)
    for one, own in enumerate(groups):
        for two, other in enumerate(groups[:one]):
            found[one, two] = found[two, one] = scores[np.ix_(own, other)].max()
    return found
