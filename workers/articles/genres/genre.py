"""The genre of an article, by title, section and form of the text; news without a cue."""

import re

from schemas.article import Article
from schemas.prepared import Block, Genre
from workers.articles.dates.date_lines import WEEKDAY
from workers.articles.dates.written_dates import MONTHS, find_dates
from workers.articles.genres.forms import form_of
from workers.articles.genres.genre_cues import GenreCues, genre_cues
from workers.articles.page_lexicon import folded

MAX_TITLE = 300
OPENING = 600
CLOSING = 600
ENOUGH_WORDS = 2
LABEL = re.compile(r"\s{0,4}(?:[:|]|\s[-–—]\s)\s{0,4}")
BESIDE = re.compile(
    r"\b\d+(?:st|nd|rd|th)?\b|\b(?:for|of|the|from|to|and|in|on|today|tonight|tomorrow)\b$|[,.()]"
)
MONTH = re.compile(rf"\b(?:{'|'.join(MONTHS)})\b")
SAID = re.compile(r"\b(?:said|says|told|according to)\b")
READER = re.compile(r"\byour?\b", re.IGNORECASE)
DIGITS = "0123456789 "
REPORTED = 2
"""So many words of reporting make a text under a doubtful title news: 'Review: ...' heads the
result of an inquiry too."""
DOUBTFUL: frozenset[Genre] = frozenset({"review", "appeal", "advice"})


def genre_of(article: Article, blocks: tuple[Block, ...]) -> Genre:
    """Return the genre that title, address or form of the text tell; `news` where none does."""
    title, body = _title(article, blocks), _body(article, blocks)
    for genre, cues in genre_cues().items():
        is_genre = (
            _by_title(title, body, cues)
            or _by_place(article, cues)
            or _by_words(title, body, article.text, cues)
        )
        if is_genre and not (genre in DOUBTFUL and len(SAID.findall(body)) >= REPORTED):
            return genre
    return form_of(title, body) or "news"


def _title(article: Article, blocks: tuple[Block, ...]) -> str:
    """Return the whole title, or the headline of a text without a title."""
    head = next((block for block in blocks if block.kind == "headline"), None)
    whole = article.title or (article.text[head.start : head.end] if head else "")
    return " ".join(whole[:MAX_TITLE].split())


def _body(article: Article, blocks: tuple[Block, ...]) -> str:
    """Return the words of the text, one block a line, without boilerplate."""
    kept = [
        block
        for block in blocks
        if block.field == "text" and block.kind not in {"boilerplate", "headline"}
    ]
    return "\n".join(article.text[block.start : block.end] for block in kept)


def _by_title(title: str, body: str, cues: GenreCues) -> bool:
    if not title:
        return False
    lower = title.casefold()
    if cues.addressed and lower.lstrip(DIGITS).startswith(cues.addressed):
        return not body or len(READER.findall(body)) >= ENOUGH_WORDS
    parts = LABEL.split(lower)
    labelled = len(parts) > 1 and not cues.labels.isdisjoint((folded(parts[0]), folded(parts[-1])))
    return (
        labelled or lower.startswith(cues.opens) or _bare(title).removeprefix("the ") in cues.titles
    )


def _bare(title: str) -> str:
    """Return a title, folded, without the dates, weekdays and numbers in it."""
    rest = title
    for found in reversed(find_dates(title)):
        rest = rest[: found.start] + " " + rest[found.end :]
    rest = MONTH.sub(" ", WEEKDAY.sub(" ", rest).casefold())
    last = ""
    while rest != last:
        last, rest = rest, folded(BESIDE.sub(" ", rest))
    return rest


def _by_place(article: Article, cues: GenreCues) -> bool:
    """Return whether a folder of the address is the section of the genre.

    The last part of the address is the article's own name.
    """
    path = (article.url or "")[:1000].partition("://")[2].casefold().split("?")[0].rstrip("/")
    return not cues.sections.isdisjoint(path.split("/")[1:-1])


def _by_words(title: str, body: str, text: str, cues: GenreCues) -> bool:
    lower = body[:OPENING].casefold()
    if lower.startswith(cues.opening) or any(
        phrase in body[-CLOSING:].casefold() for phrase in cues.closing
    ):
        return True
    if not cues.words:
        return False
    whole = f"{title}\n{text[: 4 * OPENING]}".casefold()
    return sum(phrase in whole for phrase in cues.words) >= ENOUGH_WORDS
