"""The clause of an event that a reader understands by itself.

The clause is the title of the event where no headline tells it.
"""

from collections.abc import Collection, Sequence

from schemas.spans import Quote
from workers.events.mention import Mention
from workers.events.text.clause_quotes import LONGEST
from workers.vocabulary import load_clause_openers, opener

LATER, FAR = 0.03, 20
"""Points that a sentence later costs, and sentences from which it costs no more.

The opening tells an event best.
"""
NAMING = 0.5
"""Points of a clause that names who takes part."""
SHORTEST, BEST = 4, 12
"""Words of a title: fewer than `SHORTEST` or more than `LONGEST` tell too little or too much, and
`BEST` words are best."""


def best_clause(
    mentions: Sequence[Mention],
    weights: Sequence[float],
    who: Collection[str] = (),
    taken: Collection[Quote] = (),
) -> Quote:
    """Return the clause that tells an event best, without the conjunction before it.

    Ties go to the earlier clause.

    Args:
        mentions: Those of one event.
        weights: How surely each tells the event, in [0, 1].
        who: Names of those who take part: a clause that names one of them needs no other.
        taken: Titles of other events: such a clause comes last.
    """
    clauses = [_begun(mention.clause) for mention in mentions]
    names = {word for name in who for word in name.split() if word[:1].isupper()}
    ranked = [
        (
            clause not in taken,
            readable(clause.quote)
            + weight
            + 0.5 * mention.prominence
            + NAMING * (not names.isdisjoint(clause.quote.replace(",", " ").split()))
            - LATER * min(mention.sentence, FAR),
            -number,
        )
        for number, (clause, mention, weight) in enumerate(
            zip(clauses, mentions, weights, strict=True)
        )
    ]
    return clauses[-max(ranked)[2]]


def readable(text: str) -> float:
    """Return how well a clause reads by itself.

    0 is for a short sentence of its own, less for a clause that asks or leans on others, least for
    a word.
    """
    words = text.split()
    if len(words) <= 1:
        return -10.0
    openers = load_clause_openers()
    first = opener(words[0])
    score = -abs(min(len(words), 2 * LONGEST) - BEST) / BEST
    score -= 2.0 * (len(words) < SHORTEST) + 1.0 * (len(words) > LONGEST)
    score -= 1.0 * text.endswith("?")
    score -= 1.5 * (first in openers.leaning) + 1.5 * (first in openers.pointing | openers.speaking)
    return score - 0.5 * text[:1].islower()


def _begun(clause: Quote) -> Quote:
    """Return a clause without the conjunction, or the adverb with its comma, that opens it."""
    first, _, rest = clause.quote.partition(" ")
    openers, word = load_clause_openers(), first.casefold()
    ties = word in openers.joining or (word.endswith(",") and word[:-1] in openers.connecting)
    if not ties or not rest.strip():
        return clause
    start = len(clause.quote) - len(rest.lstrip())
    return Quote(clause.field, clause.start + start, clause.end, clause.quote[start:])
