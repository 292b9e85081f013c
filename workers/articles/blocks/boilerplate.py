"""Boilerplate: navigation, sharing, related headlines, comments, notices, sources."""

import re

from workers.articles.blocks.comments import comment_paragraphs
from workers.articles.blocks.paragraphs import Paragraph
from workers.articles.page_lexicon import (
    BoilerplateLexicon,
    boilerplate_lexicon,
    folded,
    labels,
    leads,
)

MAX_LINE = 60
LEAST_SECTIONS = 3
COUNT = re.compile(r"^\d{1,4} | ?\(\d{1,4}\)$")
SPEECH = re.compile('[“"]')
MAX_START = 240
MAX_CONTAINS = 400
MAX_HEADLINE = 160
MAX_BUTTONS = 24
LONGEST_LABEL = 6
"""Words of the longest label."""
PARTED = str.maketrans("|•·/,", "     ")
LIST_ITEM = re.compile(r"^(?:[-–—•*·▪]|\[?\d{1,3}[.)\]]|\[|https?://|www\.)|https?://\S{4,}[)\]]?$")
CRUMB_MARKS = frozenset("|>»›")
CRUMBS = re.compile(r"^(?:[^|>»›]{1,40}[|>»›]){2,12}[^|>»›]{0,40}$")


def boilerplate_paragraphs(paragraphs: tuple[Paragraph, ...]) -> frozenset[int]:
    """Return the places of boilerplate among an article's paragraphs."""
    lexicon = boilerplate_lexicon()
    found: set[int] = set()
    total = sum(len(paragraph.words) for paragraph in paragraphs)
    seen = 0
    for index, paragraph in enumerate(paragraphs):
        seen += len(paragraph.words)
        phrase = _phrase(paragraph.words)
        if phrase in lexicon.closers and seen * 2 > total:
            found.update(range(index, len(paragraphs)))
            break
        if index not in found and phrase and _is_boilerplate(paragraph.words, phrase, lexicon):
            found.add(index)
            found.update(_following(paragraphs, index, phrase, lexicon))
    found.update(comment_paragraphs(paragraphs))
    return frozenset(found)


def _phrase(line: str) -> str:
    """Return the line as phrases are compared, without a count ('Comments (3)').

    Empty where the line is too long for any phrase.
    """
    if len(line) > MAX_CONTAINS:
        return ""
    phrase = folded(line)
    return COUNT.sub("", phrase) if len(line) <= MAX_LINE else phrase


def _is_boilerplate(line: str, phrase: str, lexicon: BoilerplateLexicon) -> bool:
    if len(phrase) <= MAX_LINE and (phrase in labels() or _is_menu(phrase, lexicon)):
        return True
    if len(line) <= MAX_START and _is_buttons(phrase):
        return True
    if len(line) <= MAX_START and (_starts(line, phrase, lexicon) or _is_trail(line)):
        return True
    return (
        bool([words for words in lexicon.contains if words in phrase])
        and SPEECH.search(line) is None
    )


def _is_menu(phrase: str, lexicon: BoilerplateLexicon) -> bool:
    words = [word for word in phrase.split() if word not in {"|", "&", "•", "·"}]
    return len(words) >= LEAST_SECTIONS and all(word in lexicon.sections for word in words)


def names_sections(words: str) -> bool:
    """Say whether some words of a page name sections of its site, two at least, as a menu does."""
    return len(boilerplate_lexicon().sections.intersection(folded(words).split())) > 1


def _is_buttons(phrase: str) -> bool:
    """Return whether a line is two or more labels ('Accept all Reject all')."""
    words = phrase.translate(PARTED).split()
    if not 2 <= len(words) <= MAX_BUTTONS:  # noqa: PLR2004  # two labels
        return False
    reached = [0] + [-1] * len(words)
    for end in range(1, len(words) + 1):
        counts = [
            reached[start] + 1
            for start in range(max(0, end - LONGEST_LABEL), end)
            if reached[start] >= 0 and " ".join(words[start:end]) in labels()
        ]
        reached[end] = max(counts, default=-1)
    return reached[-1] >= 2  # noqa: PLR2004  # two labels


def _is_trail(line: str) -> bool:
    return not CRUMB_MARKS.isdisjoint(line) and CRUMBS.match(line) is not None


def _starts(line: str, phrase: str, lexicon: BoilerplateLexicon) -> bool:
    # A phrase that ends with a colon is compared with the colon in, which `folded` strips at the
    # very end of a line only.
    whole = phrase + ":" if line.rstrip().endswith(":") else phrase
    if not whole.startswith(lexicon.starts):
        return False
    return any(
        whole.startswith(words) and not _goes_on_as_word(whole, words) for words in lexicon.starts
    )


def _goes_on_as_word(whole: str, words: str) -> bool:
    return words[-1].isalpha() and whole[len(words) : len(words) + 1].isalnum()


def _following(
    paragraphs: tuple[Paragraph, ...], index: int, phrase: str, lexicon: BoilerplateLexicon
) -> range:
    """The headlines of other articles under a lead, or the items under a heading of sources."""
    if phrase in lexicon.source_lists:
        return _run(paragraphs, index + 1, len(paragraphs), items=True)
    return _run(paragraphs, index + 1, leads().get(phrase, 0), items=False)


def _run(paragraphs: tuple[Paragraph, ...], first: int, most: int, *, items: bool) -> range:
    last = first
    while (
        last < len(paragraphs) and last - first < most and _goes_on(paragraphs[last], items=items)
    ):
        last += 1
    return range(first, last)


def _goes_on(paragraph: Paragraph, *, items: bool) -> bool:
    if items and LIST_ITEM.search(paragraph.words[:MAX_CONTAINS]):
        return True
    return len(paragraph.words) <= MAX_HEADLINE and not paragraph.words.endswith(
        (".", ";", ":", ",", ".”", '."')
    )
