"""The clause that a trigger stands in, as words of the article."""

from collections.abc import Iterable

from spacy.tokens import Token

from schemas.spans import Quote
from workers.events.clause.syntax import (
    PASSIVE_SUBJECTS,
    SUBJECTS,
    VERBAL,
    ancestors,
    children,
    coordinated,
    first_joined,
    is_root,
    support_verb,
)
from workers.events.event_lexicon import Grammar
from workers.events.text.passages import Passage

DEPENDENT = frozenset({"xcomp", "conj", "acl", "relcl", "advcl", "pcomp", "prep", "aux"})
"""Relations of a verb that heads no clause of its own, unless it has a subject of its own."""
ADVERBIAL = frozenset({"conj", "advcl"})
"""Relations of a verb that tells a fact beside that of another verb."""
FACTUAL = frozenset({"after", "as", "because", "before", "once", "since", "when", "while"})
"""Conjunctions before what has happened or happens: without them the clause still holds."""
POINTING = frozenset(
    {"he", "him", "she", "her", "it", "they", "them", "the", "this", "that", "these", "those"}
)
"""Words with which a clause points back: pronouns, or determiners of its subject."""
SUBJECT = SUBJECTS | PASSIVE_SUBJECTS
NOMINAL = frozenset({"NOUN", "PROPN", "NUM"})
RELATIVE = frozenset({"WDT", "WP"})
FINITE = frozenset({"VBD", "VBP", "VBZ", "MD"})
OPEN_ENDS = frozenset({",", ";", ":", "-", "–", "—", "(", "[", "“", "‘", "and", "but"})
"""Words and marks that end no clause: something follows."""
ENOUGH, LONGEST = 9, 28
"""Words of a title: a longer clause than `LONGEST` tells too much, and may end at a comma behind
`ENOUGH` words."""
SENTENCE = 60
"""Words of a sentence: what is longer is a list, or several lines that the parser took for one."""


def clause_quote(token: Token, passage: Passage, grammar: Grammar) -> Quote:
    """Return the clause that a trigger stands in.

    The clause is the subtree of its verb, or the sentence where that verb is the main one. Of a
    phrase that only describes a noun ('the man, who fled'), it is the clause of that noun, unless
    that is longer than a title and the phrase names who acts. Of a clause that a reader
    understands by itself beside another ('before Ann Lee resigned', 'and a court in Basel fined
    both'), it is that clause without the conjunction.
    """
    head = _told_with(_head(token, passage, grammar))
    first, last = _first(head), _last(head, token)
    last = _before_comma(first, last, token)
    while first.i < last.i and (first.is_punct or first.is_space):
        first = first.nbor()
    while last.i > first.i and (
        last.is_space or last.lower_ in OPEN_ENDS or _closes_nothing(last, first)
    ):
        last = last.nbor(-1)
    return passage.span(first, _with_closing_mark(first, last))


def _head(token: Token, passage: Passage, grammar: Grammar) -> Token:
    """Return the verb of the clause that a trigger stands in, or a noun where none is near."""
    head = token
    if token.pos_ not in VERBAL:
        head = support_verb(token, grammar) or _verb_above(token)
    head = _main_verb(head, passage)
    most = LONGEST if _says_who(head, token, passage) else SENTENCE
    while head.pos_ not in VERBAL:
        above = _main_verb(_verb_above(head), passage)
        if above.i == head.i or _words(above) > most:
            break
        head = above
    return head


def _says_who(noun: Token, verb: Token, passage: Passage) -> bool:
    """Say whether a phrase names who does what its clause tells: 'Ann Lee, who fled the city'."""
    subjects = children(verb, *SUBJECT)
    is_described = verb.head.i == noun.i and verb.dep_ in {"relcl", "acl"}
    names = noun.doc[noun.left_edge.i : noun.i + 1]
    return (
        is_described
        and all(subject.tag_ in RELATIVE for subject in subjects)
        and _names_somebody(names, passage)
    )


def _told_with(verb: Token) -> Token:
    """Return the verb above a clause whose subject points back, where it says who speaks.

    'The utility said it had restored power' tells more than 'it had restored power', and 'Wendt
    said the zone was an error' more than 'the zone was an error'.
    """
    above = verb.head
    is_pointing = any(_points_back(subject) for subject in children(verb, *SUBJECT))
    is_behind = verb.dep_ == "ccomp" and above.i < verb.i
    if not is_behind or not is_pointing or _words(above) > SENTENCE:
        return verb
    return above if any(s.pos_ in NOMINAL for s in children(above, "nsubj")) else verb


def _points_back(subject: Token) -> bool:
    """Say whether the words before a clause say what its subject means."""
    whole = list(subject.subtree)
    is_named = any(word.pos_ == "PROPN" for word in whole)
    return not is_named and (whole[0].lower_ in POINTING or whole[0].tag_ == "PRP$")


def _before_comma(first: Token, last: Token, trigger: Token) -> Token:
    """Return where a long clause ends: before its last comma that leaves a whole clause.

    The words behind that comma say who says so, or are a second thought. The clause does not end
    before the trigger.
    """
    doc = first.doc
    if len(doc[first.i : last.i + 1].text.split()) <= LONGEST:
        return last
    for comma in reversed(doc[trigger.i + 1 : last.i + 1]):
        words = len(doc[first.i : comma.i].text.split())
        behind = range(comma.i + 1, last.i + 1)
        is_end = comma.text in {",", ";"} and ENOUGH <= words <= LONGEST
        if is_end and not any(word.head.i in behind for word in doc[first.i : comma.i]):
            return comma.nbor(-1)
    return last


def _closes_nothing(mark: Token, first: Token) -> bool:
    """Say whether a mark closes a quotation that opens before the clause."""
    return mark.text == "”" and "“" not in mark.doc[first.i : mark.i].text


def _with_closing_mark(first: Token, last: Token) -> Token:
    """Return the mark right behind a clause that closes a quotation within it, else its end."""
    marks = [word.text for word in last.doc[first.i : last.i + 1] if word.text in {'"', "“", "”"}]
    is_open = marks.count('"') % 2 == 1 or marks.count("“") > marks.count("”")
    behind = last.doc[last.i + 1 : last.i + 3]
    mark = next((word for word in behind if word.text not in {".", ","}), last)
    return mark if is_open and mark.text in {'"', "”"} else last


def _verb_above(token: Token) -> Token:
    """Return the verb that a token stands under; the token itself where there is none."""
    return next((above for above in ancestors(token) if above.pos_ in VERBAL), token)


def _main_verb(head: Token, passage: Passage) -> Token:
    """Return what a verb depends on, where it heads no clause of its own."""
    while _depends(head) and not is_root(head) and not _speaks_for_itself(head, passage):
        head = head.head
    return head


def _depends(verb: Token) -> bool:
    """Say whether a verb leans on what stands above it, as one without a subject does.

    A subject that stands for a noun of another clause is none ('a car that they say was stolen').
    """
    if verb.dep_ != "ccomp":
        return verb.dep_ in DEPENDENT
    return all(subject.tag_ in RELATIVE for subject in children(verb, *SUBJECT, "expl"))


def _speaks_for_itself(verb: Token, passage: Passage) -> bool:
    """Say whether a reader understands a clause beside another without that other one.

    It tells a fact, and names somebody or something; nothing in it points back.
    """
    if not _has_own_subject(verb) or not _is_fact(verb):
        return False
    own = verb.doc[_first(verb).i : _last(verb, verb).i + 1]
    points_back = any(
        word.lower_ in POINTING and (word.pos_ == "PRON" or word.head.dep_ in SUBJECT)
        for word in own
    )
    return not points_back and _names_somebody(own, passage)


def _names_somebody(words: Iterable[Token], passage: Passage) -> bool:
    entities = ((word, passage.entities.get(word.i)) for word in words)
    return any(
        entity is not None and entity.label != "TIMEX" and word.pos_ == "PROPN"
        for word, entity in entities
    )


def _has_own_subject(verb: Token) -> bool:
    """Say whether a finite verb beside another verb has a subject that is no pronoun."""
    if verb.dep_ not in ADVERBIAL or verb.pos_ not in VERBAL:
        return False
    subjects = children(verb, *SUBJECT)
    finite = {verb.tag_, *(word.tag_ for word in children(verb, "aux", "auxpass"))} & FINITE
    return bool(finite) and any(subject.pos_ in NOMINAL for subject in subjects)


def _is_fact(verb: Token) -> bool:
    """Say whether no condition, doubt or question stands before a verb, or what it is joined to."""
    first = first_joined(verb)
    return all(word.lower_ in FACTUAL for one in (verb, first) for word in _conjunctions(one))


def _conjunctions(verb: Token) -> list[Token]:
    return [word for word in verb.lefts if word.dep_ == "mark" or word.tag_ == "WRB"]


def _first(head: Token) -> Token:
    """Return the first word of a clause, behind a conjunction that ties it to another clause."""
    if head.dep_ in ADVERBIAL and (before := _conjunctions(head)):
        return before[-1].nbor()
    return head.left_edge


def _last(head: Token, trigger: Token) -> Token:
    """Return the last word of a clause, without those joined to it that have their own subjects."""
    joined = [other for other in coordinated(head)[1:] if _has_own_subject(other)]
    starts = [other.left_edge.i for other in joined if other.left_edge.i > trigger.i]
    return head.doc[min(starts) - 1] if starts else head.right_edge


def _words(head: Token) -> int:
    return head.right_edge.i - head.left_edge.i + 1
