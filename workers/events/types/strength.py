"""How prominent a trigger is in its sentence: the news stands in the main clause, or under the verb that reports it."""

from spacy.tokens import Token

from workers.events.types.lexicon import Lexicon

BY_RELATION = {
    "ROOT": 1.0,
    "ccomp": 0.75,
    "xcomp": 0.8,
    "conj": 0.85,
    "acomp": 0.97,
    "dobj": 0.75,
    "nsubjpass": 0.7,
    "nsubj": 0.65,
    "attr": 0.75,
    "pobj": 0.5,
    "advcl": 0.6,
    "parataxis": 0.7,
    "relcl": 0.45,
    "acl": 0.5,
}
OTHER = 0.4


def clause_strength(token: Token, lexicon: Lexicon, telling: frozenset[Token]) -> float:
    """Return a number in (0, 1]: 1 for the root or what a reporting root reports, less with each step down.

    A reporting verb passes its place on to its clause only where it tells no event itself (`telling`): `said`, but not `warned`.
    """
    strength = 1.0
    while token.dep_ != "ROOT":
        step = BY_RELATION.get(token.dep_, OTHER)
        if (
            token.dep_ in {"ccomp", "xcomp"}
            and token.head.lemma_.lower() in lexicon.reporting
            and token.head not in telling
        ):
            step = 1.0
        if token.dep_ == "dobj" and token.head.lemma_.lower() in lexicon.light_verbs:
            step = 0.97
        strength *= step
        token = token.head
    return max(strength, 0.01)
