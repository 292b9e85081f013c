"""A text cut into paragraphs, with their offsets."""

import re
from dataclasses import dataclass
from itertools import pairwise

LINE_END = re.compile(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]{0,3}$")
WRAPPED_WIDTH = range(50, 101)
WRAPPED_LINES = 4
MIN_FULL = 0.8


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A run of text without white space around it: `text[start:end] == words`."""

    start: int
    end: int
    words: str
    after_blank: bool
    """Whether a blank line, or the start of the text, stands before it."""

    @property
    def is_sentence(self) -> bool:
        """Whether it ends as a sentence does."""
        return SENTENCE_END.search(self.words[-4:]) is not None


def paragraphs_of(text: str) -> tuple[Paragraph, ...]:
    """Return the paragraphs in order: lines, or wrapped lines joined up to a blank line."""
    lines = _lines(text)
    return _joined(text, lines) if _is_wrapped(lines) else lines


def _lines(text: str) -> tuple[Paragraph, ...]:
    found, start, blank = [], 0, True
    for end, following in [
        *(match.span() for match in LINE_END.finditer(text)),
        (len(text), len(text)),
    ]:
        line = text[start:end]
        words = line.strip()
        if words:
            left = start + len(line) - len(line.lstrip())
            found.append(Paragraph(left, left + len(words), words, blank))
        blank, start = not words, following
    return tuple(found)


def _is_wrapped(lines: tuple[Paragraph, ...]) -> bool:
    """Return whether most lines have one width and break off in a sentence.

    A program has wrapped them, as mail and wire texts are.
    """
    inner = [line for line, following in pairwise(lines) if not following.after_blank]
    if len(inner) < WRAPPED_LINES or max(len(line.words) for line in lines) not in WRAPPED_WIDTH:
        return False
    width = max(len(line.words) for line in inner)
    full = sum(len(line.words) >= MIN_FULL * width for line in inner)
    broken = sum(not line.is_sentence for line in inner)
    return full >= MIN_FULL * len(inner) and broken * 2 > len(inner)


def _joined(text: str, lines: tuple[Paragraph, ...]) -> tuple[Paragraph, ...]:
    found: list[Paragraph] = []
    starts = [index for index, line in enumerate(lines) if index == 0 or line.after_blank]
    for first, following in zip(starts, [*starts[1:], len(lines)], strict=True):
        start, end = lines[first].start, lines[following - 1].end
        found.append(Paragraph(start, end, text[start:end], after_blank=True))
    return tuple(found)
