"""Boilerplate within a line: many feeds flatten a page to one line.

Share links, forms and captions then stand between the sentences.
"""

import re
from collections.abc import Iterator

from schemas.prepared import Block, BlockKind
from workers.articles.blocks.captions import CREDIT
from workers.articles.blocks.datelines import REACH, dateline_of

LONGEST_OPENING = 400
"""Characters within which a dateline or the credit of a picture may stand behind other words of the
page."""
BOILERPLATE = re.compile(
    r"Click to (?:share|email|print)\b[^.!?()]{0,60}\(Opens in new window\)"
    r"|Get [\w' ]{2,40} updates directly to your inbox(?: ?\+? ?Subscribe\b)?"
    r"|Thank you for subscribing!?\.?|Could not subscribe, try again later\.?"
    r"|Invalid [Ee]mail(?: address)?\b\.?(?: Please re-enter\.)?"
    r"|Skip Ad\b(?: Ad Loading(?:\.{3}|…))?|x Embed x Share\b|Read or Share this story:(?: https?://\S+)?"
    r"|(?:Advertisement )?Continue reading the main story"
    r"|Please verify you're not a robot by clicking the box\.?"
    r"|You must select a newsletter to subscribe to\."
    r"|An error has occurred\. Please try again later\."
    r"|You agree to receive occasional updates[^.]{0,120}\."
    r"|(?:©|Copyright )[^.]{0,60}\. All rights reserved\."
    r"|(?<=[.!?] )About (?P<firm>[A-Z][\w&.'’-]{1,30}(?: [A-Z][\w&.'’-]{1,30}){0,4}): "
    r"(?=(?P=firm)\b)[\s\S]{0,2000}$"
    r"|\((?:Corrects|Adds|Updates|Recasts|Refiles|Repeats|Removes|Rewrites|Clarifies)\b[^()]{1,300}\)"
    r"|All rights reserved\. This material may not be published[^.]{0,80}\."
)
HINTS = (
    "lick to",
    "nbox",
    "ubscri",
    "nvalid ",
    "kip Ad",
    "mbed",
    "hare this",
    "eading the main",
    "robot",
    "error has",
    "rights reserved",
    "caption ",
    " About ",
    "(Corrects",
    "(Adds",
    "(Updates",
    "(Recasts",
    "(Refiles",
    "(Repeats",
    "(Removes",
    "(Rewrites",
    "(Clarifies",
)
"""Each piece holds one of these: most lines hold none, and are not searched."""
KICKER = re.compile(
    r"(?<![A-Z'’] )(?<!\w)(?:[A-Z][A-Z'’&]{0,24}[A-Z'’][!?:]{0,3} ){2,8}(?=[‘'\"“]?[A-Z][a-z])"
)
"""Some words in capitals before a headline: 'ON THE MOVE Ferry leaves port'."""
LEAST_KICKERS = 3
"""A row of so many headlines with kickers is a row of links."""
LONGEST_LINK = 160
"""Most characters of a headline in such a row."""
SENTENCE_END = re.compile(r"[.!?][\"”’]?(?= [A-Z\"“])")
LABEL = re.compile(r"\b(?:Media|Image|Photo|Video) caption (?=[A-Z0-9\"“'‘])")
CAPTION_END = re.compile(
    r"[.!?][\"”'’]?(?= [A-Z\"“])|(?<=[a-z0-9\"”'’])"
    r"(?= (?:An?|The|In|On|At|It|He|She|They|But|After|When|This|These) [A-Za-z])"
)
QUOTE = re.compile(r"[\"“”]")
LONGEST_CAPTION = 120
CAPITALS = re.compile(
    r"(?<=[a-z0-9.)] )(?:[A-Z][A-Z.'’]{3,}|[A-Z][A-Z.'’]{1,2}(?: [A-Z][A-Z.'’]{2,})+)"
)
"""What may be a town behind other words: a long word in capitals, or short ones ('NEW YORK')."""


def body_blocks(start: int, words: str) -> Iterator[Block]:
    """Yield a piece of body as blocks, with the boilerplate in it apart.

    `start` is the offset of the piece in the text.
    """
    if not any(hint in words for hint in HINTS) and KICKER.search(words) is None:
        yield Block("body", start, start + len(words))
        return
    done = 0
    for kind, first, last in _pieces(words):
        if first >= done:
            yield from _stretch("body", start, words, done, first)
            yield from _stretch(kind, start, words, first, last)
            done = last
    yield from _stretch("body", start, words, done, len(words))


def hidden_dateline(words: str) -> int:
    """Return where a dateline begins behind a byline, caption or label; 0 where none does."""
    for town in CAPITALS.finditer(words[:LONGEST_OPENING]):
        found = dateline_of(words[town.start() : town.start() + REACH])
        if found is not None and not words[town.start() + found.end :][:1].islower():
            return town.start()
    return 0


def opening_caption(words: str) -> int:
    """Return the length of a caption with its credit at the opening of a story, else 0."""
    credit = CREDIT.search(words[:LONGEST_OPENING])
    if credit is None or not words[credit.end() :].lstrip()[:1].isupper():
        return 0
    return credit.end()


def _pieces(words: str) -> list[tuple[BlockKind, int, int]]:
    found: list[tuple[BlockKind, int, int]] = [
        ("boilerplate", m.start(), m.end()) for m in BOILERPLATE.finditer(words)
    ]
    found += [("boilerplate", first, last) for first, last in _rows_of_links(words)]
    for label in LABEL.finditer(words):
        end = _caption_end(words, label.end())
        found.append(
            ("caption", label.start(), end) if end else ("boilerplate", label.start(), label.end())
        )
    return sorted(found, key=lambda piece: piece[1])


def _rows_of_links(words: str) -> Iterator[tuple[int, int]]:
    """Yield where rows of headlines with kickers begin and end."""
    row: list[re.Match[str]] = []
    for kicker in [*KICKER.finditer(words), None]:
        between = words[row[-1].end() : kicker.start()] if row and kicker else ""
        if kicker and row and len(between) <= LONGEST_LINK and not SENTENCE_END.search(between):
            row.append(kicker)
            continue
        if len(row) >= LEAST_KICKERS:
            last = row[-1].end()
            end = SENTENCE_END.search(words, last, last + LONGEST_LINK)
            yield row[0].start(), end.end() if end else min(len(words), last + LONGEST_LINK)
        row = [kicker] if kicker else []


def _caption_end(words: str, start: int) -> int:
    """Return where a caption ends, 0 where the end is far.

    It ends with its sentence or quotation, or where the next sentence begins without a stop.
    """
    reach = start + LONGEST_CAPTION
    end = CAPTION_END.search(words, start, reach)
    if end is None:
        return 0
    marks = QUOTE.findall(words, start, end.end())
    if len(marks) % 2 == 0:
        return end.end()
    close = QUOTE.search(words, end.end(), reach)
    return close.end() if close else 0


def _stretch(kind: BlockKind, start: int, words: str, first: int, last: int) -> Iterator[Block]:
    """Yield the words between two places, without white space around them, as a block.

    Nothing where there are no words.
    """
    piece = words[first:last]
    kept = piece.strip()
    if any(map(str.isalnum, kept)):
        begin = start + first + len(piece) - len(piece.lstrip())
        yield Block(kind, begin, begin + len(kept))
