"""Role phrases: common noun phrases for people and organisations, read from tokens.

Examples are "China's defence minister", 'the rebels' and 'Vice President'.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc

from workers.entities.entity_lexicon import RoleWords
from workers.entities.spans import written

_DETERMINERS = frozenset(
    {
        "the",
        "a",
        "an",
        "this",
        "that",
        "these",
        "those",
        "his",
        "her",
        "its",
        "their",
        "our",
        "my",
        "your",
    }
)
_LONGEST = 8
"""Tokens to the left of its noun that one phrase may have."""
_JOINING = frozenset({"of", "for"})
_LOCATING = frozenset({"in", "throughout", "across"})
_POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
_PREMODIFYING = frozenset({"NORP", "GPE", "ORG"})


@dataclass(frozen=True, slots=True)
class Part:
    """A token of a name: the name's label, and the country that the name gives."""

    label: str
    country: str | None = None


Names = Mapping[int, Part]
"""The tokens of names by index."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A role phrase: tokens `start:end` without its determiner, `head` the index of its noun.

    Attributes:
        noun: The noun in the singular.
        role: Modifiers and noun, lower case, British spelling, without nationality ('defence
            minister').
        country: Country that a nationality or possessive in the phrase, or an 'of' behind it,
            gives.
        named: Whether any name stands in it ('CIA director').
        determiner: The lower-case determiner before it, else empty.
        plural: Whether it speaks of several.
        person: Whether it speaks of one person.
        office: Whether it is written in capitals, as an office is ('since becoming Defence
            Minister').
        of: Whether 'of' or 'for' follows, so that it is the head of something.
        tail: End of the phrase with what 'of' and 'for' add to it ('president of Ukraine').
    """

    start: int
    end: int
    head: int
    noun: str
    role: str
    country: str | None
    named: bool
    determiner: str
    plural: bool
    person: bool
    tail: int
    office: bool = False
    of: bool = False

    @property
    def definite(self) -> bool:
        """Whether it speaks of one that is known from the text or by its office."""
        return self.named or self.determiner not in {"", "a", "an"}


@dataclass(frozen=True, slots=True)
class _Left:
    """The words before the noun: where they begin, their country, whether a name is there."""

    start: int
    kept: tuple[str, ...]
    country: str | None
    named: bool


class PhraseReader:
    """Finds role phrases in a `Doc`.

    Args:
        lexicon: The nouns and modifiers.
    """

    def __init__(self, lexicon: RoleWords) -> None:
        self._words = lexicon

    def read(self, doc: Doc, names: Names) -> list[Phrase]:
        """Return the phrases in order.

        A noun directly before another noun is part of the phrase of the other.
        """
        lower = [word.lower() for word in written(doc)]
        found = (self._phrase(doc, lower, index, names) for index in self._heads(lower, names))
        return _coordinated(
            lower, [phrase for phrase in found if self._counts(phrase, lower, doc, names)]
        )

    def _heads(self, lower: Sequence[str], names: Names) -> Iterator[int]:
        for index, word in enumerate(lower):
            if word in self._words.singular and index not in names:
                following = index + 1
                if (
                    lower[following : following + 1] == ["-"]
                    and lower[following + 1 : following + 2]
                    and f"{word}-{lower[following + 1]}" in self._words.persons
                ):
                    continue
                if (
                    following == len(lower)
                    or following in names
                    or lower[following] not in self._words.singular
                ):
                    yield index

    def _phrase(self, doc: Doc, lower: Sequence[str], head: int, names: Names) -> Phrase:
        noun, first = self._noun(lower, head)
        left = self._left(doc, lower, first, names)
        determiner = (
            lower[left.start - 1]
            if left.start > 0 and lower[left.start - 1] in _DETERMINERS
            else ""
        )
        tail, of_country, of_words = self._tail(lower, head + 1, names)
        role = self._words.spelt(
            " ".join(
                word for word in (*of_words, *left.kept, noun) if word not in self._words.passing
            )
        )
        several = lower[head] != noun.split("-")[-1] or lower[head] in self._words.plurals
        return Phrase(
            start=left.start,
            end=head + 1,
            head=head,
            noun=noun,
            role=role,
            country=left.country or of_country,
            named=left.named or of_country is not None,
            determiner=determiner,
            plural=several,
            person=noun in self._words.persons and not several,
            tail=tail,
            of=head + 1 < len(lower) and lower[head + 1] in _JOINING,
            office=doc[head].is_title and head - left.start > 0 and doc[head - 1].is_title,
        )

    def _noun(self, lower: Sequence[str], head: int) -> tuple[str, int]:
        """Return the noun in the singular with its hyphenated part, and its first token."""
        noun = self._words.singular[lower[head]]
        compound = f"{lower[head - 2]}-{noun}" if head > 1 and lower[head - 1] == "-" else ""
        return (compound, head - 2) if compound in self._words.persons else (noun, head)

    def _left(self, doc: Doc, lower: Sequence[str], head: int, names: Names) -> _Left:
        start, country, named = head, None, False
        kept: list[str] = []
        while start > 0 and head - start < _LONGEST:
            before = start - 1
            if _premodifies(names, before) and not _ends_sentence(doc, before):
                first = _first(names, before)
                country, named = country or names[before].country, True
                start = first
            elif before not in names and (
                lower[before] in self._words.modifiers or lower[before] in self._words.singular
            ):
                kept.insert(0, lower[before])
                start = before
            elif self._links(lower, before, names):
                start = before
            else:
                break
        return _Left(start, tuple(kept), country, named)

    def _links(self, lower: Sequence[str], at: int, names: Names) -> bool:
        """Say whether a possessive or hyphen ties what stands before it to the phrase."""
        if lower[at] in _POSSESSIVE:
            return _premodifies(names, at - 1)
        return (
            lower[at] == "-"
            and at > 0
            and (lower[at - 1] in self._words.modifiers or _premodifies(names, at - 1))
        )

    def _tail(
        self, lower: Sequence[str], at: int, names: Names
    ) -> tuple[int, str | None, tuple[str, ...]]:
        """Read the words behind the noun: 'of defence', 'of Ukraine', 'in Cairo'.

        Only those with 'of' and 'for' belong to the phrase.
        """
        if at + 1 >= len(lower) or lower[at] not in _JOINING | _LOCATING:
            return at, None, ()
        inner = at + 1 + (lower[at + 1] == "the")
        if lower[at] in _LOCATING:
            return at, self._located(lower, inner, names), ()
        if inner in names:
            end = inner
            while end in names and names[end].label == names[inner].label:
                end += 1
            return end, names[inner].country or names[end - 1].country, ()
        if inner < len(lower) and lower[inner] in self._words.modifiers and lower[at] == "of":
            return inner + 1, None, (lower[inner],)
        return at, None, ()

    def _located(self, lower: Sequence[str], at: int, names: Names) -> str | None:
        """Return the country of a place that stands for itself: not 'in the Ukraine conflict'."""
        end = at
        while end in names and names[end].label == names[at].label:
            end += 1
        alone = (
            end >= len(lower)
            or not lower[end].isalpha()
            or lower[end] in self._words.followers
            or lower[end].endswith(("ed", "ly", "ing"))
        )
        return names[at].country if end > at and alone else None

    def _counts(self, phrase: Phrase, lower: Sequence[str], doc: Doc, names: Names) -> bool:
        """Say whether the noun is the head, and no part of 'the military base' or 'heads to'."""
        if _is_person(names, phrase.end):
            return True
        bare = not (phrase.named or phrase.determiner or phrase.end - phrase.start > 1)
        if lower[phrase.head] in self._words.careful:
            return not bare and self._free(doc, phrase.end) and not _capital(doc, phrase.end)
        if (
            phrase.noun in self._words.organisations
            and lower[phrase.head] not in self._words.plurals
        ):
            return bool(phrase.named or phrase.determiner) and self._free(doc, phrase.end)
        return phrase.plural or not bare

    def _free(self, doc: Doc, at: int) -> bool:
        if at >= len(doc) or not doc[at].is_alpha or not doc[at].is_lower:
            return True
        word = doc[at].text
        return word in self._words.followers or word.endswith(("ed", "ly", "ing"))


def _capital(doc: Doc, at: int) -> bool:
    return at < len(doc) and doc[at].is_title


def _first(names: Names, at: int) -> int:
    """Return the first token of the run of one label that ends at `at`."""
    first = at
    while first - 1 in names and names[first - 1].label == names[at].label:
        first -= 1
    return first


def _premodifies(names: Names, at: int) -> bool:
    return at in names and names[at].label in _PREMODIFYING


def _is_person(names: Names, at: int) -> bool:
    return at in names and names[at].label == "PERSON"


def _ends_sentence(doc: Doc, at: int) -> bool:
    """Say whether an abbreviation's point ends the sentence ('Tenn. Residents').

    The next word is capitalised.
    """
    return doc[at].text.endswith(".") and at + 1 < len(doc) and doc[at + 1].is_title


def _coordinated(lower: Sequence[str], phrases: Sequence[Phrase]) -> list[Phrase]:
    """Give a second role the country of the first: "China's Councillor and Minister"."""
    done: list[Phrase] = []
    for phrase in phrases:
        first = done[-1] if done else None
        done.append(_sharing(phrase, first) if first and _follows(first, phrase, lower) else phrase)
    return done


def _follows(first: Phrase, second: Phrase, lower: Sequence[str]) -> bool:
    """Say whether 'and' joins two roles of one person."""
    together = first.end == second.start - 1 and lower[first.end] == "and"
    return together and first.person and second.person and second.determiner == ""


def _sharing(second: Phrase, first: Phrase) -> Phrase:
    return (
        replace(second, country=first.country, named=first.named)
        if second.country is None
        else second
    )
