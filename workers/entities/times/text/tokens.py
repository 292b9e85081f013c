"""A text as a flat list of tokens: runs of letters, runs of digits, and single other characters."""

import re
from dataclasses import dataclass

_TOKEN = re.compile(r"[^\W\d_]+|[0-9]+|[^\s\w]")
PADDING = 12
"""Empty tokens after the last one, so that the grammar may look ahead without asking."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens as parallel lists; `start` and `end` are offsets in the whole text.

    White space is left out; the offsets show it.
    """

    raw: list[str]
    low: list[str]
    start: list[int]
    end: list[int]
    count: int

    def joined(self, index: int) -> bool:
        """Return whether nothing stands between the token and the one before it."""
        return index > 0 and self.start[index] == self.end[index - 1]

    def capital(self, index: int) -> bool:
        """Return whether the token starts with a capital letter."""
        return self.raw[index][:1].isupper()

    def number(self, index: int) -> int | None:
        """Return the value of a token of at most four digits, else None.

        A part of a longer number (`1,500`, `3.5`) has none.
        """
        text = self.raw[index]
        if not text.isdecimal() or len(text) > 4:  # noqa: PLR2004
            # A year is the longest number of a date.
            return None
        return None if self._continued(index) else int(text)

    def _continued(self, index: int) -> bool:
        after = (
            self.joined(index + 1) and self.low[index + 1] in {",", "."} and self.joined(index + 2)
        )
        before = self.joined(index) and self.low[index - 1] in {",", "."} and self.joined(index - 1)
        return (after and self.raw[index + 2].isdecimal()) or (
            before and self.raw[index - 2].isdecimal()
        )


def tokenize(text: str, start: int, end: int) -> Tokens:
    """Return the tokens of `text[start:end]`, padded."""
    found = list(_TOKEN.finditer(text, start, end))
    raw = [match.group() for match in found]
    starts = [match.start() for match in found]
    ends = [begin + len(word) for begin, word in zip(starts, raw, strict=True)]
    pad, far = [""] * PADDING, [end + 1] * PADDING
    return Tokens(
        raw + pad, [word.lower() for word in raw] + pad, starts + far, ends + far, len(raw)
    )
