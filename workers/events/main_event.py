"""Which of an article's chains is its main event."""

from collections.abc import Sequence

from workers.events.chains import Cluster
from workers.events.lexicon import Grammar

FIRST = 6.0
"""Points of the sentence an article opens with; later ones have less, falling off with their number."""
HEADLINE = 4.0
FREQUENT = 0.8
TYPED = 1.5
ARGUED = 0.5
DEEP = 1.0
REPORTING = 6.0
BACKGROUND = 4.0
UNREAL = 1.0


def choose(clusters: Sequence[Cluster], grammar: Grammar) -> int | None:
    """Return the number of the main chain, None where there is no chain; ties go to the earlier one."""
    scores = [score(cluster, grammar) for cluster in clusters]
    return max(range(len(scores)), key=lambda number: (scores[number], -number), default=None)


def score(cluster: Cluster, grammar: Grammar) -> float:
    """Return how much a chain looks like what the article is about."""
    mentions = cluster.mentions
    best = max(
        FIRST / (1 + m.sentence)
        + HEADLINE * (m.block == "headline")
        - DEEP * m.salience
        - UNREAL * (m.modality in {"hypothetical", "denied"})
        for m in mentions
    )
    typed = any(m.type.code != "UNKNOWN" for m in mentions)
    named = {p.entity for m in mentions for p in m.participants}
    light = mentions[0].trigger.lemma in grammar.aspect | grammar.support
    return (
        best
        + FREQUENT * min(len(mentions) - 1, 5)
        + TYPED * typed
        + ARGUED * min(len(named), 3)
        - REPORTING * all(m.reporting for m in mentions)
        - BACKGROUND * is_background(cluster)
        - TYPED * light
    )


def is_background(cluster: Cluster) -> bool:
    """Say whether a chain is only told as an earlier event."""
    return all(mention.earlier for mention in cluster.mentions)
