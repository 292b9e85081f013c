"""The word lists that this stage reads, each validated once and then frozen."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from workers.entities.normalisation import normal


class LexiconError(ValueError):
    """A data file of this package does not have the shape that its header tells."""


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
    text = files(__package__).joinpath("data", name).read_text(encoding="utf-8")
    # The safe loader, in C where libyaml is there.
    return yaml.load(text, Loader=_LOADER)  # noqa: S506


@cache
def titles() -> Titles:
    """Read `titles.yaml`."""
    document = data("titles.yaml")
    return Titles(
        document["honorifics"],
        words(document, "offices"),
        words(document, "modifiers"),
        words(document, "ranks"),
        words(document, "kin"),
        words(document, "particles"),
    )


def words(document: Mapping[str, Any], section: str) -> frozenset[str]:
    """Return a section that is a list of lower-case words or phrases.

    Raises:
        LexiconError: The section is absent, no list, or holds something that is no lower-case text.
    """
    values = document.get(section)
    if not isinstance(values, list) or not all(
        isinstance(value, str) and value == value.lower() for value in values
    ):
        raise LexiconError(f"section {section!r} must be a list of lower-case words")
    return frozenset(values)


@cache
def given_names() -> Mapping[str, str]:
    """Read `given_names.yaml`: lower-case name to 'm' or 'f'."""
    document = data("given_names.yaml")
    return {name: gender for gender in ("m", "f") for name in words(document, gender)}


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
    document = data("organisations.yaml")
    return KnownOrganisations(
        {
            normal(name): (full, entry.get("country"))
            for full, entry in document.items()
            for name in (full, *entry["names"])
        },
        frozenset(
            name.removeprefix("the ")
            for full, entry in document.items()
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


@cache
def role_words() -> RoleWords:
    """Read `roles.yaml`."""
    document = data("roles.yaml")
    persons, organisations, plurals = (
        words(document, "persons"),
        words(document, "organisations"),
        words(document, "plurals"),
    )
    singular = {noun: noun for noun in persons | organisations | plurals}
    singular |= {
        plural(noun): noun for noun in persons | organisations if plural(noun) not in singular
    }
    singular |= {
        word: word[:-3] + "man"
        for word in plurals
        if word.endswith("men") and word[:-3] + "man" in persons
    }
    return RoleWords(
        persons=persons,
        organisations=organisations,
        plurals=plurals,
        careful=words(document, "careful"),
        modifiers=words(document, "modifiers"),
        national=words(document, "national"),
        followers=words(document, "followers"),
        passing=words(document, "passing"),
        acted_upon=words(document, "acted_upon"),
        many=words(document, "many"),
        spellings=document["spellings"],
        synonyms={noun: tuple(others) for noun, others in document["synonyms"].items()},
        singular=singular,
    )


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
    document = data("namewords.yaml")
    return NameWords(**{section: words(document, section) for section in NameWords.__slots__})


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
    document = data("placewords.yaml")
    return PlaceWords(**{section: words(document, section) for section in PlaceWords.__slots__})


_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
