"""A role phrase, and the country that it shares with a phrase beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace


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


def coordinated(lower: Sequence[str], phrases: Sequence[Phrase]) -> list[Phrase]:
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
