"""Whether an event is planned, going on, has happened, is denied or only thought of."""

from spacy.tokens import Token

from schemas.mentions import Modality
from workers.events.clause.negation import is_averted_by_preposition, is_negated
from workers.events.clause.syntax import (
    VERBAL,
    ancestors,
    children,
    is_root,
    prepositions,
    support_verb,
)
from workers.events.clause.timetables import PROGRESSIVE, is_timetable
from workers.events.event_lexicon import Grammar

COMPLEMENTS = frozenset({
    "xcomp", "dobj", "acl", "pobj", "prep", "pcomp", "conj", "acomp", "oprd", "nsubjpass", "ccomp",
    "nsubj", "attr", "prt",
})  # fmt: skip
FUTURE = frozenset({"will", "'ll", "’ll", "wo", "shall"})
OBJECTS = frozenset({"dobj", "nsubjpass"})
DURING = frozenset({"at", "during", "in"})


class ModalityReader:
    """Reads modality off the auxiliaries, the negation and the governors of a trigger."""

    def __init__(self, grammar: Grammar) -> None:
        self._grammar = grammar

    def read(self, trigger: Token, *, headline: bool = False) -> Modality:
        """Return the modality of a trigger.

        In a headline the present tense tells events that have happened.
        """
        verb = trigger if trigger.pos_ in VERBAL else support_verb(trigger, self._grammar)
        if (
            is_negated(trigger)
            or is_averted_by_preposition(trigger)
            or (verb is not None and is_negated(verb))
        ):
            return "denied"
        if trigger.pos_ not in VERBAL:
            stated = self._of_modifiers(trigger)
            if stated is not None:
                return stated
        if verb is None:
            return self._of_noun(trigger, headline=headline)
        if headline and _is_headline_infinitive(verb):
            return "planned"
        modality = self._of_verb(verb)
        return (
            "planned"
            if modality in {"occurred", "ongoing"} and not headline and is_timetable(verb)
            else modality
        )

    def _of_noun(self, noun: Token, *, headline: bool) -> Modality:
        modality = self._of_governors(noun, "occurred")
        above = (
            noun.head if noun.dep_ == "nsubj" else noun.head.head if noun.dep_ == "pobj" else noun
        )
        if modality != "occurred" or above.pos_ not in VERBAL:
            return modality
        if noun.dep_ == "pobj":
            future = any(helper.lower_ in FUTURE for helper in children(above, "aux"))
            return (
                "planned"
                if noun.head.lower_ in DURING and future and not is_negated(above)
                else modality
            )
        takes_place = above.lemma_ in self._grammar.aspect | self._grammar.happening
        return "planned" if takes_place and not headline and is_timetable(above) else modality

    def _of_modifiers(self, noun: Token) -> Modality | None:
        words = {
            child.lemma_.lower()
            for child in noun.children
            if child.dep_ in {"amod", "compound", "advmod"}
        }
        forms = {child.lower_ for child in noun.children if child.dep_ in {"amod", "compound"}}
        if words & self._grammar.upcoming:
            return "planned"
        if words & self._grammar.doubtful:
            return "hypothetical"
        if forms & self._grammar.called_off:
            return "denied"
        if "ongoing" in words or "continuing" in words:
            return "ongoing"
        return None

    def _of_verb(self, verb: Token) -> Modality:
        helpers = frozenset(child.lower_ for child in children(verb, "aux", "auxpass"))
        marks = {child.lower_ for child in children(verb, "mark", "advmod")}
        if marks & self._grammar.condition or _is_inverted(verb):
            return "hypothetical"
        return (
            self._of_modal(verb, helpers)
            or self._of_progressive(verb, helpers, still="still" in marks)
            or self._of_governors(verb, "occurred")
        )

    def _of_modal(self, verb: Token, helpers: frozenset[str]) -> Modality | None:
        if helpers & FUTURE:
            return "planned"
        if helpers & self._grammar.possible:
            announced = "would" in helpers and "have" not in helpers and self._is_reported(verb)
            return "planned" if announced else "hypothetical"
        to_come = (
            verb.tag_ == "VB" and "to" in helpers and (is_root(verb) or verb.head.lemma_ == "be")
        )
        return "planned" if to_come else None

    def _of_progressive(
        self, verb: Token, helpers: frozenset[str], *, still: bool
    ) -> Modality | None:
        if verb.tag_ == "VBG" and helpers & PROGRESSIVE:
            return "planned" if self._soon(verb) else "ongoing"
        lasting = verb.tag_ == "VBG" and still and bool(helpers & {"was", "were"})
        undergone = "being" in helpers and bool(helpers & PROGRESSIVE)
        return "ongoing" if lasting or undergone else None

    def _is_reported(self, verb: Token) -> bool:
        """Say whether somebody said a clause, with no condition: 'said it would send troops'."""
        head = verb.head if verb.dep_ == "conj" else verb
        is_reported = (
            head.dep_ == "ccomp"
            and head.head.lemma_ in self._grammar.reporting | self._grammar.ahead
        )
        return is_reported and not any(
            mark.lower_ in self._grammar.condition
            for clause in children(head, "advcl")
            for mark in children(clause, "mark")
        )

    def _soon(self, verb: Token) -> bool:
        """Say whether a progressive is of a verb like 'going to' or 'preparing to'."""
        return verb.lemma_ in {"go", "prepare", "plan"} and bool(children(verb, "xcomp"))

    def _of_governors(self, token: Token, default: Modality) -> Modality:
        """Return the modality that the heads above a bare complement give it.

        Examples are 'is scheduled to', 'refused to' and 'could'.
        """
        below = token
        for head in ancestors(token):
            if below.dep_ not in COMPLEMENTS:
                break
            modality = self._of_governor(head, below, token)
            if modality is not None:
                return modality
            if _shares_infinitive(below):
                below = head
                continue
            if head.pos_ in VERBAL:
                if not self._passes(head, below):
                    return default
                return "denied" if is_negated(head) else self._of_verb(head)
            below = head
        return default

    def _passes(self, head: Token, below: Token) -> bool:
        """Say whether a verb's own modality is that of its complement."""
        grammar = self._grammar
        if below.dep_ in {"nsubj", "nsubjpass"} and head.lemma_ in grammar.happening:
            return True
        return _is_infinitive(below) or head.lemma_ in grammar.aspect | grammar.support | {"be"}

    def _of_governor(self, head: Token, below: Token, token: Token) -> Modality | None:
        """Return the modality that one governor gives the trigger.

        The complement `below` holds the trigger `token`. None where the governor says nothing.
        """
        grammar, lemma = self._grammar, head.lemma_.lower()
        if self._is_undone(head, below, token):
            return "denied"
        itself = token.i in {below.i, *(noun.i for _, noun in prepositions(head))}
        if lemma in grammar.deferred and below.dep_ in OBJECTS and below.i == token.i:
            return "planned"
        wished = (
            itself
            and token.pos_ not in VERBAL
            and below.dep_ in OBJECTS | {"prep"}
            and lemma in grammar.awaited
        )
        if (lemma in grammar.ahead and _is_infinitive(below)) or wished:
            if is_negated(head):
                return "denied"
            return "hypothetical" if lemma in grammar.open or _conditional(head) else "planned"
        if _is_infinitive(below) and head.pos_ in {"NOUN", "ADJ"}:
            return "planned" if lemma in grammar.settled else "hypothetical"
        return None

    def _is_undone(self, head: Token, below: Token, token: Token) -> bool:
        """Say whether a governor says that its complement did not happen."""
        grammar, lemma = self._grammar, head.lemma_.lower()
        clausal = below.tag_ in {"VB", "VBG"} and below.dep_ in {"xcomp", "acl", "pcomp", "prep"}
        if clausal and lemma in grammar.averted:
            return True
        if (
            below.dep_ == "ccomp"
            and lemma in {"deny", "refute", "dispute"}
            and not is_negated(head)
        ):
            return True
        if lemma == "call" and below.dep_ in {"prep", "prt"} and below.lower_ == "off":
            return True
        if below.dep_ not in OBJECTS or below.i != token.i:
            return False
        return lemma in grammar.undone or (
            lemma == "call" and any(c.lower_ == "off" for c in children(head, "prt"))
        )


def _is_infinitive(verb: Token) -> bool:
    return verb.tag_ == "VB" and verb.dep_ in {"xcomp", "acl", "ccomp", "advcl"}


def _is_headline_infinitive(verb: Token) -> bool:
    """Say whether a headline's verb is its predicate as an infinitive: 'Minister to visit Oslo'."""
    to = any(child.lower_ == "to" for child in children(verb, "aux"))
    return (
        to
        and verb.tag_ == "VB"
        and (is_root(verb) or (verb.dep_ in {"acl", "relcl"} and is_root(verb.head)))
    )


def _is_inverted(verb: Token) -> bool:
    """Say whether a clause opens with its helper: 'Had we bombed the port, …'."""
    subject = next(iter(children(verb, "nsubj", "nsubjpass")), None)
    if subject is None or verb.dep_ != "advcl":
        return False
    helpers = children(verb, "aux", "auxpass")
    return any(
        helper.lower_ in {"had", "should", "were"} and helper.i < subject.i for helper in helpers
    )


def _shares_infinitive(verb: Token) -> bool:
    """Say whether a verb shares the 'to' and the governor of the infinitive it is joined to.

    An example is 'plans to shut one and sell the other'.
    """
    return (
        verb.dep_ == "conj"
        and verb.tag_ == "VB" == verb.head.tag_
        and not children(verb, "aux", "nsubj", "nsubjpass")
    )


def _conditional(verb: Token) -> bool:
    return any(
        child.lower_ in {"could", "would", "may", "might", "should"}
        for child in children(verb, "aux")
    )
