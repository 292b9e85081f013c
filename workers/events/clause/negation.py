"""Whether a clause is negated.

The negation may stand at the verb, in its subject or object, or in a preposition before it.
"""

from spacy.tokens import Token

from workers.events.clause.syntax import children

PARTICLES = frozenset({"not", "never", "n't", "n’t", "neither", "nor"})
NOBODY = frozenset({"nobody", "nothing", "none", "neither", "nowhere"})
"""Pronouns that deny the clause in which they are subject or object."""
NO = frozenset({"no", "neither"})
FILLERS = frozenset({"nsubj", "nsubjpass", "dobj", "attr", "dative"})
WITHOUT = frozenset({"without", "instead", "than"})
"""Prepositions whose complement does not happen."""


def is_negated(token: Token) -> bool:
    """Say whether a negation denies the event that a verb or noun tells."""
    for child in token.children:
        if child.dep_ == "neg" or child.lower_ in PARTICLES:
            return True
        if child.dep_ == "det" and child.lower_ in NO:
            return True
        if child.dep_ in FILLERS and _is_none(child):
            return True
        if (
            child.dep_ == "advmod"
            and child.lower_ == "longer"
            and any(c.lower_ == "no" for c in child.children)
        ):
            return True
    return _is_joined_to_negated(token)


def is_averted_by_preposition(token: Token) -> bool:
    """Say whether an event stands behind 'without', 'instead of' or 'rather than'."""
    if token.dep_ not in {"pcomp", "pobj"}:
        return False
    above = token.head
    return above.lower_ in WITHOUT or (above.lower_ == "of" and above.head.lower_ in WITHOUT)


def _is_none(filler: Token) -> bool:
    if filler.lower_ in NOBODY:
        return True
    return any(
        child.lower_ in NO and child.dep_ in {"det", "neg", "amod"} for child in filler.children
    )


def _is_joined_to_negated(verb: Token) -> bool:
    """Say whether a verb shares the negated helper of the verb before it.

    An example is 'did not arrest or charge anybody'.
    """
    if verb.dep_ != "conj" or verb.tag_ != "VB" or children(verb, "aux", "nsubj"):
        return False
    return verb.head.tag_ == "VB" and any(child.dep_ == "neg" for child in verb.head.children)
