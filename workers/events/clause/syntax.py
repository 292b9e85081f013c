"""Walks over the dependency parse that arguments, modality and chains share."""

from collections.abc import Iterator

from spacy.tokens import Token

from workers.events.event_lexicon import Grammar

SUBJECTS = frozenset({"nsubj", "csubj"})
PASSIVE_SUBJECTS = frozenset({"nsubjpass", "csubjpass"})
OBJECTS = frozenset({"dobj", "dative", "obj"})
CLAUSES = frozenset(
    {"ccomp", "xcomp", "advcl", "acl", "relcl", "pcomp", "csubj", "csubjpass", "parataxis", "ROOT"}
)
CARRYING = frozenset({"on", "in", "to", "under"})
VERBAL = frozenset({"VERB", "AUX"})
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET"})


def is_root(token: Token) -> bool:
    """Say whether the token heads its sentence."""
    return bool(token.head.i == token.i)


def ancestors(token: Token) -> Iterator[Token]:
    """Yield the heads above a token, nearest first."""
    head = token.head
    while head.i != token.i:
        yield head
        token, head = head, head.head


def children(token: Token, *deps: str) -> list[Token]:
    """Return the dependents that hang on the token by one of the relations, in order."""
    return [child for child in token.children if child.dep_ in deps]


def objects(verb: Token) -> list[Token]:
    """Return the objects of a verb, including those of its particle ('called off the match')."""
    direct = [child for child in children(verb, *OBJECTS) if child.pos_ != "ADP"]
    particles = [
        child
        for child in verb.children
        if child.dep_ == "prt" or (child.dep_ == "prep" and child.tag_ == "RP")
    ]
    return direct + [inner for particle in particles for inner in children(particle, "pobj")]


def coordinated(token: Token) -> list[Token]:
    """Return the token and what is joined to it by 'and', 'or' or commas."""
    found = [token]
    for member in found:
        found.extend(child for child in member.children if child.dep_ == "conj")
    return found


def first_joined(verb: Token) -> Token:
    """Return the first of the verbs that a verb is joined to; the verb itself where it leads."""
    while verb.dep_ == "conj" and verb.head.pos_ in VERBAL:
        verb = verb.head
    return verb


def prepositions(token: Token) -> Iterator[tuple[str, Token]]:
    """Yield each preposition under a token with its object.

    The walk goes on through 'from Monday to Friday' and joined objects.
    """
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
    """Say whether a verb is passive.

    A verb is passive by its auxiliary, subject or agent, as a bare participle, or joined to a
    passive verb.
    """
    if any(child.dep_ in {"auxpass", "nsubjpass", "agent"} for child in verb.children):
        return True
    if verb.tag_ != "VBN" or any(child.dep_ in {"aux", "dobj"} for child in verb.children):
        return False
    if verb.dep_ == "conj":
        return verb.head.tag_ == "VBN" and not children(verb, "nsubj") and is_passive(verb.head)
    return verb.dep_ in {"acl", "amod", "advcl"} or is_root(verb)


def support_verb(noun: Token, grammar: Grammar) -> Token | None:
    """Return the verb that only carries an event noun ('pay' of 'pay a visit'), or None.

    The noun is the verb's object, or stands behind the verb's preposition ('embark on a journey',
    'subjected to sanctions').
    """
    for member in [noun, *ancestors(noun)]:
        if member.dep_ == "conj":
            continue
        head = member.head
        if member.dep_ in {"dobj", "nsubjpass", "attr"}:
            return (
                head
                if head.pos_ in VERBAL and (head.lemma_ in grammar.support or head.lemma_ == "be")
                else None
            )
        if member.dep_ == "pobj" and head.dep_ == "prep":
            verb = head.head
            if verb.pos_ not in VERBAL or head.lower_ not in CARRYING:
                return None
            return (
                verb
                if verb.lemma_ in grammar.support
                or (verb.lemma_ == "be" and head.lower_ == "under")
                else None
            )
        return None
    return None


def is_opposed(token: Token) -> bool:
    """Say whether a name stands behind 'anti-': the deed is done against whom it names.

    The name may have words before its head ('anti-Ann Lee').
    """
    before_head = children(token, "compound") if token.pos_ == "PROPN" else []
    first = min([token.i, *(word.i for word in before_head)])
    before = "".join(other.lower_ for other in token.doc[max(0, first - 2) : first])
    return before.endswith("anti-") or token.lower_.startswith("anti-")
