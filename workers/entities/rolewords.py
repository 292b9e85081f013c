"""The nouns that stand for people and bodies, and the words that stand around them."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from workers.entities.lexicon import data, words


@dataclass(frozen=True, slots=True)
class RoleWords:
    """The lists of `roles.yaml`, where each is explained; `singular` maps every form of a noun to its singular."""

    persons: frozenset[str]
    bodies: frozenset[str]
    plurals: frozenset[str]
    careful: frozenset[str]
    modifiers: frozenset[str]
    national: frozenset[str]
    followers: frozenset[str]
    passing: frozenset[str]
    spellings: Mapping[str, str]
    synonyms: Mapping[str, tuple[str, ...]]
    singular: Mapping[str, str]

    def spelt(self, phrase: str) -> str:
        """Return the phrase in British spelling."""
        return " ".join(self.spellings.get(word, word) for word in phrase.split())

    def stands_for(self, noun: str, role: str) -> bool:
        """Say whether a noun may stand for the holder of a role ('chief' for 'defence minister', 'premier' for 'prime minister')."""
        *_, last = role.split() or [""]
        return noun == last or noun in self.synonyms.get(last, ()) or noun in self.synonyms.get(role, ())


@cache
def role_words() -> RoleWords:
    """Read `roles.yaml`."""
    document = data("roles.yaml")
    persons, bodies, plurals = words(document, "persons"), words(document, "bodies"), words(document, "plurals")
    singular = {noun: noun for noun in persons | bodies | plurals}
    singular |= {plural(noun): noun for noun in persons | bodies if plural(noun) not in singular}
    singular |= {word: word[:-3] + "man" for word in plurals if word.endswith("men") and word[:-3] + "man" in persons}
    return RoleWords(
        persons=persons,
        bodies=bodies,
        plurals=plurals,
        careful=words(document, "careful"),
        modifiers=words(document, "modifiers"),
        national=words(document, "national"),
        followers=words(document, "followers"),
        passing=words(document, "passing"),
        spellings=document["spellings"],
        synonyms={noun: tuple(others) for noun, others in document["synonyms"].items()},
        singular=singular,
    )


def plural(noun: str) -> str:
    """Return the regular plural."""
    if noun.endswith("y") and noun[-2] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "sh", "ch", "x")) else "s")
