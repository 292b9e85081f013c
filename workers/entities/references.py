"""Role phrases and pronouns put to the person they stand for, where the evidence is strong; other role phrases become entities of their own."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from workers.entities.appositions import before, behind
from workers.entities.mentions import Article, Name, Referent
from workers.entities.names import slug
from workers.entities.people import Person
from workers.entities.phrases import Phrase, RoleWords


@dataclass(frozen=True, slots=True)
class Known:
    """A person whom a phrase may mean, with where its names stand."""

    referent: Referent
    names: tuple[Name, ...]


def known(people: Iterable[Person]) -> tuple[Known, ...]:
    """Return the people with their names in order."""
    return tuple(
        Known(person.referent, tuple(sorted(mention.name for mention in person.mentions))) for person in people
    )


def referred(
    article: Article, phrases: Sequence[Sequence[Phrase]], people: Sequence[Known], lexicon: RoleWords
) -> list[tuple[Name, Referent]]:
    """Return ROLE names with what they stand for. A title in front of its person's name is part of that mention and gives none."""
    found: list[tuple[Name, Referent]] = []
    for index, own in enumerate(phrases):
        doc = article.slices[index].doc
        titles, appositions = _attached(doc, index, own, people)
        for phrase in own:
            if phrase in titles:
                continue
            name = Name(index, phrase.start, phrase.end, "ROLE")
            person = appositions.get(phrase) or _meant(phrase, name, people, lexicon)
            found.append((name, person.referent if person else _own(phrase)))
    return found


def _attached(
    doc: Doc, index: int, phrases: Sequence[Phrase], people: Sequence[Known]
) -> tuple[set[Phrase], dict[Phrase, Known]]:
    ends = {end: phrase for phrase in phrases for end in (phrase.tail, phrase.end)}
    starts = {phrase.start: phrase for phrase in phrases}
    titles: set[Phrase] = set()
    appositions: dict[Phrase, Known] = {}
    for person in people:
        for name in person.names:
            if name.slice != index:
                continue
            title, apposition = before(doc, name, ends), behind(doc, name, starts)
            if title and title.end == name.start:
                titles.add(title)
            elif title:
                appositions[title] = person
            if apposition:
                appositions[apposition] = person
    return titles, appositions


def _meant(phrase: Phrase, name: Name, people: Sequence[Known], lexicon: RoleWords) -> Known | None:
    """Return the one person whom a definite singular phrase fits: the same role (or the last word of it, or a synonym), and no other country."""
    if not phrase.person or not (phrase.determiner in {"the", "this", "that"} or phrase.country):
        return None
    fits = [person for person in people if person.names[0] < name and _fits(phrase, person.referent, lexicon)]
    exact = [person for person in fits if phrase.role in person.referent.roles]
    chosen = exact or fits
    return chosen[0] if len(chosen) == 1 else None


def _fits(phrase: Phrase, person: Referent, lexicon: RoleWords) -> bool:
    if phrase.country and person.country and phrase.country != person.country:
        return False
    return any(_same_office(phrase, role, lexicon) for role in person.roles)


def _same_office(phrase: Phrase, role: str, lexicon: RoleWords) -> bool:
    said, held = phrase.role.split(), role.split()
    if phrase.noun != held[-1] and phrase.noun not in lexicon.synonyms.get(held[-1], ()):
        return False
    return set(said[:-1]) <= set(held)


def _own(phrase: Phrase) -> Referent:
    country = (phrase.country or "").lower()
    return Referent(f"role:{country}:{slug(phrase.role)}", phrase.role, phrase.country, (phrase.role,))
