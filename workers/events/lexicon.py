"""The word lists of `data/`, read once."""

from dataclasses import dataclass, fields
from functools import cache
from importlib import resources
from typing import Any

import yaml


class LexiconError(ValueError):
    """A word list lacks a section or holds something other than words; the package is broken."""


@dataclass(frozen=True, slots=True)
class Grammar:
    """Words that govern how a clause is read; `data/grammar.yaml` says what each list is for."""

    reporting: frozenset[str]
    support: frozenset[str]
    announcing: frozenset[str]
    undergo: frozenset[str]
    prosecuting: frozenset[str]
    suffered: frozenset[str]
    aspect: frozenset[str]
    ahead: frozenset[str]
    open: frozenset[str]
    averted: frozenset[str]
    possible: frozenset[str]
    condition: frozenset[str]
    doubtful: frozenset[str]
    upcoming: frozenset[str]
    earlier: frozenset[str]
    ordinal: frozenset[str]
    motion: frozenset[str]
    conveying: frozenset[str]
    regions: frozenset[str]
    light: frozenset[str]
    deontic: frozenset[str]
    gatherings: frozenset[str]
    undone: frozenset[str]
    called_off: frozenset[str]
    deferred: frozenset[str]
    awaited: frozenset[str]
    settled: frozenset[str]
    happening: frozenset[str]
    futurity: frozenset[str]
    assemblies: frozenset[str]


@dataclass(frozen=True, slots=True)
class Nouns:
    """Classes of common nouns by their part in an event.

    `data/nouns.yaml` says what each list is for.
    """

    vehicles: frozenset[str]
    buildings: frozenset[str]
    animals: frozenset[str]
    hazards: frozenset[str]
    measures: frozenset[str]
    lifeless: frozenset[str]


@dataclass(frozen=True, slots=True)
class Synonyms:
    """Groups of verbs and nouns that can name one event.

    Attributes:
        groups: Lemma -> names of the groups it is in.
    """

    groups: dict[str, frozenset[str]]

    def of(self, lemma: str) -> frozenset[str]:
        """Return the groups of a lemma; a lemma in no group is a group by itself."""
        return self.groups.get(lemma) or frozenset({lemma})

    def related(self, one: str, other: str) -> bool:
        """Say whether two lemmas can name one event."""
        return one == other or not self.of(one).isdisjoint(self.of(other))


@cache
def load_grammar() -> Grammar:
    """Read `data/grammar.yaml`.

    Raises:
        LexiconError: A list is missing, unknown or no list of words.
    """
    return Grammar(**_sections("grammar.yaml", Grammar))


@cache
def load_nouns() -> Nouns:
    """Read `data/nouns.yaml`.

    Raises:
        LexiconError: A list is missing, unknown or no list of words.
    """
    return Nouns(**_sections("nouns.yaml", Nouns))


@cache
def load_synonyms() -> Synonyms:
    """Read `data/synonyms.yaml`.

    Raises:
        LexiconError: A group is no list of words.
    """
    groups: dict[str, set[str]] = {}
    for name, lemmas in _read("synonyms.yaml").items():
        for lemma in lemmas:
            groups.setdefault(lemma, set()).add(name)
    return Synonyms({lemma: frozenset(names) for lemma, names in groups.items()})


@cache
def load_lemmas() -> dict[str, str]:
    """Read `data/lemmas.yaml`: wrong lemma -> right one."""
    text = (
        resources.files("workers.events")
        .joinpath("data", "lemmas.yaml")
        .read_text(encoding="utf-8")
    )
    return {str(wrong): str(right) for wrong, right in yaml.safe_load(text).items()}


@cache
def load_people() -> frozenset[str]:
    """Read `data/people.txt`: nouns for people and bodies of people."""
    text = (
        resources.files("workers.events").joinpath("data", "people.txt").read_text(encoding="utf-8")
    )
    return frozenset(
        word for line in text.splitlines() if not line.startswith("#") for word in line.split()
    )


def _sections(name: str, kind: type[Any]) -> dict[str, frozenset[str]]:
    """Return the lists of a file, which has one for each field of `kind`."""
    sections = _read(name)
    wanted = {item.name for item in fields(kind)}
    if set(sections) != wanted:
        raise LexiconError(f"{name}: sections differ: {', '.join(sorted(set(sections) ^ wanted))}")
    return {section: frozenset(words) for section, words in sections.items()}


def _read(name: str) -> dict[str, list[str]]:
    text = resources.files("workers.events").joinpath("data", name).read_text(encoding="utf-8")
    sections = yaml.safe_load(text)
    for section, words in sections.items():
        if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
            raise LexiconError(f"{name}: {section} is no list of words (quote yes, no, on and off)")
    return dict(sections)
