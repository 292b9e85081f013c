"""Whether an event is planned, going on, has happened, is denied or only thought of; and who says so."""

from collections.abc import Iterator

from spacy.tokens import Token

from schemas.mentions import Modality
from workers.events.lexicon import Grammar
from workers.events.passages import Passage
from workers.events.syntax import VERBAL, ancestors, carrier, children, coordinated, is_root, subjects

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
                return default
            lemma = head.lemma_.lower()
            infinitive = below.tag_ == "VB" and below.dep_ in {"xcomp", "acl", "ccomp", "advcl"}
            if (
                lemma in self._grammar.averted
                and below.tag_ in {"VB", "VBG"}
                and below.dep_ in {"xcomp", "acl", "pcomp", "prep"}
            ):
                return "denied"
            if lemma in self._grammar.undone and below.dep_ in {"dobj", "nsubjpass"} and below.i == token.i:
                return "denied"
            if lemma in self._grammar.ahead and (
                infinitive
                or (below.dep_ in {"dobj", "nsubjpass"} and lemma in {"plan", "schedule", "propose", "expect"})
            ):
                if _negated(head):
                    return "denied"
                return "hypothetical" if lemma in self._grammar.open or _conditional(head) else "planned"
            if infinitive and head.pos_ in {"NOUN", "ADJ"}:
                return "planned" if lemma in {"plan", "schedule", "agreement", "decision", "pledge"} else "hypothetical"
            if head.pos_ in VERBAL:
                if infinitive or lemma in self._grammar.aspect or lemma in self._grammar.support or head.lemma_ == "be":
                    return self._of_verb(head)
                return default
            below = head
        return default


def _conditional(verb: Token) -> bool:
    return any(child.lower_ in {"could", "would", "may", "might", "should"} for child in children(verb, "aux"))


def _negated(token: Token) -> bool:
    for child in token.children:
        if child.dep_ == "neg" or child.lower_ in {"not", "never", "n't", "n’t"}:
            return True
        if child.dep_ == "det" and child.lower_ in {"no", "neither"}:
            return True
    return False


class SourceReader:
    """Finds who reports an event: the subject of the verb of saying above it, or 'according to'."""

    def __init__(self, grammar: Grammar) -> None:
        self._grammar = grammar

    def read(self, trigger: Token, passage: Passage) -> str | None:
        """Return the entity key of the one who reports the trigger, or None."""
        for head in self._tellers(trigger):
            for token in coordinated(head):
                entity = passage.entities.get(token.i)
                if entity is not None and entity.entity and entity.label in {"PERSON", "ORG", "GPE", "NORP", "ROLE"}:
                    return entity.entity
        return None

    def _tellers(self, trigger: Token) -> Iterator[Token]:
        below = trigger
        for head in ancestors(trigger):
            if below.dep_ in {"ccomp", "parataxis"} and head.lemma_ in self._grammar.reporting:
                yield from subjects(head)
            below = head
        for token in trigger.sent:
            if token.dep_ in {"prep", "ROOT", "advcl"} and token.lower_ == "according":
                for inner in children(token, "prep"):
                    yield from children(inner, "pobj")
            if (
                token.dep_ in {"parataxis", "ccomp"}
                and token.lemma_ in self._grammar.reporting
                and trigger in token.children
            ):
                yield from children(token, "nsubj")
