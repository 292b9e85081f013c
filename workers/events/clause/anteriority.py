"""Whether a clause tells an event as one before another past event ('had burned', 'earlier')."""

from spacy.tokens import Token

from workers.events.clause.moods import is_reported
from workers.events.clause.syntax import VERBAL, ancestors, children, support_verb
from workers.events.event_lexicon import Grammar

MODIFIERS = ("amod", "advmod", "npadvmod", "compound")
RELATIVE = frozenset({"relcl", "acl"})


def is_anterior(trigger: Token, grammar: Grammar) -> bool:
    """Say whether a trigger's event lies before the past of the report, on no day that it tells.

    It does in the past perfect ('they had left before the fire') and with a word such as 'earlier'
    ('an earlier fire', 'was shut earlier this year'). The content of another clause is shifted: 'it
    emerged that they had left' tells of no earlier time than 'they have left'.
    """
    verb = trigger if trigger.pos_ in VERBAL else support_verb(trigger, grammar)
    nouns = (above.head for above in (trigger, *ancestors(trigger)) if above.dep_ in RELATIVE)
    return (
        (verb is not None and _is_past_perfect(verb, grammar))
        or any(_is_earlier(token, grammar) for token in (trigger, verb) if token is not None)
        or any(_is_earlier(noun, grammar) for noun in nouns if noun.pos_ == "NOUN")
    )


def _is_past_perfect(verb: Token, grammar: Grammar) -> bool:
    """Say whether a verb is in the past perfect by its own helper, or by one that it shares."""
    while verb.dep_ == "conj" and verb.tag_ == "VBN" and not children(verb, "aux", "nsubj"):
        verb = verb.head
    helpers = {child.lower_ for child in children(verb, "aux")}
    return verb.tag_ == "VBN" and "had" in helpers and not _is_shifted(verb, grammar)


def _is_shifted(verb: Token, grammar: Grammar) -> bool:
    """Say whether a clause, or one that it is joined to or qualifies, is the content of another."""
    while verb.dep_ in {"conj", "advcl"}:
        verb = verb.head
    return verb.dep_ == "ccomp" or is_reported(verb, grammar.reporting)


def _is_earlier(token: Token, grammar: Grammar) -> bool:
    """Say whether a word such as 'earlier' stands by a token, or by a time that does."""
    around = children(token, *MODIFIERS)
    around += [inner for time in around for inner in children(time, *MODIFIERS)]
    return any(child.lower_ in grammar.anterior for child in around)
