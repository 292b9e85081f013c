"""Participants that are told twice: two phrases of an event that stand for one participant."""

from collections.abc import Sequence

from schemas.mentions import Participant, Role
from schemas.spans import Quote
from workers.events.arguments.locations import PLACES
from workers.events.event_lexicon import load_nouns

AGED = "-year-old"
"""End of a word that tells a person's age ('the 29-year-old', 'the 29-year-old singer')."""
ARTICLES = frozenset({"a", "an", "the"})
Filling = tuple[float, Role, Participant]
"""A participant with its role, and its log-odds in it."""


def without_repetitions(fillings: Sequence[Filling]) -> list[Filling]:
    """Return the participants, each once, in their order.

    Phrases such as 'the man' or 'the firm' go where a person or a body is named in the same role.
    """
    return _each_once([one for one in fillings if not _is_named_too(one, fillings)])


def _each_once(kept: Sequence[Filling]) -> list[Filling]:
    """Return each participant once: of two phrases that name one participant, one remains."""
    found: list[Filling] = []
    for one in kept:
        again = next((other for other in found if _is_same(one[2], other[2])), None)
        if again is None:
            found.append(one)
        elif _stands_for(one[2], again[2]):
            found[found.index(again)] = again[0], again[1], one[2]
    return found


def _is_same(one: Participant, other: Participant) -> bool:
    """Say whether two phrases may name one participant.

    They may where one is a part of the other, or has all of its words under the same label.
    """
    if is_within(one.quote, other.quote) or is_within(other.quote, one.quote):
        return True
    if one.label != other.label or one.label in PLACES:
        return False
    words, others = _content(one), _content(other)
    return bool(words and others) and (words <= others or others <= words)


def _stands_for(one: Participant, other: Participant) -> bool:
    """Say whether the phrase `one` names a participant better than the phrase `other`.

    Of 'the minister Ann Lee' and 'Ann Lee' the name is better, of 'a Columbia man' and 'Columbia'
    the whole phrase.
    """
    if is_within(one.quote, other.quote):
        ends = one.quote.end == other.quote.end
        return one.label == "PERSON" and ends and " of " not in other.quote.quote
    if is_within(other.quote, one.quote):
        return not _stands_for(other, one)
    return False


def _content(one: Participant) -> set[str]:
    return set(one.name.casefold().split()) - ARTICLES


def _is_named_too(one: Filling, others: Sequence[Filling]) -> bool:
    """Say whether a phrase stands for a person or a body that is named in the same role.

    Such phrases are 'the man', 'the 29-year-old singer', a surname, or 'the firm'.
    """
    words = [word for word in one[2].name.casefold().split() if word not in ARTICLES]
    if one[2].label != "ROLE" or not words:
        return False
    named = [who for _, role, who in others if role == one[1]]
    people = [who.name.casefold().split() for who in named if who.label == "PERSON"]
    if people and (
        words[-1] in load_nouns().anybody
        or any(word.endswith(AGED) for word in words)
        or any(set(words) <= set(name) for name in people)
    ):
        return True
    bodies = any(who.label == "ORG" for who in named)
    return bodies and len(words) == 1 and words[0] in load_nouns().any_body


def is_within(one: Quote, other: Quote) -> bool:
    """Say whether a quote is a part of another quote."""
    return (
        one != other
        and one.field == other.field
        and other.start <= one.start
        and one.end <= other.end
    )
