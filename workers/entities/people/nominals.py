"""Nominal coreference: role phrases resolved to a person, beside those that stand for a body.

Phrases without strong evidence become entities of their own.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from workers.entities.entity_lexicon import RoleWords
from workers.entities.normalisation import slug
from workers.entities.people.appositions import before, behind, equated
from workers.entities.people.clustering import Person
from workers.entities.people.phrase import Phrase
from workers.entities.spans import Article, Name, Referent


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """A person whom a phrase may mean, with the places of the names and the gender."""

    referent: Referent
    names: tuple[Name, ...]
    gender: str | None = None


def known_people(people: Iterable[Person]) -> tuple[KnownPerson, ...]:
    """Return the people with their names in order."""
    return tuple(
        KnownPerson(
            person.referent,
            tuple(sorted(mention.name for mention in person.mentions)),
            person.gender,
        )
        for person in people
    )


def resolved_nominals(
    article: Article,
    phrases: Sequence[Sequence[Phrase]],
    people: Sequence[KnownPerson],
    bodies: Sequence[tuple[Name, Referent]],
    lexicon: RoleWords,
) -> list[tuple[Name, Referent]]:
    """Return ROLE names with the person or organisation that each stands for.

    A title before a person's name is part of that mention and gives no name. `bodies` are the
    nouns that stand for a named body (`short_forms`).
    """
    found: list[tuple[Name, Referent]] = list(bodies)
    heads = {(name.slice, name.end - 1) for name, _ in bodies}
    for index, own in enumerate(phrases):
        titles, appositions = _attached(article, index, own, people)
        for phrase in own:
            if phrase not in titles and (index, phrase.head) not in heads:
                name = Name(index, phrase.start, phrase.end, "ROLE")
                person = appositions.get(phrase) or _person_meant(phrase, name, people, lexicon)
                found.append((name, person.referent if person else _own_referent(phrase)))
    return found


def _attached(
    article: Article, index: int, phrases: Sequence[Phrase], people: Sequence[KnownPerson]
) -> tuple[set[Phrase], dict[Phrase, KnownPerson]]:
    doc = article.slices[index].doc
    titles: set[Phrase] = set()
    appositions: dict[Phrase, KnownPerson] = {}
    for person in people:
        for name in (name for name in person.names if name.slice == index):
            leading = before(doc, name, phrases)
            if leading and leading[-1].end == name.start:
                titles |= set(leading)
            else:
                appositions |= dict.fromkeys(leading, person)
            appositions |= dict.fromkeys(
                (*behind(doc, name, phrases), *equated(doc, name, phrases)), person
            )
    return titles, appositions


def _person_meant(
    phrase: Phrase, name: Name, people: Sequence[KnownPerson], lexicon: RoleWords
) -> KnownPerson | None:
    """Return the one person whom a definite singular phrase fits, else None.

    The role must be the same, or a synonym, and the country no other.

    A phrase with a name, or in capitals, may come before the person's name, as in a headline; then
    the role has to be the very same.
    """
    if (
        not phrase.person
        or not phrase.definite
        or phrase.determiner in {"his", "her", "their", "its", "my", "our", "your"}
    ):
        return None
    fits = [person for person in people if _fits(phrase, person.referent, lexicon)]
    exact = [person for person in fits if phrase.role in person.referent.roles]
    earlier = [person for person in fits if person.names[0] < name]
    for options in (
        [person for person in exact if person in earlier],
        earlier,
        exact if phrase.named or phrase.office else [],
    ):
        if options:
            return options[0] if len(options) == 1 else None
    return None


def _fits(phrase: Phrase, person: Referent, lexicon: RoleWords) -> bool:
    if phrase.country and person.country and phrase.country != person.country:
        return False
    if phrase.of and not phrase.country:
        return phrase.role in person.roles
    return any(_same_office(phrase, role, lexicon) for role in person.roles)


def _same_office(phrase: Phrase, role: str, lexicon: RoleWords) -> bool:
    return lexicon.stands_for(phrase.noun, role) and set(phrase.role.split()[:-1]) <= set(
        role.split()
    )


def _own_referent(phrase: Phrase) -> Referent:
    country = (phrase.country or "").lower()
    return Referent(
        f"role:{country}:{slug(phrase.role)}", phrase.role, phrase.country, (phrase.role,)
    )
