"""The country of an office holder whom the text names without a country.

It is taken from sentences that name one country only ('President X').
"""

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import replace

from spacy.tokens import Doc

from workers.entities.entity_lexicon import RoleWords
from workers.entities.people.nominals import KnownPerson
from workers.entities.sentences import sentences
from workers.entities.spans import Article, Name, Referent

_NAMED = frozenset({"GPE", "LOC", "NORP"})


def with_home_countries(
    article: Article,
    people: Sequence[KnownPerson],
    resolved: Mapping[Name, Referent],
    roles: RoleWords,
) -> tuple[KnownPerson, ...]:
    """Return the people; holders of a national office have the country of their sentences.

    A country that the sentence acts upon, or that is another person's, is not taken for the office
    holder's own.
    """
    elsewhere = {person.referent.country for person in people if person.referent.country}
    return tuple(
        person
        if person.referent.country
        else _with_home_country(article, person, resolved, roles, elsewhere)
        for person in people
    )


def _with_home_country(
    article: Article,
    person: KnownPerson,
    resolved: Mapping[Name, Referent],
    roles: RoleWords,
    elsewhere: Container[str],
) -> KnownPerson:
    if not any(role in roles.national for role in person.referent.roles):
        return person
    spoken = [place for name in person.names for place in _spoken_of(article, name, resolved)]
    codes = {referent.country for _, referent in spoken}
    country = next(iter(codes), None) if len(codes) == 1 else None
    if (
        country is None
        or country in elsewhere
        or any(
            _is_acted_upon(article.slices[name.slice].doc, name.start, roles) for name, _ in spoken
        )
    ):
        return person
    return replace(person, referent=replace(person.referent, country=country))


def _spoken_of(
    article: Article, name: Name, resolved: Mapping[Name, Referent]
) -> Iterator[tuple[Name, Referent]]:
    """Yield the places and peoples of the name's sentence that belong to a country."""
    doc = article.slices[name.slice].doc
    start, end = next(
        (bounds for bounds in sentences(doc) if bounds[0] <= name.start < bounds[1]), (0, len(doc))
    )
    for other, referent in resolved.items():
        if (
            other.slice == name.slice
            and start <= other.start < end
            and other.label in _NAMED
            and referent.country
        ):
            yield other, referent


def _is_acted_upon(doc: Doc, start: int, roles: RoleWords) -> bool:
    before = start - 1
    while before > 0 and doc[before].lower_ in {"the", "a", "an"}:
        before -= 1
    return before >= 0 and doc[before].lower_ in roles.acted_upon
