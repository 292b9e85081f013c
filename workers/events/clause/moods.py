"""The mood of a clause by its auxiliaries.

A speaker announces something, refuses something, or says that others must do something.
"""

from typing import Literal

from spacy.tokens import Token

from workers.events.clause.negation import is_negated

Mood = Literal["announced", "conditional", "refused", "deontic"]
FUTURE = frozenset({"will", "'ll", "shall", "wo", "ll"})
CONDITIONAL = frozenset({"would", "'d"})
POSSIBLE = frozenset({"may", "might", "could"})
DEONTIC = frozenset({"must", "should", "ought"})
OBLIGATION = frozenset({"have", "need"})
CONDITIONS = frozenset({"if", "unless", "until"})
MAIN = frozenset({"ROOT", "ccomp", "conj", "parataxis"})


def mood_of(verb: Token, reporting: frozenset[str]) -> Mood | None:
    """Return the mood of the verb's clause.

    None for a plain statement, and for a clause that only qualifies another clause. `would`
    announces only under a reporting verb (elsewhere it supposes), `must` and `should` ask only
    under one. A clause that says what `may` be done if something else is counts as a condition.
    """
    if verb.pos_ not in {"VERB", "AUX"} or verb.dep_ not in MAIN:
        return None
    auxiliaries = {t.lower_ for t in verb.children if t.dep_ == "aux"}
    reported = is_reported(verb, reporting)
    if reported and (
        not auxiliaries.isdisjoint(DEONTIC) or _obliged(verb) or _subjunctive(verb, auxiliaries)
    ):
        return "deontic"
    if not _ahead(verb, auxiliaries, reported=reported):
        return None
    if is_negated(verb):
        return "refused"
    return "conditional" if _conditional(verb) else "announced"


def _ahead(verb: Token, auxiliaries: set[str], *, reported: bool) -> bool:
    """Whether the clause tells what is to come, surely or, under a condition, perhaps."""
    if _is_to(verb) or not auxiliaries.isdisjoint(FUTURE):
        return True
    if not reported:
        return False
    return not auxiliaries.isdisjoint(CONDITIONAL) or (
        not auxiliaries.isdisjoint(POSSIBLE) and _conditional(verb)
    )


def is_reported(verb: Token, reporting: frozenset[str]) -> bool:
    """Whether the clause is the content of a reporting verb, before or after it."""
    head = verb
    while head.dep_ == "conj":
        head = head.head
    if head.dep_ == "ccomp" and head.head.lemma_.lower() in reporting:
        return True
    return any(
        t.dep_ in {"ccomp", "parataxis"} and t.lemma_.lower() in reporting for t in head.children
    )


def _is_to(verb: Token) -> bool:
    """Whether the clause is 'is to do'."""
    return verb.lemma_ == "be" and any(
        t.dep_ == "xcomp" and any(c.lower_ == "to" for c in t.children) for t in verb.children
    )


def _conditional(verb: Token) -> bool:
    return any(
        t.dep_ == "mark" and t.lower_ in CONDITIONS
        for clause in verb.children
        if clause.dep_ == "advcl"
        for t in clause.children
    )


def _subjunctive(verb: Token, auxiliaries: set[str]) -> bool:
    """Whether the clause is 'that they be punished'."""
    return (
        verb.dep_ == "ccomp"
        and not auxiliaries
        and any(t.tag_ == "VB" for t in (verb, *_passives(verb)))
    )


def _passives(verb: Token) -> list[Token]:
    return [t for t in verb.children if t.dep_ == "auxpass"]


def _obliged(verb: Token) -> bool:
    return verb.lemma_.lower() in OBLIGATION and any(t.dep_ == "xcomp" for t in verb.children)
