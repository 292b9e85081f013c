"""Pronouns that the annotate stage left open.

They are resolved where the sentence itself leaves little doubt.
"""

from collections.abc import Iterator

from spacy.tokens import Token

from workers.events.clause.subjects import governing_subjects, subjects
from workers.events.clause.syntax import VERBAL, ancestors, children, coordinated
from workers.events.text.passages import Passage

PRONOUNS = frozenset(
    {"it", "he", "she", "they", "him", "her", "them", "we", "i", "his", "their", "its"}
)
PERSONAL = frozenset({"he", "she", "him", "her", "his"})
PLURAL = frozenset({"they", "them", "their"})
NAMED = frozenset({"PERSON", "ORG", "GPE", "NORP"})


def resolved_subjects(verb: Token, passage: Passage) -> Iterator[Token]:
    """Yield the subjects of a verb.

    A pronoun that nobody resolved takes up the subject of the clause above ('Japan said it had
    halted aid').
    """
    for subject in subjects(verb):
        if subject.lower_ in PRONOUNS and passage.entities.get(subject.i) is None:
            yield from antecedents(subject, _clause(verb), passage)
        else:
            yield subject


def antecedents(pronoun: Token, verb: Token, passage: Passage) -> list[Token]:
    """Return the heads that a pronoun takes up, none where that is open.

    A subject takes up the subject of the clause above ('Japan said it had halted aid'). 'He' and
    'his' take up the only person named before in the sentence, or else in the one before it.
    'They' and 'their' take up the last names joined by 'and'.
    """
    if pronoun.dep_ in {"nsubj", "nsubjpass"}:
        above = governing_subjects(verb)
        if above:
            return above
    before = [token for token in pronoun.sent if token.i < pronoun.i]
    if pronoun.lower_ in PLURAL:
        return _joined(before, passage)
    if pronoun.lower_ in PERSONAL:
        return _person(before, passage) or _person(_sentence_before(pronoun), passage)
    return []


def _joined(before: list[Token], passage: Passage) -> list[Token]:
    for token in reversed(before):
        if token.dep_ != "conj" and children(token, "conj"):
            members = [member for member in coordinated(token) if member in before]
            if len(members) > 1 and all(_label(member, passage) in NAMED for member in members):
                return members
    return []


def _person(tokens: list[Token], passage: Passage) -> list[Token]:
    people = {
        e.entity: token
        for token in tokens
        if (e := passage.entities.get(token.i)) is not None and e.label == "PERSON"
    }
    if len(people) == 1:
        return list(people.values())
    return [token for token in people.values() if token.dep_ == "nsubj"][:1]


def _sentence_before(token: Token) -> list[Token]:
    start = token.sent.start
    return list(token.doc[start - 1].sent) if start > 0 else []


def _label(token: Token, passage: Passage) -> str:
    entity = passage.entities.get(token.i)
    if entity is None:
        named = next(
            (
                passage.entities[c.i]
                for c in token.children
                if c.i in passage.entities and c.dep_ in {"appos", "compound", "flat"}
            ),
            None,
        )
        return named.label if named is not None else ""
    return entity.label


def _clause(verb: Token) -> Token:
    """Return the verb whose subject a verb shares by control or coordination."""
    while verb.dep_ in {"xcomp", "conj"} and not children(verb, "nsubj", "nsubjpass"):
        above = next((head for head in ancestors(verb) if head.pos_ in VERBAL), None)
        if above is None:
            return verb
        verb = above
    return verb
