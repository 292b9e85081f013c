"""Participants that are told twice: two phrases of an event that stand for one participant."""

from collections.abc import Collection, Sequence

from schemas.mentions import Participant, Role
from schemas.spans import Quote
from workers.events.arguments.locations import PLACES
from workers.events.event_lexicon import load_nouns

AGED = "-year-old"
"""End of a word that tells a person's age ('the 29-year-old', 'the 29-year-old singer')."""
ARTICLES = frozenset({"a", "an", "the"})
Filling = tuple[float, Role, Participant]
"""A participant with its role, and its log-odds in it."""


def without_repetitions(
    fillings: Sequence[Filling], clauses: Collection[Quote] = ()
) -> list[Filling]:
    """Return the participants, each once in a role, in their order.

    Phrases such as 'the man' or 'the firm' go where a person or a body is named in the same role;
    so does one person without a name ('a deputy') where one is named, unless a clause has both.

    Args:
        fillings: Those of one event.
        clauses: In which the event is told.
    """
    kept = _each_once([one for one in fillings if not _is_named_too(one, fillings)])
    return [one for one in kept if not _is_named_elsewhere(one, kept, clauses)]


def _each_once(kept: Sequence[Filling]) -> list[Filling]:
    """Return each participant once: of two phrases that name one participant, one remains."""
    found: list[Filling] = []
    for one in kept:
        again = next((other for other in found if _is_told_by(one, other)), None)
        if again is None:
            found.append(one)
        elif _stands_for(one[2], again[2]):
            found[found.index(again)] = again[0], again[1], one[2]
    return found


def _is_told_by(one: Filling, other: Filling) -> bool:
    """Say whether a filling tells nothing beside another: an equal side has either role."""
    is_other_role = one[2].entity == other[2].entity and one[1] != other[1]
    return not is_other_role and _is_same(one[2], other[2])


def _is_same(one: Participant, other: Participant) -> bool:
    """Say whether two phrases may name one participant.

    They may where one is a part of the other, or has all of its words under the same label, or a
    person's beside another ('Rossi' and 'Anna Rossi'), be it the name of a place, too ('Fairfield'
    and 'Ann Fairfield').
    """
    if is_within(one.quote, other.quote) or is_within(other.quote, one.quote):
        return True
    labels = {one.label, other.label}
    if "PERSON" in labels and labels & PLACES:
        return _has_surname(one, other) or _has_surname(other, one)
    if labels & PLACES or (len(labels) > 1 and ("PERSON" not in labels or "ROLE" in labels)):
        return False
    words, others = _content(one), _content(other)
    return bool(words and others) and (words <= others or others <= words)


def _has_surname(person: Participant, place: Participant) -> bool:
    """Say whether the name of a place is a person's last name, of several."""
    surname = person.name.casefold().split()[1:][-1:]
    return person.label == "PERSON" and surname == [place.name.casefold()]


def _stands_for(one: Participant, other: Participant) -> bool:
    """Say whether the phrase `one` names a participant better than the phrase `other`.

    Of 'the minister Ann Lee' and 'Ann Lee' the name is better, of 'a Columbia man' and 'Columbia'
    the whole phrase, of 'Rossi' and 'Anna Rossi' the longer name.
    """
    if is_within(one.quote, other.quote):
        ends = one.quote.end == other.quote.end
        return one.label == "PERSON" and ends and " of " not in other.quote.quote
    if is_within(other.quote, one.quote):
        return not _stands_for(other, one)
    return "PERSON" in {one.label, other.label} and _content(other) < _content(one)


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


def _is_named_elsewhere(
    one: Filling, others: Sequence[Filling], clauses: Collection[Quote]
) -> bool:
    """Say whether one person without a name is the one whom other clauses name in the same role.

    'A deputy was hurt' and 'Ann Lee was hurt' tell of one person, if they tell one event.
    """
    nouns, lemma = load_nouns(), one[2].entity.removeprefix("np:")
    is_person = one[2].label == "ROLE" and lemma in nouns.people - nouns.bodies
    if not is_person or lemma not in one[2].name.casefold().split():
        return False
    named = [who for _, role, who in others if role == one[1] and who.label == "PERSON"]
    return len(named) == 1 and not any(
        is_within(one[2].quote, clause) and is_within(named[0].quote, clause) for clause in clauses
    )


def is_within(one: Quote, other: Quote) -> bool:
    """Say whether a quote is a part of another quote."""
    return (
        one != other
        and one.field == other.field
        and other.start <= one.start
        and one.end <= other.end
    )
