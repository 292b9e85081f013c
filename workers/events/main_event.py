"""Which of an article's chains is its main event."""

from collections.abc import Sequence

from workers.events.chains import Cluster
from workers.events.lexicon import Grammar
from workers.events.mention import Mention
from workers.events.participants import is_common

PLACE = 10.0
"""Points of a main predicate in the headline; the other weights are in the same points."""
OPENING = (0.75, 0.6, 0.5, 0.4, 0.35)
"""Share of those points that the first sentences of the body have; later ones have `LATER`."""
LATER = 0.2
UNTYPED_VERB = 0.8
UNTYPED_NOUN = 0.5
REPORTING = 0.15
UNREAL = 0.85
WEAK = 0.6
FREQUENT = 0.3
ENOUGH = 5
NAMED = 0.4
BACKGROUND = 4.0


def choose(clusters: Sequence[Cluster], grammar: Grammar, *, opening: int) -> int | None:
    """Return the number of the main chain, None where there is no chain; ties go to the earlier one.

    Args:
        clusters: The chains.
        grammar: Tells verbs that say little by themselves.
        opening: Number of the first sentence of the body, counted over the article.
    """
    scores = [score(cluster, grammar, opening) for cluster in clusters]
    return max(range(len(scores)), key=lambda number: (scores[number], -number), default=None)


def score(cluster: Cluster, grammar: Grammar, opening: int) -> float:
    """Return how much a chain looks like what the article is about."""
    mentions = cluster.mentions
    typed = any(mention.type.code != "UNKNOWN" for mention in mentions)
    named = {p.entity for mention in mentions for p in mention.participants if not is_common(p.entity)}
    best = max(
        PLACE * mention.prominence * _position(mention, opening) * _weight(mention, grammar, typed=typed)
        for mention in mentions
    )
    return (
        best
        + FREQUENT * min(len(mentions) - 1, ENOUGH)
        + NAMED * min(len(named), 3)
        - BACKGROUND * is_background(cluster)
    )


def _position(mention: Mention, opening: int) -> float:
    if mention.block == "headline":
        return 1.0
    number = mention.sentence - opening
    if mention.block == "caption":
        return LATER
    return OPENING[number] if 0 <= number < len(OPENING) else LATER


def _weight(mention: Mention, grammar: Grammar, *, typed: bool) -> float:
    if mention.reporting:
        return REPORTING
    weight = 1.0
    if not typed:
        weight = UNTYPED_VERB if mention.trigger.pos == "VERB" else UNTYPED_NOUN
        if mention.trigger.lemma in grammar.aspect | grammar.support | grammar.ahead:
            weight *= WEAK
    return weight * UNREAL if mention.modality in {"hypothetical", "denied"} else weight


def is_background(cluster: Cluster) -> bool:
    """Say whether a chain is only told as an earlier event."""
    return all(mention.earlier for mention in cluster.mentions)
