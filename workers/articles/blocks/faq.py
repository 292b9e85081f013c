"""Question-and-answer parts, which repeat the article."""

import re

from workers.articles.blocks.paragraphs import Paragraph
from workers.articles.page_lexicon import boilerplate_lexicon, phrase_form

NUMBER = re.compile(
    r"^(?:\(?(?:q(?:uestion)?\s?)?\d{1,2}[.):]|q[.:)]|question:|[-–•*])\s{0,3}", re.IGNORECASE
)
MAX_HEADING = 80


def faq_paragraphs(paragraphs: tuple[Paragraph, ...], taken: frozenset[int]) -> frozenset[int]:
    """Return the places of the FAQ: its heading, its questions and answers.

    It ends before a heading of another kind or before boilerplate.
    """
    found: set[int] = set()
    within = asked = False
    for index, paragraph in enumerate(paragraphs):
        if index in taken:
            within = within and not asked
            continue
        if _is_heading(paragraph.words):
            within, asked = True, False
        elif within and _is_question(paragraph.words):
            asked = True
        elif within and _is_other_heading(paragraph, asked=asked):
            within = False
        if within:
            found.add(index)
    return frozenset(found)


def _is_heading(line: str) -> bool:
    if len(line) > MAX_HEADING:
        return False
    phrase = phrase_form(line)
    return (
        phrase in boilerplate_lexicon().faq
        or phrase.partition(" about ")[0] in boilerplate_lexicon().faq
    )


def _is_question(line: str) -> bool:
    return line.endswith("?") or NUMBER.match(line) is not None


def _is_other_heading(paragraph: Paragraph, *, asked: bool) -> bool:
    return (
        asked
        and len(paragraph.words) <= MAX_HEADING
        and not paragraph.is_sentence
        and paragraph.after_blank
    )
