"""The publication date: the best of the dates in metadata and text, and conflicting dates."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from schemas.article import Article
from schemas.prepared import Block, Published
from schemas.spans import Quote
from workers.articles.blocks.boilerplate import names_sections
from workers.articles.blocks.datelines import dateline_of
from workers.articles.dates.date_lines import glued_stamp, is_bare_day, stamp_of
from workers.articles.dates.metadata_dates import day_of, moment_of
from workers.articles.dates.written_dates import MONTHS, WrittenDate, moment

URL_DATE = re.compile(
    r"/(?P<year>(?:19|20)\d\d)(?P<sep>[/-]?)(?P<month>0[1-9]|1[0-2]|(?<=/)[1-9]|[a-z]{3})(?P=sep)(?P<day>0[1-9]|[12]\d|3[01]|(?<=/)[1-9])(?=[/._-]|$)",
    re.IGNORECASE | re.ASCII,
)
RANKS = (
    "published_at",
    "url",
    "published",
    "dateline",
    "byline",
    "footer",
    "glued",
    "updated",
    "head",
    "partial",
    "captured_at",
)
"""Sources of the date, the most trusted first: 'published' before a bare stamp.

`head` is a bare date above the headline: where anything else is dated, the head is the page's
clock, and no conflict either. A crawler captures a page on any day after its publication, which
conflicts with nothing.
"""
FIRST_URL = 1991
"""The year of the first web page: eight digits that say less are a number."""
PARAGRAPH = 60
"""Characters of a body paragraph of the story; what stands below the last one is the foot."""
TOLERANCE = 1
"""Days by which two dates of one publication may differ: time zones, and copy filed the evening
before."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One date that may be the publication's, with its rank."""

    rank: str
    edtf: str
    detail: str
    quote: Quote | None = None
    at: str | None = None


def publication_of(article: Article, blocks: tuple[Block, ...]) -> Published:
    """Return the publication date, by the first of RANKS that has one.

    Unknown where none has one, never 'now'.
    """
    found = sorted(_candidates(article, blocks), key=lambda candidate: RANKS.index(candidate.rank))
    if not found:
        return Published()
    best = found[0]
    others = dict.fromkeys(
        other.edtf
        for other in found[1:]
        if other.rank not in {"updated", "head", "captured_at"} and _differ(best.edtf, other.edtf)
    )
    return Published(
        edtf=best.edtf,
        basis="text" if best.quote else "metadata",
        at=best.at,
        detail=best.detail,
        quote=best.quote,
        conflicts=tuple(others),
    )


def _candidates(article: Article, blocks: tuple[Block, ...]) -> list[Candidate]:
    found = [
        _stamped("published_at", article.published_at),
        _url(article),
        _stamped("captured_at", article.captured_at),
        *_written_dates(article, [block for block in blocks if block.field == "text"]),
    ]
    return [candidate for candidate in found if candidate]


def _written_dates(article: Article, text: list[Block]) -> Iterator[Candidate | None]:
    paragraphs = [block for block in text if block.kind == "body" and _is_paragraph(block)]
    foot = max((block.start for block in paragraphs), default=len(article.text))
    head = next((block.start for block in text if block.kind == "headline"), 0)
    clocks = _clocks(article, text)
    for block in text:
        if block in clocks:
            continue
        if block.kind == "dateline":
            yield _dateline(article, block)
        if block.kind == "byline":
            place: Literal["head", "top", "foot"] = (
                "foot" if block.start > foot else "head" if block.start < head else "top"
            )
            yield _byline(article, block, place=place)


def _is_paragraph(block: Block) -> bool:
    return block.end - block.start >= PARAGRAPH


def _clocks(article: Article, text: list[Block]) -> list[Block]:
    """Return the bare dates that are the clock of the page.

    They stand in its navigation, above the headline or the first words.
    """
    headline = next((block.start for block in text if block.kind == "headline"), None)
    top = (
        next((block.start for block in text if block.kind == "body"), 0)
        if headline is None
        else headline
    )
    menu = [
        article.text[block.start : block.end]
        for block in text
        if block.kind == "boilerplate" and block.start < top
    ]
    if not menu or (headline is None and not names_sections(" ".join(menu))):
        return []
    dated = [block for block in text if block.kind == "byline" and block.start < top]
    return [block for block in dated if is_bare_day(article.text[block.start : block.end])]


def _stamped(name: str, stamp: str | None) -> Candidate | None:
    day = day_of(stamp) if stamp else None
    return Candidate(name, day, name, at=moment_of(stamp)) if stamp and day else None


def _url(article: Article) -> Candidate | None:
    match = URL_DATE.search((article.url or "")[:1000])
    if match is None:
        return None
    month = (
        MONTHS.get(match["month"].lower(), 0) if match["month"].isalpha() else int(match["month"])
    )
    if int(match["year"]) < FIRST_URL:
        return None
    try:
        day = date(int(match["year"]), month, int(match["day"]))
    except ValueError:
        return None
    return Candidate("url", day.isoformat(), "url")


def _dateline(article: Article, block: Block) -> Candidate | None:
    dateline = dateline_of(article.text[block.start : block.end] + " X")
    if dateline is None or dateline.date is None:
        return None
    return _written(article, block, dateline.date, rank="dateline", detail="dateline")


def _byline(
    article: Article, block: Block, *, place: Literal["head", "top", "foot"]
) -> Candidate | None:
    words = article.text[block.start : block.end]
    detail = "footer" if place == "foot" else "byline"
    bare = "head" if place == "head" else detail
    stamp = stamp_of(words)
    if stamp:
        return _written(
            article,
            block,
            stamp.date,
            rank=bare if stamp.label == "bare" else stamp.label,
            detail=detail,
        )
    glued = glued_stamp(words + " X")
    return _written(article, block, glued.date, rank="glued", detail=detail) if glued else None


def _written(
    article: Article, block: Block, found: WrittenDate, *, rank: str, detail: str
) -> Candidate | None:
    if found.edtf is None:
        return None
    start, end = block.start + found.start, block.start + found.end
    at = (
        None
        if "X" in found.edtf or detail == "dateline"
        else moment(article.text[block.start : block.end], found.edtf)
    )
    return Candidate(
        "partial" if "X" in found.edtf else rank,
        found.edtf,
        detail,
        Quote("text", start, end, article.text[start:end]),
        at,
    )


def _differ(first: str, second: str) -> bool:
    """Return whether two dates are more than a day apart.

    A date without its year is compared in the year of the other and the years beside it.
    """
    if "X" in first:
        return "X" in second and first != second
    day = date.fromisoformat(first)
    years = range(day.year - 1, day.year + 2) if "X" in second else [int(second[:4])]
    return all(abs((day - other).days) > TOLERANCE for other in _in_years(second, years))


def _in_years(edtf: str, years: range | list[int]) -> list[date]:
    found = []
    for year in years:
        try:
            found.append(date(year, int(edtf[5:7]), int(edtf[8:])))
        except ValueError:  # the 29th of February in a common year
            continue
    return found
