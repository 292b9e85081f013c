"""The clause that a trigger stands in, as words of the article."""

from spacy.tokens import Token

from schemas.spans import Quote
from workers.events.clause.syntax import VERBAL, ancestors, is_root, support_verb
from workers.events.event_lexicon import Grammar
from workers.events.text.passages import Passage

DEPENDENT = frozenset({"xcomp", "conj", "acl", "relcl", "advcl", "pcomp", "aux"})
"""Relations of a verb that heads no clause of its own."""
OPEN_ENDS = frozenset({",", ";", ":", "-", "–", "—"})
"""Marks that end no clause: something follows."""
LONGEST = 28
"""Most words of a title; a longer clause tells too much."""


def clause_quote(token: Token, passage: Passage, grammar: Grammar) -> Quote:
    """Return the clause that a trigger stands in.

    The clause is the subtree of its verb, or the sentence where that verb is the main one. Of a
    phrase that only describes a noun ('the man, who fled'), it is the clause of that noun, unless
    it is longer than a title.
    """
    head = token
    if token.pos_ not in VERBAL:
        head = support_verb(token, grammar) or _verb_above(token)
    head = _main_verb(head)
    while head.pos_ not in VERBAL:
        above = _main_verb(_verb_above(head))
        if above.i == head.i or _words(above) > LONGEST:
            break
        head = above
    first, last = head.left_edge, head.right_edge
    while first.i < last.i and (first.is_punct or first.is_space):
        first = first.nbor()
    while last.i > first.i and (last.is_space or last.text in OPEN_ENDS):
        last = last.nbor(-1)
    return passage.span(first, last)


def _verb_above(token: Token) -> Token:
    """Return the verb that a token stands under; the token itself where there is none."""
    return next((above for above in ancestors(token) if above.pos_ in VERBAL), token)


def _main_verb(head: Token) -> Token:
    """Return what a verb depends on, where it heads no clause of its own."""
    while head.dep_ in DEPENDENT and not is_root(head):
        head = head.head
    return head


def _words(head: Token) -> int:
    return head.right_edge.i - head.left_edge.i + 1
