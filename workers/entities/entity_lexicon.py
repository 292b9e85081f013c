"""The word lists that this stage reads, each validated once and then frozen."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from workers.entities.normalisation import normal
from workers.lexicons import document, word_lists, words


@dataclass(frozen=True, slots=True)
class Titles:
    """Words around a person's name; `honorifics` maps to 'm', 'f' or None."""

    honorifics: Mapping[str, str | None]
    offices: frozenset[str]
    modifiers: frozenset[str]
    ranks: frozenset[str]
    kin: frozenset[str]
    particles: frozenset[str]


def data(name: str) -> Any:
    """Return the YAML document of one data file of this package."""
    return document("workers.entities", name)


@cache
def titles() -> Titles:
    """Read `titles.yaml`."""
    sections = data("titles.yaml")
    return Titles(
        sections["honorifics"],
        words(sections, "offices"),
        words(sections, "modifiers"),
        words(sections, "ranks"),
        words(sections, "kin"),
        words(sections, "particles"),
    )


@cache
def given_names() -> Mapping[str, str]:
    """Read `given_names.yaml`: lower-case name to 'm' or 'f'."""
    sections = data("given_names.yaml")
    return {name: gender for gender in ("m", "f") for name in words(sections, gender)}


@dataclass(frozen=True, slots=True)
class KnownOrganisations:
    """The bodies of `organisations.yaml`.

    Attributes:
        names: Normal form of any name to the full name and the country.
        written: All names as written, without 'the'.
    """

    names: Mapping[str, tuple[str, str | None]]
    written: frozenset[str]


@cache
def known_organisations() -> KnownOrganisations:
    """Read `organisations.yaml`."""
    sections = data("organisations.yaml")
    return KnownOrganisations(
        {
            normal(name): (full, entry.get("country"))
            for full, entry in sections.items()
            for name in (full, *entry["names"])
        },
        frozenset(
            name.removeprefix("the ")
            for full, entry in sections.items()
            for name in (full, *entry["names"])
        ),
    )


@dataclass(frozen=True, slots=True)
class RoleWords:
    """The lists of `roles.yaml`, where each is explained.

    `singular` maps every form of a noun to its singular.
    """

    persons: frozenset[str]
    organisations: frozenset[str]
    plurals: frozenset[str]
    careful: frozenset[str]
    modifiers: frozenset[str]
    national: frozenset[str]
    followers: frozenset[str]
    passing: frozenset[str]
    acted_upon: frozenset[str]
    many: frozenset[str]
    spellings: Mapping[str, str]
    synonyms: Mapping[str, tuple[str, ...]]
    singular: Mapping[str, str]

    def spelt(self, phrase: str) -> str:
        """Return the phrase in British spelling."""
        return " ".join(self.spellings.get(word, word) for word in phrase.split())

    def stands_for(self, noun: str, role: str) -> bool:
        """Say whether a noun may stand for the holder of a role.

        'chief' may for 'defence minister', 'premier' for 'prime minister'.
        """
        *_, last = role.split() or [""]
        return (
            noun == last
            or noun in self.synonyms.get(last, ())
            or noun in self.synonyms.get(role, ())
        )


_ROLE_LISTS = (
    "persons", "organisations", "plurals", "careful", "modifiers", "national", "followers",
    "passing", "acted_upon", "many",
)  # fmt: skip


@cache
def role_words() -> RoleWords:
    """Read `roles.yaml`."""
    sections = data("roles.yaml")
    lists = {section: words(sections, section) for section in _ROLE_LISTS}
    return RoleWords(
        **lists,
        spellings=sections["spellings"],
        synonyms={noun: tuple(others) for noun, others in sections["synonyms"].items()},
        singular=_singulars(lists["persons"], lists["organisations"], lists["plurals"]),
    )


def _singulars(
    persons: frozenset[str], organisations: frozenset[str], plurals: frozenset[str]
) -> dict[str, str]:
    """Return every form of a noun with its singular; a noun that has only a plural has itself."""
    nouns = persons | organisations
    forms = {noun: noun for noun in nouns | plurals}
    forms |= {plural(noun): noun for noun in nouns if plural(noun) not in forms}
    men = {word: word[:-3] + "man" for word in plurals if word.endswith("men")}
    return forms | {word: noun for word, noun in men.items() if noun in persons}


def plural(noun: str) -> str:
    """Return the regular plural."""
    if noun.endswith("y") and noun[-2] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "sh", "ch", "x")) else "s")


@dataclass(frozen=True, slots=True)
class NameWords:
    """The lists of `namewords.yaml`, where each is explained."""

    verbs: frozenset[str]
    departments: frozenset[str]
    occasions: frozenset[str]
    legal: frozenset[str]
    pictures: frozenset[str]
    small: frozenset[str]
    vessels: frozenset[str]
    ship_prefixes: frozenset[str]


@cache
def name_words() -> NameWords:
    """Read `namewords.yaml`."""
    return word_lists(data("namewords.yaml"), NameWords)


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """The lists of `placewords.yaml`, where each is explained."""

    within: frozenset[str]
    toward: frozenset[str]
    directions: frozenset[str]
    nouns: frozenset[str]
    dwellers: frozenset[str]
    illnesses: frozenset[str]
    areas: frozenset[str]
    towns: frozenset[str]
    parts: frozenset[str]
    features: frozenset[str]
    publics: frozenset[str]
    brands: frozenset[str]
    skies: frozenset[str]
    doubtful: frozenset[str]
    sports: frozenset[str]
    matches: frozenset[str]
    speech: frozenset[str]
    speech_or_deeds: frozenset[str]
    streets: frozenset[str]
    compass: frozenset[str]
    houses: frozenset[str]

    def bare(self, form: str) -> bool:
        """Say whether a form has only directions and kinds of place ('eastern', 'republic')."""
        return all(word in self.directions or word in self.nouns for word in form.split())

    def plainer(self, form: str) -> Iterator[str]:
        """Yield shorter forms of the same place: 'southern sumatra' gives 'sumatra'.

        Others are 'aceh province' and 'city of santa ana'.
        """
        parts = form.split()
        while len(parts) > 1 and parts[-1] in self.nouns:
            parts = parts[:-1]
            yield " ".join(parts)
        if len(parts) > 2 and parts[0] in self.nouns and parts[1] == "of":  # noqa: PLR2004
            # Noun, 'of' and a name.
            parts = parts[2:]
            yield " ".join(parts)
        while len(parts) > 1 and parts[0] in self.directions:
            parts = parts[1:]
            yield " ".join(parts)


@cache
def place_words() -> PlaceWords:
    """Read `placewords.yaml`."""
    return word_lists(data("placewords.yaml"), PlaceWords)
