"""Walks over the dependency parse that arguments, modality and chains share."""

from collections.abc import Iterator

from spacy.tokens import Token

from workers.events.lexicon import Grammar

SUBJECTS = frozenset({"nsubj", "csubj"})
PASSIVE_SUBJECTS = frozenset({"nsubjpass", "csubjpass"})
OBJECTS = frozenset({"dobj", "dative", "obj"})
CLAUSES = frozenset({"ccomp", "xcomp", "advcl", "acl", "relcl", "pcomp", "csubj", "csubjpass", "parataxis", "ROOT"})
CARRYING = frozenset({"on", "in", "to", "under"})
VERBAL = frozenset({"VERB", "AUX"})
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET"})


def is_root(token: Token) -> bool:
    """Say whether the token heads its sentence."""
    return bool(token.head.i == token.i)


def ancestors(token: Token) -> Iterator[Token]:
    """Yield the heads above a token, nearest first."""
    while not is_root(token):
        token = token.head
        yield token


def children(token: Token, *deps: str) -> list[Token]:
    """Return the dependents that hang on the token by one of the relations, in order."""
    return [child for child in token.children if child.dep_ in deps]


def coordinated(token: Token) -> list[Token]:
    """Return the token and what is joined to it by 'and', 'or' or commas."""
    found = [token]
    for member in found:
        found.extend(child for child in member.children if child.dep_ == "conj")
    return found


def prepositions(token: Token) -> Iterator[tuple[str, Token]]:
    """Yield each preposition under a token with its object, through 'from Monday to Friday' and joined objects."""
    for child in token.children:
        if child.dep_ in {"prep", "agent", "dative"} and child.pos_ in {"ADP", "SCONJ", "VERB"}:
            yield from _objects(child)


def _objects(preposition: Token) -> Iterator[tuple[str, Token]]:
    word = preposition.lower_
    for child in preposition.children:
        if child.dep_ in {"pobj", "obj"}:
            for member in coordinated(child):
                yield word, member
        elif child.dep_ == "prep":
            yield from _objects(child)


def is_passive(verb: Token) -> bool:
    """Say whether a verb is passive, a bare participle after a noun included."""
    if any(child.dep_ in {"auxpass", "nsubjpass", "agent"} for child in verb.children):
        return True
    return verb.tag_ == "VBN" and verb.dep_ in {"acl", "amod", "advcl"} and not children(verb, "aux", "dobj")


def carrier(noun: Token, grammar: Grammar) -> Token | None:
    """Return the verb that only carries an event noun ('pay' of 'pay a visit'), or None.

    The noun is the verb's object, or stands behind its preposition ('embark on a journey', 'subjected to sanctions').
    """
    for member in [noun, *ancestors(noun)]:
        if member.dep_ == "conj":
            continue
        head = member.head
        if member.dep_ in {"dobj", "nsubjpass", "attr"}:
            return head if head.pos_ in VERBAL and (head.lemma_ in grammar.support or head.lemma_ == "be") else None
        if member.dep_ == "pobj" and head.dep_ == "prep":
            verb = head.head
            if verb.pos_ not in VERBAL or head.lower_ not in CARRYING:
                return None
            return verb if verb.lemma_ in grammar.support or (verb.lemma_ == "be" and head.lower_ == "under") else None
        return None
    return None


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
    """Return how prominent a token is in its sentence: 1 for the main predicate, less with each step down.

    Args:
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
            if passed or (token.dep_ == "pobj" and head.dep_ == "prep" and head.head.lemma_ in transparent)
            else STEPS.get(token.dep_, OTHER_STEP)
        )
        token = head
    return rank


def governing_subjects(verb: Token) -> list[Token]:
    """Return the subjects of the clause above a verb's own, for a pronoun that takes them up ('Japan said it had halted aid')."""
    below = verb
    for head in ancestors(verb):
        if head.pos_ in VERBAL and below.dep_ in {"ccomp", "advcl", "xcomp"}:
            return subjects(head)
        if below.dep_ not in {"xcomp", "conj", "aux", "ccomp", "advcl"}:
            return []
        below = head
    return []


def subjects(verb: Token, depth: int = 0) -> list[Token]:
    """Return the surface subjects of a verb: its own, or by relative clause, control or coordination its governor's."""
    own = children(verb, "nsubj", "nsubjpass", "csubj")
    if own:
        return [_antecedent(verb, subject) for subject in own]
    if depth > 4:  # noqa: PLR2004 - a longer chain of control is a slip of the parser
        return []
    head = verb.head
    if verb.dep_ == "relcl" or (verb.dep_ == "acl" and verb.tag_ in {"VBG", "VBN"}):
        return [head]
    if verb.dep_ == "acl":
        owners = children(head, "poss")
        return owners or _above(head, depth)
    if verb.dep_ == "conj" and head.pos_ in VERBAL:
        return subjects(head, depth + 1)
    if verb.dep_ == "xcomp":
        return _controllers(head, depth)
    if verb.dep_ in {"advcl", "ccomp", "pcomp", "oprd"} and verb.tag_ in {"VBG", "VB", "VBN"}:
        return _above(verb, depth)
    return []


def _antecedent(verb: Token, subject: Token) -> Token:
    if verb.dep_ == "relcl" and subject.lower_ in {"who", "which", "that"}:
        return verb.head
    return subject


def _controllers(head: Token, depth: int) -> list[Token]:
    """Return what controls an infinitive: the object ('asked him to leave'), else the subject ('plans to leave')."""
    if head.pos_ in VERBAL:
        return children(head, "dobj", "dative") or subjects(head, depth + 1)
    if head.pos_ == "ADJ":
        return subjects(head.head, depth + 1) if head.dep_ in {"acomp", "conj", "attr"} else children(head, "nsubj")
    return subjects(head, depth + 1)


def _above(token: Token, depth: int) -> list[Token]:
    for head in ancestors(token):
        if head.pos_ in VERBAL:
            return subjects(head, depth + 1)
    return []
