"""Participants that are told twice: two phrases of an event that stand for one participant."""

from collections.abc import Collection, Sequence

from schemas.mentions import Participant, Role
from schemas.spans import Quote
from workers.events.arguments.locations import PLACES
from workers.events.event_lexicon import load_nouns
from workers.vocabulary import load_numerals

AGED = "year-old"
"""End of a word that tells a person's age ('the 29-year-old', 'the 29-year-old singer')."""
TOGETHER = {"couple": 2, "duo": 2, "pair": 2, "trio": 3}
"""Nouns that say how many people they stand for."""
OWNED = frozenset({"her", "his", "its", "my", "our", "their", "your"})
"""Words before whoever belongs to somebody else: 'her driver' is another than she."""
IGNORED = frozenset({"a", "an", "the", "jr", "jr.", "sr", "sr.", "ii", "iii", "iv"})
"""Articles, and what stands behind a surname to tell a father from a son."""
Filling = tuple[float, Role, Participant]
"""A participant with its role, and its log-odds in it."""


def without_repetitions(
    fillings: Sequence[Filling], clauses: Collection[frozenset[str]] = ()
) -> list[Filling]:
    """Return the participants, each once in a role, in their order.

    Phrases such as 'the man' or 'the firm' go where a person or a body is named in the same role;
    so does one person without a name ('a deputy') where one is named, unless a clause has both.

    Args:
        fillings: Those of one event.
        clauses: The entities that each clause which tells the event names.
    """
    kept = _each_once([one for one in fillings if not _is_named_too(one, fillings)])
    kept = [one for one in kept if not _is_named_elsewhere(one, kept, clauses)]
    return [one for one in kept if not _is_told_more_exactly(one, kept, clauses)]


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
    if labels == {"ORG", "ROLE"}:
        return _names_again(one, other) or _names_again(other, one)
    if labels & PLACES or (len(labels) > 1 and ("PERSON" not in labels or "ROLE" in labels)):
        return False
    words, others = set(_words(one)), set(_words(other))
    return bool(words and others) and (
        words <= others or others <= words or _are_as_many(one, other)
    )


def _names_again(phrase: Participant, body: Participant) -> bool:
    """Say whether a phrase has a body's name: 'SMS group', or 'Peabody' for 'Peabody Energy'."""
    if phrase.label != "ROLE":
        return False
    words, name = _words(phrase), set(_words(body))
    rest = [word for word in words if word not in name]
    if len(rest) < len(words) and name <= set(words) and load_nouns().any_body.issuperset(rest):
        return True
    return bool(words) and not rest and all(word[:1].isupper() for word in phrase.name.split())


def _are_as_many(one: Participant, other: Participant) -> bool:
    """Say whether two phrases count as many people, one of them as anybody ('two victims')."""
    counts = {_words(who)[0] for who in (one, other)}
    return (
        len(counts) == 1
        and counts.pop().isdecimal()
        and _is_someone(one)
        and _is_someone(other)
        and not load_nouns().anybody.isdisjoint({_noun(one), _noun(other)})
    )


def _has_surname(person: Participant, place: Participant) -> bool:
    """Say whether the name of a place is a person's last name, of several."""
    return person.label == "PERSON" and _words(person)[1:][-1:] == _words(place)


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
    if {one.label, other.label} == {"ORG", "ROLE"}:
        return one.label == "ORG"
    return "PERSON" in {one.label, other.label} and set(_words(other)) < set(_words(one))


def _is_named_too(one: Filling, others: Sequence[Filling]) -> bool:
    """Say whether a phrase stands for a person or a body that is named in the same role.

    Such phrases are 'the man', 'the 29-year-old singer', a surname ('veteran swimmer Lee'), the
    name of a family or a number of people all of whom are named, 'the firm', or 'the town'.
    """
    words = _words(one[2])
    named = [who for _, role, who in others if role == one[1]]
    people = [_words(who) for who in named if who.label == "PERSON"]
    families = [f"{surname}s" for name in people for surname in name[-1:]]
    if len(words) == 1 and families.count(words[0]) > 1:
        return True
    if one[2].label != "ROLE" or not words:
        return False
    surname = words[-1:] if one[2].name.split()[-1][:1].isupper() else []
    if people and (
        words[-1] in load_nouns().anybody
        or _is_aged(one[2])
        or any(set(words) <= set(name) for name in people)
        or (surname == [_noun(one[2])] and any(surname == name[-1:] for name in people))
        or len(_distinct(people)) == _count(one[2])
    ):
        return True
    labels = {who.label for who in named}
    return len(words) == 1 and (
        ("ORG" in labels and words[0] in load_nouns().any_body)
        or (not labels.isdisjoint(PLACES | {"ORG"}) and words[0] in load_nouns().any_place)
    )


def _distinct(people: Sequence[Sequence[str]]) -> list[Sequence[str]]:
    """Return the names that are no part of another one."""
    return [name for name in people if not any(set(name) < set(other) for other in people)]


def _count(one: Participant) -> int | None:
    """Return how many people a phrase stands for, as it says: 'three', 'two men', 'the pair'."""
    first = _words(one)[0]
    if first.isdecimal() and int(first) > 1 and (_is_someone(one) or len(_words(one)) == 1):
        return int(first)
    return TOGETHER.get(_noun(one))


def _is_named_elsewhere(
    one: Filling, others: Sequence[Filling], clauses: Collection[frozenset[str]]
) -> bool:
    """Say whether one person without a name is the one who is named in the same role.

    'A deputy was hurt' and 'Ann Lee was hurt' tell of one person, if they tell one event. Within
    one clause they do where the name stands beside the phrase ('the deputy, Ann Lee').
    """
    owned = not OWNED.isdisjoint(_words(one[2])[:1])
    if owned or not _is_someone(one[2]) or _is_plural(one[2]):
        return False
    named = [who for _, role, who in others if role == one[1] and who.label == "PERSON"]
    return any(_is_beside(one[2].quote, who.quote) for who in named) or (
        len(named) == 1 and not _stand_together(one[2], named[0], clauses)
    )


def _is_told_more_exactly(
    one: Filling, others: Sequence[Filling], clauses: Collection[frozenset[str]]
) -> bool:
    """Say whether a bare word for anybody is another of the same role who is told in more words.

    'Victims' beside 'two students' are nobody else, if no clause has both. So are 'officers' or
    'authorities' beside 'the city police'. Of two bare words the surer one is told.
    """
    nouns, noun = load_nouns(), _noun(one[2])
    if one[2].label != "ROLE" or len(_words(one[2])) != 1:
        return False
    place = others.index(one)
    whole = [
        who
        for number, (_, role, who) in enumerate(others)
        if role == one[1] and (number < place or len(_words(who)) > 1)
    ]
    if noun in nouns.police:
        return any(not nouns.police.isdisjoint({_noun(who), *_words(who)}) for who in whole)
    return noun in nouns.anybody and any(
        _is_someone(who)
        and _is_plural(who) >= _is_plural(one[2])
        and not _stand_together(one[2], who, clauses)
        for who in whole
    )


def _is_someone(one: Participant) -> bool:
    """Say whether a phrase stands for a person or people without a name."""
    nouns = load_nouns()
    is_person = _is_aged(one) or _noun(one) in nouns.people - nouns.bodies
    return one.label == "ROLE" and is_person


def _is_aged(one: Participant) -> bool:
    return any(word.endswith(AGED) for word in _words(one))


def _is_plural(one: Participant) -> bool:
    """Say whether the noun of a phrase stands in the plural ('mothers of two')."""
    name = one.name.casefold()
    return not name.endswith(_noun(one)) and not name.partition(" of ")[0].endswith(_noun(one))


def _stand_together(
    one: Participant, other: Participant, clauses: Collection[frozenset[str]]
) -> bool:
    return any({one.entity, other.entity} <= clause for clause in clauses)


def _is_beside(phrase: Quote, name: Quote) -> bool:
    """Say whether a name stands right behind a phrase, or behind its comma."""
    return phrase.field == name.field and 0 <= name.start - phrase.end <= len(", ")


def _noun(one: Participant) -> str:
    """Return the noun in the key of a phrase: 'officer' of 'np:officer', 'role:us:city-officer'."""
    return one.entity.rsplit(":", 1)[-1].rsplit("-", 1)[-1]


def _words(one: Participant) -> list[str]:
    """Return the words of a name, without articles and marks, numbers as digits."""
    words = (word.removesuffix("'s").removesuffix("’s") for word in one.name.casefold().split())
    return [str(load_numerals().get(word, word)) for word in words if word not in IGNORED]


def is_within(one: Quote, other: Quote) -> bool:
    """Say whether a quote is a part of another quote."""
    return (
        one != other
        and one.field == other.field
        and other.start <= one.start
        and one.end <= other.end
    )
