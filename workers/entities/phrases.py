"""Role phrases: common noun phrases for people and bodies, read from tokens alone ("China's defence minister", 'the rebels', 'Vice President')."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Doc

from workers.entities.countries import Countries
from workers.entities.lexicon import data, words

_DETERMINERS = frozenset(
    {"the", "a", "an", "this", "that", "these", "those", "his", "her", "its", "their", "our", "my", "your"}
)
_LONGEST = 8
"""Tokens to the left of its noun that one phrase may have."""
_JOINING = frozenset({"of", "for"})
_POSSESSIVE = frozenset({"'s", "’s", "'", "’"})


@dataclass(frozen=True, slots=True)
class RoleWords:
    """The lists of `roles.yaml`, where each is explained; `singular` maps every form of a noun to its singular."""

    persons: frozenset[str]
    bodies: frozenset[str]
    plurals: frozenset[str]
    careful: frozenset[str]
    modifiers: frozenset[str]
    states: frozenset[str]
    spellings: Mapping[str, str]
    synonyms: Mapping[str, tuple[str, ...]]
    singular: Mapping[str, str]

    def spelt(self, phrase: str) -> str:
        """Return the phrase in British spelling."""
        return " ".join(self.spellings.get(word, word) for word in phrase.split())


@dataclass(frozen=True, slots=True)
class Phrase:
    """A role phrase: tokens `start:end` without its determiner, `head` the index of its noun.

    Attributes:
        noun: The noun in the singular.
        role: Modifiers and noun, lower case, British spelling, without nationality ('defence minister').
        country: Country that a nationality or possessive in the phrase or an 'of' behind it gives.
        determiner: The lower-case determiner before it, else empty.
        plural: Whether it speaks of several.
        tail: End of the phrase with what 'of' and 'for' add to it ('president of Ukraine').
    """

    start: int
    end: int
    head: int
    noun: str
    role: str
    country: str | None
    determiner: str
    plural: bool
    person: bool
    tail: int


@cache
def role_words() -> RoleWords:
    """Read `roles.yaml`."""
    document = data("roles.yaml")
    persons, bodies, plurals = words(document, "persons"), words(document, "bodies"), words(document, "plurals")
    singular = {noun: noun for noun in persons | bodies | plurals}
    singular |= {plural(noun): noun for noun in persons | bodies if plural(noun) not in singular}
    singular |= {word: word[:-3] + "man" for word in plurals if word.endswith("men") and word[:-3] + "man" in persons}
    return RoleWords(
        persons,
        bodies,
        plurals,
        words(document, "careful"),
        words(document, "modifiers"),
        words(document, "states"),
        document["spellings"],
        {noun: tuple(others) for noun, others in document["synonyms"].items()},
        singular,
    )


def plural(noun: str) -> str:
    """Return the regular plural."""
    if noun.endswith("y") and noun[-2] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "sh", "ch", "x")) else "s")


class PhraseReader:
    """Finds role phrases in a `Doc`; `names` holds, for each token of a name, that name's label."""

    def __init__(self, lexicon: RoleWords, countries: Countries) -> None:
        self._words = lexicon
        self._countries = countries

    def read(self, doc: Doc, names: Mapping[int, str]) -> Iterator[Phrase]:
        """Yield the phrases in order; a noun that a later noun follows directly is part of that one's phrase."""
        lower = [token.lower_ for token in doc]
        for index, word in enumerate(lower):
            noun = self._words.singular.get(word)
            if noun is None or index in names or self._goes_on(lower, index, names):
                continue
            phrase = self._phrase(doc, lower, index, noun, names)
            if phrase and self._counts(phrase, lower, doc, names):
                yield phrase

    def _goes_on(self, lower: list[str], index: int, names: Mapping[int, str]) -> bool:
        following = index + 1
        return following < len(lower) and following not in names and (lower[following] in self._words.singular)

    def _phrase(self, doc: Doc, lower: list[str], head: int, noun: str, names: Mapping[int, str]) -> Phrase | None:
        start, country = head, None
        kept = [self._words.singular[lower[head]]]
        while start > 0 and head - start < _LONGEST:
            before = start - 1
            if before in names:
                if names[before] not in {"NORP", "GPE", "ORG"}:
                    break
                first = before
                while first - 1 in names and names[first - 1] == names[before]:
                    first -= 1
                country = country or self._countries.of(doc[first:start].text)
                start = first
            elif lower[before] in _POSSESSIVE and before - 1 in names and names[before - 1] in {"GPE", "ORG", "NORP"}:
                start = before
            elif lower[before] in self._words.modifiers or lower[before] in self._words.singular:
                kept.insert(0, lower[before])
                start = before
            elif (
                lower[before] == "-"
                and before > 0
                and (lower[before - 1] in self._words.modifiers or before - 1 in names)
            ):
                start = before
            else:
                break
        determiner = lower[start - 1] if start > 0 and lower[start - 1] in _DETERMINERS else ""
        tail, of_country, of_words = self._tail(doc, lower, head + 1, names)
        role = self._words.spelt(" ".join(word for word in (*of_words, *kept) if word not in _PASSING))
        plural_form = lower[head] != noun or lower[head] in self._words.plurals
        person = noun in self._words.persons and not plural_form
        return Phrase(start, head + 1, head, noun, role, country or of_country, determiner, plural_form, person, tail)

    def _tail(
        self, doc: Doc, lower: list[str], at: int, names: Mapping[int, str]
    ) -> tuple[int, str | None, tuple[str, ...]]:
        """Read 'of defence', 'of Ukraine', 'for the Chinese Ministry of Defense' behind the noun."""
        if at + 1 >= len(lower) or lower[at] not in _JOINING:
            return at, None, ()
        inner = at + 1 + (lower[at + 1] == "the")
        if inner in names:
            end = inner
            while end in names and names[end] == names[inner]:
                end += 1
            text = doc[inner:end].text
            return end, self._countries.of(text) or self._countries.of(text.split()[0]), ()
        if inner < len(lower) and lower[inner] in self._words.modifiers and lower[at] == "of":
            return inner + 1, None, (lower[inner],)
        return at, None, ()

    def _counts(self, phrase: Phrase, lower: list[str], doc: Doc, names: Mapping[int, str]) -> bool:
        if names.get(phrase.end) == "PERSON" and doc[phrase.head].is_title:
            return True
        if lower[phrase.head] not in self._words.careful and phrase.noun not in self._words.careful:
            return True
        return bool(
            phrase.determiner
            or phrase.country
            or phrase.end - phrase.start > 1
            or (phrase.plural and lower[phrase.head] not in self._words.careful)
        ) and (names.get(phrase.end) == "PERSON" or not _used_as_modifier(doc, phrase.end))


def _used_as_modifier(doc: Doc, at: int) -> bool:
    """Say whether a number or capital word follows, as where 'general' or 'major' only qualifies it."""
    return at < len(doc) and doc[at].is_title and not doc[at].is_punct


_PASSING = frozenset(
    [
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "several",
        "dozens",
        "hundreds",
        "thousands",
        "many",
        "other",
        "another",
        "some",
        "then",
        "new",
        "young",
        "old",
        "elderly",
        "top",
        "senior",
        "leading",
        "main",
        "key",
    ]
)
"""Modifiers that say nothing of the role itself."""
