"""He and she: put to a person where only one fits."""

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc

from workers.entities.people.nominals import KnownPerson
from workers.entities.sentences import sentences
from workers.entities.spans import Article, Name, Referent, written

PRONOUNS = {
    "he": "m",
    "him": "m",
    "his": "m",
    "himself": "m",
    "she": "f",
    "her": "f",
    "hers": "f",
    "herself": "f",
}
_SUBJECT = 8
"""A name that begins within so many tokens of its sentence is taken for its subject."""


def pronouns(article: Article, people: Sequence[KnownPerson]) -> Iterator[tuple[Name, Referent]]:
    """Yield each pronoun with the person it stands for.

    It is the only person of its gender named before it in its sentence; else the only one of the
    sentence before, or the one that begins that sentence. A pronoun counts as a name of its person
    for the sentence after. Nothing is said where two fit.
    """
    genders = {id(person): person.gender for person in people}
    for index, part in enumerate(article.slices):
        named = {
            name.start: person for person in people for name in person.names if name.slice == index
        }
        yield from _slice(part.doc, index, named, genders)


def _slice(
    doc: Doc, index: int, named: dict[int, KnownPerson], genders: dict[int, str | None]
) -> Iterator[tuple[Name, Referent]]:
    before: list[tuple[int, KnownPerson]] = []
    words = written(doc)
    for start, end in sentences(doc):
        here: list[tuple[int, KnownPerson]] = []
        for at in range(start, end):
            gender = PRONOUNS.get(words[at].lower())
            if at in named:
                here.append((at - start, named[at]))
            elif gender and (person := _fitting(here, before, gender, genders)):
                genders[id(person)] = gender
                here.append((at - start, person))
                yield Name(index, at, at + 1, "ROLE"), person.referent
        before = here


def _fitting(
    here: Sequence[tuple[int, KnownPerson]],
    before: Sequence[tuple[int, KnownPerson]],
    gender: str,
    genders: dict[int, str | None],
) -> KnownPerson | None:
    for near in (here, before):
        fits = [(at, person) for at, person in near if genders[id(person)] in {None, gender}]
        people = {id(person): person for _, person in fits}
        if len(people) == 1:
            return next(iter(people.values()))
        if fits:
            first = fits[0]
            return first[1] if near is before and first[0] < _SUBJECT else None
    return None
