"""The headline at the head of a text."""

import re

from workers.articles.blocks.paragraphs import Paragraph
from workers.articles.page_lexicon import folded

MAX_HEADLINE = 180
MAX_WORDS = 26
REACH = 4
ENDS = (".", ";", ":", ",", ".”", '."', ".’", ".'")
ABBREVIATION = re.compile(r"\b[A-Z]\.[A-Z]\.$|\b(?:Inc|Co|Corp|Ltd|Jr|Sr)\.$")


def headline_paragraph(
    paragraphs: tuple[Paragraph, ...], taken: frozenset[int], title: str | None
) -> int | None:
    """Return the place of the headline among the paragraphs that are not taken, or None.

    With a title, it is the first paragraph that repeats it. Without, it is the first paragraph,
    where that is short, no sentence by its end, and stands over something longer or over a blank
    line: a single sentence, or a body that begins at once, has no headline.
    """
    free = [index for index in range(len(paragraphs)) if index not in taken]
    if title is not None:
        return next(
            (
                index
                for index in free[:REACH]
                if folded(paragraphs[index].words[:600]) == folded(title)
            ),
            None,
        )
    if len(free) < 2:  # noqa: PLR2004  # a headline and what it stands over
        return None
    first, under = paragraphs[free[0]], [paragraphs[index] for index in free[1:REACH]]
    stands_over = (
        under[0].after_blank
        or free[1] > free[0] + 1
        or any(_is_longer(other, first) for other in under)
    )
    return free[0] if _reads_as_headline(first) and stands_over else None


def _is_longer(paragraph: Paragraph, headline: Paragraph) -> bool:
    return paragraph.is_sentence or len(paragraph.words) > len(headline.words)


def _reads_as_headline(paragraph: Paragraph) -> bool:
    words = paragraph.words
    if (
        len(words) > MAX_HEADLINE
        or len(words.split()) > MAX_WORDS
        or not any(char.isalpha() for char in words)
    ):
        return False
    return not words.endswith(ENDS) or ABBREVIATION.search(words) is not None
