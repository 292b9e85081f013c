"""Whose action a verb is.

A verb has its own subject, or shares one by relative clause, control or coordination.
"""

from spacy.tokens import Token

from workers.events.clause.syntax import VERBAL, ancestors, children

DEEPEST = 5
"""Verbs that a subject may be handed down through; a longer chain is a slip of the parser."""
SHARING = frozenset({"advcl", "ccomp", "pcomp", "oprd"})


def governing_subjects(verb: Token) -> list[Token]:
    """Return the subjects of the clause above a verb's own.

    A pronoun may take them up ('Japan said it had halted aid').
    """
    below = verb
    for head in ancestors(verb):
        if head.pos_ in VERBAL and below.dep_ in {"ccomp", "advcl", "xcomp"}:
            return subjects(head)
        if below.dep_ not in {"xcomp", "conj", "aux", "ccomp", "advcl"}:
            return []
        below = head
    return []


def subjects(verb: Token, depth: int = 0) -> list[Token]:
    """Return the surface subjects of a verb.

    These are its own, or those of its governor by relative clause, control or coordination.
    """
    own = children(verb, "nsubj", "nsubjpass", "csubj")
    if own:
        return [_antecedent(verb, subject) for subject in own]
    return _understood(verb, depth) if depth < DEEPEST else []


def _understood(verb: Token, depth: int) -> list[Token]:
    """Return the subjects that a verb without its own takes from its clause or noun above."""
    head = verb.head
    if verb.dep_ == "relcl" or (verb.dep_ == "acl" and verb.tag_ in {"VBG", "VBN"}):
        return [head]
    if verb.dep_ == "acl":
        return children(head, "poss") or _above(head, depth)
    if verb.dep_ == "xcomp":
        return _controllers(head, depth)
    if verb.dep_ == "conj" and head.pos_ in VERBAL:
        return subjects(head, depth + 1)
    return _above(verb, depth) if verb.dep_ in SHARING and verb.tag_ in {"VBG", "VB", "VBN"} else []


def _antecedent(verb: Token, subject: Token) -> Token:
    if verb.dep_ == "relcl" and subject.lower_ in {"who", "which", "that"}:
        return verb.head
    return subject


def _controllers(head: Token, depth: int) -> list[Token]:
    """Return the words that control an infinitive.

    The object does ('asked him to leave'), else the subject ('plans to leave').
    """
    if head.pos_ in VERBAL:
        return children(head, "dobj", "dative") or subjects(head, depth + 1)
    if head.pos_ == "ADJ":
        return (
            subjects(head.head, depth + 1)
            if head.dep_ in {"acomp", "conj", "attr"}
            else children(head, "nsubj")
        )
    return subjects(head, depth + 1)


def _above(token: Token, depth: int) -> list[Token]:
    for head in ancestors(token):
        if head.pos_ in VERBAL:
            return subjects(head, depth + 1)
    return []
