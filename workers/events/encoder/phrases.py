"""The phrases of a sentence that may be arguments of its events, by their grammar."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from spacy.tokens import Span, Token

from schemas.mentions import Participant, Place, Time
from workers.events.arguments.locations import PLACES
from workers.events.arguments.participants import ParticipantReader, RoleRequirement
from workers.events.arguments.places_and_times import place, time_at
from workers.events.clause.negation import is_negated
from workers.events.clause.syntax import (
    PASSIVE_SUBJECTS,
    SUBJECTS,
    VERBAL,
    first_joined,
    is_opposed,
)
from workers.events.labels import COUNTRY
from workers.events.text.passages import Passage

NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ"})
ANY = RoleRequirement("other")
TITLES = frozenset({"compound", "nmod", "amod", "appos"})
MODIFYING = frozenset({"compound", "nmod", "amod", "npadvmod"})
"""Relations of a name to the noun behind it."""
ASKING = frozenset({"whose", "what", "which", "how", "whatever", "whichever"})
"""Words that open a phrase which a clause asks about or only points at."""
TEMPORAL = frozenset({"after", "before", "once", "since", "until", "when", "while"})
"""Conjunctions that open a clause of time."""


@dataclass(frozen=True, slots=True, eq=False)
class Phrase:
    """A phrase that may be an argument: a participant, perhaps a place too, or else a time.

    Attributes:
        opposed: Whether it stands behind 'anti-', so that it does not act.
        describing: Whether it only says where somebody is from, and takes no part itself.
    """

    head: Token
    participant: Participant | None = None
    place: Place | None = None
    time: Time | None = None
    opposed: bool = False
    describing: bool = False


def phrases(
    span: Span, passage: Passage, participants: ParticipantReader, triggers: Collection[int] = ()
) -> Iterator[Phrase]:
    """Yield the phrases of a sentence that name a participant, a place or a time.

    A word before a noun that says of what kind it is ('emergency' in 'emergency crews', 'Danish' in
    'the Danish firm') is none, unless that noun names an event ('police raid'): `triggers` are the
    indices of the tokens that do. A name before a noun is one.
    """
    for token in span:
        entity = passage.entities.get(token.i)
        if token.i in passage.periods or (entity is not None and entity.label == "TIMEX"):
            time = time_at(token, passage)
            if time is not None and time.edtf:
                yield Phrase(token, time=time)
        elif (
            token.pos_ in NOMINAL
            and _is_phrase(token, passage)
            and not _only_describes(token, passage, triggers)
        ):
            found = participants.resolve(_subject_of(token, passage), ANY, passage)
            if found is not None:
                located = (
                    place(entity, passage)
                    if entity is not None and entity.label in PLACES
                    else None
                )
                yield Phrase(
                    token,
                    participant=found,
                    place=located,
                    opposed=is_opposed(token),
                    describing=_describes(token, passage, participants),
                )


def _is_phrase(token: Token, passage: Passage) -> bool:
    """Say whether a token heads a phrase that can take part in an event.

    A part of a hyphenated word does not ('self' in 'self-propelled'), nor what a clause asks about
    or only points at ('how many visitors', 'whose house').
    """
    if _is_inside_name(token, passage):
        return False
    return token.i in passage.entities or not (
        _is_hyphenated(token) or token.left_edge.lower_ in ASKING
    )


def _subject_of(token: Token, passage: Passage) -> Token:
    """Return the subject that a predicate noun describes, where it is a name; else the noun.

    In 'Morocco was the first country to recognise it' the first country is Morocco.
    """
    verb = token.head
    if token.dep_ != "attr" or verb.lemma_ != "be" or is_negated(verb):
        return token
    subjects = (child for child in verb.children if child.dep_ == "nsubj")
    return next((s for s in subjects if s.i in passage.entities and s.pos_ == "PROPN"), token)


def _only_describes(token: Token, passage: Passage, triggers: Collection[int]) -> bool:
    """Say whether a word only says of what kind a noun behind it is, and that one no event."""
    name = passage.entities.get(token.i)
    if name is None:
        relation = "compound"
    elif name.label == "NORP" and token.pos_ == "ADJ":
        relation = "amod"
    else:
        return False
    noun = token
    while noun.dep_ in {relation, "compound"} and noun.head.i > noun.i:
        noun = noun.head
    return noun.i != token.i and noun.i not in triggers


def is_of_other_clause(head: Token, trigger: Token) -> bool:
    """Say whether a phrase is the subject of a clause of time beside a trigger.

    In 'the shop was shut after an inspector called' the inspector did not shut it. The subject of a
    cause or condition may well take part ('will leave the talks if Russia attacks').
    """
    while head.dep_ in {"conj", "appos"} and head.head.i != head.i:
        head = head.head
    verb = head.head
    if head.dep_ not in SUBJECTS | PASSIVE_SUBJECTS or verb.pos_ not in VERBAL:
        return False
    verb = first_joined(verb)
    is_of_time = any(word.lower_ in TEMPORAL for word in verb.lefts)
    return verb.dep_ == "advcl" and is_of_time and trigger not in verb.subtree


def _is_hyphenated(token: Token) -> bool:
    """Say whether a hyphen ties a token to the next word."""
    following = token.doc[token.i + 1 : token.i + 3]
    return (
        len(following) > 1
        and following[0].lower_ == "-"
        and not token.whitespace_
        and not following[0].whitespace_
    )


def _is_inside_name(token: Token, passage: Passage) -> bool:
    """Say whether a token is no phrase of its own.

    Such a token stands in a name behind its head, or in the title or role of a person's name
    ('Defence' and 'chief' in 'Vice Premier and Defence chief Li'), or it is an office that somebody
    is of ('the sheriff's Deputy Ann Lee').
    """
    entity, above = passage.entities.get(token.i), passage.entities.get(token.head.i)
    if token.head.i != token.i and above is not None and above is entity:
        return True
    if token.dep_ == "poss" and above is not None and above.label == "PERSON":
        return entity is None or entity.label == "ROLE"
    while _is_title(token):
        titled, token = token.dep_ in TITLES, token.head
        above = passage.entities.get(token.i)
        if titled and above is not None and above.label == "PERSON":
            return True
    return False


def _describes(token: Token, passage: Passage, participants: ParticipantReader) -> bool:
    """Say whether a town or region only modifies a noun for people or a body.

    Examples are 'a Lindvik man' and 'Lindvik High School'. A country there may stand for its
    government ('US troops').
    """
    name = passage.entities.get(token.i)
    if name is None or name.label not in PLACES or (name.entity or "").startswith(COUNTRY):
        return False
    return any(
        noun.pos_ in {"NOUN", "PROPN"} and participants.is_animate(noun, passage)
        for noun in _modified(token, passage)
    )


def _modified(token: Token, passage: Passage) -> Iterator[Token]:
    """Yield the nouns that a name may modify: by grammar, and the next word, which headlines hide.

    In 'Body of Lindvik man found' the parser may take 'man' for the subject.
    """
    name = passage.entities.get(token.i)
    head = token
    while head.dep_ in MODIFYING:
        head = head.head
    if head.i > token.i and passage.entities.get(head.i) is not name:
        yield head
    following = next(
        (t for t in token.doc[token.i :] if passage.entities.get(t.i) is not name), None
    )
    if following is not None and following.is_lower:
        yield following


def _is_title(token: Token) -> bool:
    """Say whether a token stands before a noun, or is joined to a word that does."""
    if token.head.i == token.i:
        return False
    return token.dep_ in TITLES or (token.dep_ == "conj" and token.head.dep_ in TITLES)
