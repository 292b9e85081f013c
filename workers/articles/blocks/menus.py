"""Menus without known words: runs of short lines above or below the story."""

import re

from workers.articles.blocks.paragraphs import Paragraph
from workers.articles.dates.date_lines import is_bare_stamp

LEAST = 4
MAX_WORDS = 3
MAX_ITEM = 32
LEAST_LINKS = 3
TITLE = re.compile(r"^[A-Z“‘\"'][^:;|]{12,110}[^.:;,|!]$(?<!\d)")


def menu_paragraphs(paragraphs: tuple[Paragraph, ...]) -> frozenset[int]:
    """Return the places of menus, and of lines without a letter or digit ('___')."""
    sentences = [index for index, paragraph in enumerate(paragraphs) if paragraph.is_sentence]
    found = {
        index
        for index, paragraph in enumerate(paragraphs)
        if not any(map(str.isalnum, paragraph.words[:MAX_ITEM]))
    }
    if sentences:
        found |= _menus(paragraphs, range(sentences[0]))
        found |= _menus(paragraphs, range(sentences[-1] + 1, len(paragraphs)))
        found |= _links(paragraphs, range(sentences[-1] + 1, len(paragraphs)))
    return frozenset(found)


def _menus(paragraphs: tuple[Paragraph, ...], within: range) -> set[int]:
    found: set[int] = set()
    run: list[int] = []
    for index in within:
        if is_bare_stamp(paragraphs[index].words):
            continue
        run = [*run, index] if _is_item(paragraphs[index].words) else []
        if len(run) >= LEAST:
            found.update(run)
            run = run[-LEAST:]
    return found


def _links(paragraphs: tuple[Paragraph, ...], below: range) -> set[int]:
    """Return the lines below the story if all of them read as headlines, three or more."""
    lines = [index for index in below if not is_bare_stamp(paragraphs[index].words)]
    titles = [index for index in lines if TITLE.match(paragraphs[index].words)]
    return set(below) if len(titles) >= LEAST_LINKS and len(titles) == len(lines) else set()


def _is_item(words: str) -> bool:
    return (
        len(words) <= MAX_ITEM
        and len(words.split()) <= MAX_WORDS
        and not any(map(str.isdigit, words))
    )
