"""Whether an event is planned, going on, has happened, is denied or only thought of."""

from spacy.tokens import Token

from schemas.mentions import Modality
from workers.events.lexicon import Grammar
from workers.events.syntax import VERBAL, ancestors, carrier, children, is_root

PLANNING = frozenset({"plan", "schedule", "propose", "expect"})
"""Verbs whose object lies ahead."""
DECIDED = frozenset({"plan", "schedule", "agreement", "decision", "pledge"})
"""Nouns whose infinitive is settled, where that of others ('attempt', 'chance') is open."""
COMPLEMENTS = frozenset(
    {"xcomp", "dobj", "acl", "pobj", "prep", "pcomp", "conj", "acomp", "oprd", "nsubjpass", "ccomp", "nsubj", "attr"}
)


class ModalityReader:
    """Reads modality off the auxiliaries, the negation and the governors of a trigger."""

    def __init__(self, grammar: Grammar) -> None:
        self._grammar = grammar

    def read(self, trigger: Token) -> Modality:
        """Return the modality of a trigger."""
        verb = trigger if trigger.pos_ in VERBAL else carrier(trigger, self._grammar)
        if _negated(trigger) or (verb is not None and _negated(verb)):
            return "denied"
        if trigger.pos_ not in VERBAL:
            stated = self._of_modifiers(trigger)
            if stated is not None:
                return stated
        if verb is None:
            return self._of_governors(trigger, "occurred")
        return self._of_verb(verb)

    def _of_modifiers(self, noun: Token) -> Modality | None:
        words = {child.lemma_.lower() for child in noun.children if child.dep_ in {"amod", "compound", "advmod"}}
        if words & self._grammar.upcoming:
            return "planned"
        if words & self._grammar.doubtful:
            return "hypothetical"
        if "ongoing" in words or "continuing" in words:
            return "ongoing"
        return None

    def _of_verb(self, verb: Token) -> Modality:
        helpers = {child.lower_ for child in children(verb, "aux", "auxpass")}
        marks = {child.lower_ for child in children(verb, "mark", "advmod")}
        if marks & self._grammar.condition:
            return "hypothetical"
        if helpers & {"will", "'ll", "’ll", "wo", "shall"}:
            return "planned"
        if helpers & self._grammar.possible:
            return "hypothetical"
        if verb.tag_ == "VBG" and helpers & {"is", "are", "am", "'s", "'re", "’s", "’re", "be", "been"}:
            return "planned" if self._soon(verb) else "ongoing"
        if verb.tag_ == "VB" and "to" in helpers and (is_root(verb) or verb.head.lemma_ == "be"):
            return "planned"
        return self._of_governors(verb, "occurred")

    def _soon(self, verb: Token) -> bool:
        """Say whether a progressive is of a verb like 'going to' or 'preparing to'."""
        return verb.lemma_ in {"go", "prepare", "plan"} and bool(children(verb, "xcomp"))

    def _of_governors(self, token: Token, default: Modality) -> Modality:
        """Return what the heads above a bare complement say of it: 'is scheduled to', 'refused to', 'could'."""
        below = token
        for head in ancestors(token):
            if below.dep_ not in COMPLEMENTS:
                break
            said = self._of_governor(head, below, token)
            if said is not None:
                return said
            if head.pos_ in VERBAL:
                through = _is_infinitive(below) or head.lemma_ in self._grammar.aspect | self._grammar.support | {"be"}
                return self._of_verb(head) if through else default
            below = head
        return default

    def _of_governor(self, head: Token, below: Token, token: Token) -> Modality | None:
        """Return what one governor says of the complement `below` that holds the trigger `token`, None where it says nothing."""
        grammar, lemma = self._grammar, head.lemma_.lower()
        clausal = below.tag_ in {"VB", "VBG"} and below.dep_ in {"xcomp", "acl", "pcomp", "prep"}
        undone = lemma in grammar.undone and below.dep_ in {"dobj", "nsubjpass"} and below.i == token.i
        if undone or (clausal and lemma in grammar.averted):
            return "denied"
        set_for = below.dep_ in {"dobj", "nsubjpass"} and lemma in PLANNING
        if lemma in grammar.ahead and (_is_infinitive(below) or set_for):
            if _negated(head):
                return "denied"
            return "hypothetical" if lemma in grammar.open or _conditional(head) else "planned"
        if _is_infinitive(below) and head.pos_ in {"NOUN", "ADJ"}:
            return "planned" if lemma in DECIDED else "hypothetical"
        return None


def _is_infinitive(verb: Token) -> bool:
    return verb.tag_ == "VB" and verb.dep_ in {"xcomp", "acl", "ccomp", "advcl"}


def _conditional(verb: Token) -> bool:
    return any(child.lower_ in {"could", "would", "may", "might", "should"} for child in children(verb, "aux"))


def _negated(token: Token) -> bool:
    for child in token.children:
        if child.dep_ == "neg" or child.lower_ in {"not", "never", "n't", "n’t"}:
            return True
        if child.dep_ == "det" and child.lower_ in {"no", "neither"}:
            return True
    return False
