"""Readers' comments below a story, by their heading or by the authors of comments."""

import re

from workers.articles.blocks.paragraphs import Paragraph
from workers.articles.page_lexicon import boilerplate_lexicon, folded

MAX_LINE = 80
COUNT = re.compile(r"^\(?[\d,]{1,7}\)? | ?\(?[\d,]{1,7}\)?$")
AGE = r"(?:\d{1,2}|an?) ?(?:m|h|d|w|y|mins?|minutes?|hrs?|hours?|days?|weeks?|months?|years?) ago"
AUTHOR = re.compile(
    rf"^\S.{{0,48}}?[ ·•|,–—-]{{1,4}}{AGE}\b.{{0,20}}$"
    r"|^\S.{0,48} (?:says|wrote|writes|commented|replied)[:.]?$|^@\w{2,30}\b.{0,30}$",
    re.IGNORECASE,
)
"""The line that opens a comment: 'Bertie77 2 hours ago', 'Anna V. says:', '@harbourfan · 3d
ago'."""
BARE_AGE = re.compile(rf"^{AGE}$", re.IGNORECASE)
ACTIONS = re.compile(
    r"^(?:[ |·•/,]{0,3}(?:reply|report|like|dislike|share|flag|upvote|downvote|permalink|edit"
    r"|quote|respect|recommend|follow)s?(?: ?\(?\d{1,5}\)?)?){1,9}$",
    re.IGNORECASE,
)
LEAST_AUTHORS = 2


def comment_paragraphs(paragraphs: tuple[Paragraph, ...]) -> range:
    """Return the places of the comments, which run to the end; empty where there are none.

    They begin with their heading, where a comment follows; or with the first of two lines or more
    that open a comment. A sentence of the story stands before them.
    """
    first = next(
        (index + 1 for index, paragraph in enumerate(paragraphs) if paragraph.is_sentence),
        len(paragraphs),
    )
    opened = [
        index for index in range(first, len(paragraphs)) if _opens_comment(paragraphs[index].words)
    ]
    last = opened[-1] if opened else -1
    heading = next(
        (index for index in range(first, last + 1) if _is_heading(paragraphs[index].words)), None
    )
    if heading is not None:
        return range(heading, len(paragraphs))
    authors = [index for index in opened if AUTHOR.match(paragraphs[index].words)]
    return range(authors[0], len(paragraphs)) if len(authors) >= LEAST_AUTHORS else range(0)


def _is_heading(line: str) -> bool:
    if len(line) > MAX_LINE:
        return False
    phrase = COUNT.sub("", folded(line))
    return phrase in boilerplate_lexicon().comments


def _opens_comment(line: str) -> bool:
    return len(line) <= MAX_LINE and any(form.match(line) for form in (AUTHOR, BARE_AGE, ACTIONS))
