"""The edges of a body paragraph: a title, stamp or dateline before it, a label behind it."""

import re
from collections.abc import Iterator

from schemas.prepared import Block, BlockKind
from workers.articles.blocks.datelines import BYLINE, dateline_of
from workers.articles.blocks.inline_boilerplate import body_blocks, hidden_dateline, opening_caption
from workers.articles.blocks.paragraphs import Paragraph
from workers.articles.dates.date_lines import glued_stamp
from workers.articles.page_lexicon import CLOSING, boilerplate_lexicon, tail

REACH = 200
TAIL_REACH = 60
STOP = re.compile(r" ?(?:[.:]{1,5}(?=\s\S)|(?=\s[^\sa-z]))")
"""What ends a repeated title: its stop, or a new sentence."""


def opening_blocks(paragraph: Paragraph, title: str | None) -> tuple[Block, ...]:
    """Return the opening paragraph of a body as blocks: headline, stamp, dateline, body."""
    text = RestOfParagraph(paragraph)
    if title and (repeated := _repeated(title, text.words)):
        text.cut("headline", repeated)
    stamp = glued_stamp(text.words[:REACH])
    if stamp:
        text.cut("byline", stamp.end)
    dateline = dateline_of(text.words[:REACH])
    if dateline is None and (hidden := hidden_dateline(text.words)):
        text.cut("byline" if text.words.casefold().startswith(BYLINE) else "caption", hidden)
        dateline = dateline_of(text.words[:REACH])
    if dateline is None and (caption := opening_caption(text.words)):
        text.cut("caption", caption)
    if dateline:
        text.cut("dateline", dateline.end)
    return (*text.blocks, *closing_blocks(text.start, text.words))


def _repeated(title: str, words: str) -> int:
    """Return the length of the title at the head of these words, with its stop, else 0.

    A sentence that only begins as the title does ('Rovers beat United on Friday') is no title.
    """
    if not words.startswith(title):
        return 0
    found = STOP.match(words, len(title))
    return found.end() if found else 0


def closing_blocks(start: int, words: str) -> Iterator[Block]:
    """Yield a body paragraph without the boilerplate behind its last sentence, then that."""
    last = words[-TAIL_REACH:].rstrip(CLOSING + ")]").lower()
    found = (
        tail().search(words[-TAIL_REACH:]) if last.endswith(boilerplate_lexicon().tails) else None
    )
    end = len(words) if found is None else max(0, len(words) - TAIL_REACH) + found.start()
    kept = words[:end].rstrip()
    if kept:
        yield from body_blocks(start, kept)
    if found:
        rest = words[end:].lstrip()
        yield Block("boilerplate", start + len(words) - len(rest), start + len(words))


class RestOfParagraph:
    """The rest of a paragraph while blocks are cut off its front.

    `words` are left, from `start` in the text.
    """

    def __init__(self, paragraph: Paragraph) -> None:
        self.start = paragraph.start
        self.words = paragraph.words
        self.blocks: list[Block] = []

    def cut(self, kind: BlockKind, length: int) -> None:
        """Cut a block of so many characters, and the white space behind it, off the front."""
        self.blocks.append(Block(kind, self.start, self.start + len(self.words[:length].rstrip())))
        rest = self.words[length:].lstrip()
        self.start += len(self.words) - len(rest)
        self.words = rest
