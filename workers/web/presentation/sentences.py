"""Beginnings of sentences, found closely enough to show the sentence around a quote.

No model finds them: the page must not need one.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass

_BOUNDARY = re.compile(
    r"(?<!\b[A-Z])(?<!\b(?:Mr|Ms|Dr|St|Lt|Co|No|vs))"
    r"(?<!\b(?:Mrs|Gen|Sen|Rep|Col|Sgt|Gov|Rev|Jan|Feb|Mar|Apr|Aug|Oct|Nov|Dec))(?<!\bSept)"
    r"[.!?…][\"'”’)\]]*\s+(?=[\"'“‘(\[]*[A-Z0-9])|\n+"
)
"""A full stop that no initial, title or month precedes, with the characters that close and open a
sentence, or the end of a line."""


@dataclass(frozen=True, slots=True)
class Sentences:
    """The sentences of one text, as the offsets at which they begin."""

    length: int
    starts: tuple[int, ...]

    @classmethod
    def of(cls, text: str) -> "Sentences":
        """Cut `text`; takes time linear in its length."""
        return cls(
            len(text),
            (0, *(found.end() for found in _BOUNDARY.finditer(text) if found.end() < len(text))),
        )

    def around(self, start: int, end: int, *, reach: int = 600) -> tuple[int, int]:
        """Return the span of the sentences that hold `start` to `end`.

        The span reaches at most `reach` code points further on each side, however long a sentence
        is.
        """
        first = bisect_right(self.starts, start) - 1
        after = bisect_right(self.starts, max(start, end - 1))
        right = self.starts[after] if after < len(self.starts) else self.length
        return max(self.starts[first], start - reach), min(right, end + reach)
