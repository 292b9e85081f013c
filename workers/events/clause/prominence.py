"""How prominent a trigger is in its sentence."""

from spacy.tokens import Token

from workers.events.clause.syntax import VERBAL, is_root

STEPS = {
    "ROOT": 1.0,
    "ccomp": 0.75,
    "xcomp": 0.8,
    "conj": 0.85,
    "acomp": 0.95,
    "dobj": 0.75,
    "nsubjpass": 0.7,
    "nsubj": 0.65,
    "attr": 0.75,
    "prep": 0.8,
    "pobj": 0.7,
    "advcl": 0.55,
    "relcl": 0.45,
    "acl": 0.55,
    "appos": 0.5,
}
OTHER_STEP = 0.4


def prominence(token: Token, transparent: frozenset[str]) -> float:
    """Return how prominent a token is: 1 for the main predicate, less with each step down.

    Args:
        token: A trigger.
        transparent: Lemmas of verbs that pass their rank on to what they report or carry.
    """
    rank = 1.0
    while not is_root(token):
        head = token.head
        passed = (
            head.pos_ in VERBAL
            and head.lemma_ in transparent
            and token.dep_ in {"ccomp", "dobj", "xcomp", "prep", "nsubjpass"}
        )
        rank *= (
            0.97
            if passed
            or (token.dep_ == "pobj" and head.dep_ == "prep" and head.head.lemma_ in transparent)
            else STEPS.get(token.dep_, OTHER_STEP)
        )
        token = head
    return rank
