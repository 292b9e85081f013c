"""Tokens with the lexicon: the input of every rule of the grammar."""

from dataclasses import dataclass
from functools import cache

from workers.entities.times.text.time_lexicon import Lexicon, holidays
from workers.entities.times.text.tokens import Tokens, tokenize

DASHES = frozenset({"-", "–", "—", "‑"})
FIRST_YEAR, LAST_YEAR = 1000, 2100
LONGEST_MONTH = 31
YEAR_DIGITS = 4


@dataclass(frozen=True, slots=True)
class Reader:
    """A text as rules read it. Every method takes the index of a token.

    Past the end the token is empty and no method matches.
    """

    tokens: Tokens
    words: Lexicon

    def low(self, index: int) -> str:
        """Return the token in lower case."""
        return self.tokens.low[index]

    def holiday_names(self, word: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Return the names of holidays that start with the word, longest first, as tokens."""
        return _holiday_names().get(word, ())

    def hyphen(self, index: int) -> bool:
        """Return whether the token is a hyphen that joins its neighbours."""
        joined = self.tokens.joined(index) and self.tokens.joined(index + 1)
        return joined and self.tokens.low[index] in DASHES

    def past_hyphen(self, index: int) -> int:
        """Return the index after a joining hyphen, or the same index."""
        return index + 1 if self.hyphen(index) else index

    def dot(self, index: int) -> int:
        """Return the index after an abbreviation's point, or the same index."""
        return index + 1 if self.tokens.low[index] == "." and self.tokens.joined(index) else index

    def year(self, index: int) -> int | None:
        """Return a year of four digits that stands by itself."""
        number = self.tokens.number(index)
        if (
            number is None
            or len(self.tokens.raw[index]) != YEAR_DIGITS
            or not FIRST_YEAR <= number <= LAST_YEAR
        ):
            return None
        return number

    def short_year(self, index: int) -> int | None:
        """Return the year of `'98`: the century that keeps it before 2040."""
        if self.low(index) not in {"'", "’", "‘"} or not self.tokens.joined(index + 1):
            return None
        number = self.tokens.number(index + 1)
        if number is None or len(self.tokens.raw[index + 1]) != 2:  # noqa: PLR2004 - two digits
            return None
        return number + (2000 if number < 40 else 1900)  # noqa: PLR2004 - the pivot

    def day_number(self, index: int) -> tuple[int, int] | None:
        """Return a day of the month (`14`, `14th`, `fourteenth`) and the index after it."""
        number = self.tokens.number(index)
        if number is not None:
            if not 1 <= number <= LONGEST_MONTH or len(self.tokens.raw[index]) > 2:  # noqa: PLR2004
                # Two digits.
                return None
            after = self.after_ordinal(index)
            runs_on = self.tokens.joined(after) and self.tokens.raw[after].isalpha()
            return None if runs_on else (number, after)
        if self.low(index) in {"twenty", "thirty"} and self.hyphen(index + 1):
            unit = self.words.ordinals.get(self.low(index + 2), 0)
            total = self.words.tens[self.low(index)] + unit
            return (total, index + 3) if 0 < unit < 10 and total <= LONGEST_MONTH else None  # noqa: PLR2004
        number = self.words.ordinals.get(self.low(index))
        return (number, index + 1) if number else None

    def after_ordinal(self, index: int) -> int:
        """Return the index after a number and the `th` that may be joined to it."""
        suffix = self.tokens.joined(index + 1) and self.low(index + 1) in {"st", "nd", "rd", "th"}
        return index + 2 if suffix else index + 1

    def ordinal(self, index: int) -> tuple[int, int] | None:
        """Return an ordinal (`third`, `3rd`, `twenty-first`) and the index after it."""
        number = self.tokens.number(index)
        if number is not None:
            after = self.after_ordinal(index)
            return (number, after) if after == index + 2 else None
        if self.low(index) in self.words.tens and self.hyphen(index + 1):
            unit = self.words.ordinals.get(self.low(index + 2), 0)
            return (self.words.tens[self.low(index)] + unit, index + 3) if 0 < unit < 10 else None  # noqa: PLR2004
        number = self.words.ordinals.get(self.low(index))
        return (number, index + 1) if number else None

    def month(self, index: int) -> tuple[int, int] | None:
        """Return the number of a month and the index after its name (`Aug.` with its point).

        The name needs a capital.
        """
        word = self.low(index)
        if not self.tokens.capital(index):
            return None
        if word in self.words.months:
            return self.words.months[word], index + 1
        if word in self.words.month_abbreviations:
            return self.words.month_abbreviations[word], self.dot(index + 1)
        return None

    def weekday(self, index: int) -> tuple[int, int] | None:
        """Return the number of a weekday and the index after its name.

        An abbreviation needs a point, or a date after it.
        """
        word = self.low(index)
        if word in self.words.weekdays:
            return (self.words.weekdays[word], index + 1) if self.tokens.capital(index) else None
        if word not in self.words.weekday_abbreviations or not self.tokens.capital(index):
            return None
        after = self.dot(index + 1)
        follows = self.month(after + (self.low(after) == ",")) is not None
        if word in {"sun", "sat", "wed", "mon"} and not follows:
            return None
        return (
            (self.words.weekday_abbreviations[word], after)
            if after > index + 1 or follows
            else None
        )


@cache
def _holiday_names() -> dict[str, tuple[tuple[str, tuple[str, ...]], ...]]:
    found: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    for name in (name for rule in holidays() for name in rule.names):
        tokens = tokenize(name, 0, len(name))
        found.setdefault(tokens.low[0], []).append((name, tuple(tokens.low[: tokens.count])))
    return {
        word: tuple(sorted(names, key=lambda item: -len(item[1]))) for word, names in found.items()
    }


def holiday_starts() -> frozenset[str]:
    """Return the words that start the name of a holiday."""
    return frozenset(_holiday_names())
