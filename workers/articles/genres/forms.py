"""Genres by the form of a text: rows of times, years, matches or teasers; star signs."""

import re
from itertools import pairwise

from schemas.prepared import Genre
from workers.articles.dates.date_lines import is_bare_stamp

LEAST_ROWS = 4
LEAST_YEARS = 3
LEAST_SIGNS = 6
LEAST_TEASERS = 3
HALF = 2
MAX_ROW = 120
MAX_LINES = 400
MAX_HEADING = 110
CLOCK_TIME = re.compile(r"\b\d{1,2}(?:[:.]\d\d ?(?:[ap]\.?m\b\.?)?| ?[ap]\.?m\b\.?)", re.IGNORECASE)
WORDS_A_TIME = 16
START = 30
VERDICT = re.compile(
    r"\b(?:is|makes) an? (?:[\w-]+,? ){0,4}(?:thriller|drama|comedy|romp|biopic|sequel|memoir"
    r"|debut|gem|triumph|delight|masterpiece|let-?down|mess|bore|disappointment|page-turner"
    r"|tearjerker|treat)\b",
    re.IGNORECASE,
)
"""What only a reviewer says of a work: 'is a taut thriller'."""
REVIEWED = re.compile(
    r"(?:[\"'’”]|\b[A-Z0-9][\w’'-]{0,30}) (?:review|REVIEW|Review)(?:$|\s?[:–—-]\s)"
)
"""A work's title and 'review' behind it, at the end or before the verdict: 'The Slow Tide review –
a gem'."""
DEATH_ROW = re.compile(r"^[A-Z][\w.,'’ -]{3,48}, (?:aged? )?\d{1,3}\b[^.]{0,60}\.?$")
MATCH = re.compile(r"\b[A-Z][\w'’-]{1,30} (?:v|vs)\.? [A-Z][\w'’-]{1,30}")
SPEECH = re.compile(r"\b(?:said|says)\b")
MATCH_ROW = re.compile(
    r"^[A-Z][\w.'’& -]{1,40} (?:v|vs|V|at)\.? "
    r"[A-Z][\w.'’& -]{1,40}(?:[,(;]? ?\(?[\w.: ]{0,24}\)?)?$"
)
NOTICE_ROW = re.compile(
    r"(?:[$£€] ?\d|\btel\b\.?|\bcall\b|\bphone\b|\b\d{3}[ -]\d{3,4}\b|\bo\.?n\.?o\b)", re.IGNORECASE
)
YEAR_ROW = re.compile(
    r"^(?:(?:on this (?:day|date) |also )?in )?(?:the year )?1[0-9]\d\d\b"
    r"|^(?:(?:on this (?:day|date) |also )?in )?20[0-4]\d\b",
    re.IGNORECASE,
)
YEARS_AGO = re.compile(
    r"^(?:(?:\d{1,3}|one|ten|twenty|twenty-five|thirty|forty|fifty|sixty|seventy|seventy-five"
    r"|eighty|ninety|a hundred) years ago\b)",
    re.IGNORECASE,
)
SENTENCE = re.compile(r"(?<=[.!?”\"’])\s+(?=[A-Z0-9“\"‘])")
# Twelve quoted words are no easier to read.
SIGNS = frozenset(
    (  # noqa: SIM905
        "aries taurus gemini cancer leo virgo libra scorpio sagittarius capricorn aquarius pisces"
    ).split()
)
WORD = re.compile(r"[A-Za-z]+")
QUESTION_ROW = re.compile(r"^(?:\(?(?:q(?:uestion)? ?)?\d{1,2}[.):] ?)(?:.{3,200}\?)")
CHOICE = re.compile(r"(?:^|\s)\(?[a-d][).] ", re.IGNORECASE)


def form_of(title: str, body: str) -> Genre | None:
    """Return the genre that the form of a title or text tells, or None."""
    if (VERDICT.search(title) or REVIEWED.search(title)) and len(SPEECH.findall(body)) < HALF:
        return "review"
    lines = [line.strip() for line in body.split("\n")[:MAX_LINES] if line.strip()]
    if _are_years(lines):
        return "history"
    if _are_rows(lines) or _is_programme(lines):
        return "listing"
    if _has_signs(lines) or _are_questions(lines):
        return "advice"
    return "digest" if _are_teasers(lines) else None


def _most(rows: int, of: int, least: int) -> bool:
    return rows >= least and rows * HALF >= of


def _are_years(lines: list[str]) -> bool:
    """Return whether most sentences or lines open with a year: 'on this day' columns."""
    text = " ".join(lines)[:4000]
    units = SENTENCE.split(text) if len(lines) < LEAST_YEARS else lines
    opened = [unit for unit in units if YEAR_ROW.match(unit) or YEARS_AGO.match(unit)]
    years = {unit[:24] for unit in opened}
    return _most(len(years), len(units), LEAST_YEARS)


def _are_rows(lines: list[str]) -> bool:
    """Return whether most lines are programmes, matches to come, or notices."""
    short = [line for line in lines if len(line) <= MAX_ROW]
    return any(
        _most(sum(bool(test(line)) for line in short), len(lines), LEAST_ROWS)
        for test in (_is_timed, MATCH_ROW.match, DEATH_ROW.match, _is_notice)
    )


def _is_timed(line: str) -> bool:
    return CLOCK_TIME.match(line.lstrip("-•* ")) is not None


def _is_notice(line: str) -> bool:
    return len(NOTICE_ROW.findall(line)) >= HALF


def _is_programme(lines: list[str]) -> bool:
    """Return whether the text is one paragraph of programmes or matches.

    Such a text begins with a time of day, and has one time or match for every dozen words.
    """
    text = " ".join(lines)[:4000]
    if SPEECH.search(text):
        return False
    matches = len(MATCH.findall(text)) if " v" in text else 0
    if matches >= LEAST_ROWS and matches * WORDS_A_TIME >= len(text.split()):
        return True
    if CLOCK_TIME.search(text[:START]) is None:
        return False
    times = len(CLOCK_TIME.findall(text))
    return times >= LEAST_ROWS and times * WORDS_A_TIME >= len(text.split())


def _has_signs(lines: list[str]) -> bool:
    """Return whether lines or sentences begin with the signs of the zodiac."""
    opened = {
        word[0].lower()
        for unit in SENTENCE.split("\n".join(lines)[:8000])
        for line in unit.split("\n")
        if (word := WORD.match(line))
    }
    return len(opened & SIGNS) >= LEAST_SIGNS


def _are_questions(lines: list[str]) -> bool:
    """Return whether the text is mostly numbered questions, with choices or question marks."""
    asked = sum(QUESTION_ROW.match(line) is not None for line in lines)
    chosen = sum(len(CHOICE.findall(line)) >= LEAST_YEARS for line in lines)
    return _most(asked, len(lines), LEAST_ROWS) or (asked >= LEAST_YEARS and chosen >= LEAST_YEARS)


def _are_teasers(lines: list[str]) -> bool:
    """Return whether the text is three or more teasers: a headline, a sentence or two, a date."""
    dated = [index for index, line in enumerate(lines) if is_bare_stamp(line)]
    steps = [second - first for first, second in pairwise(dated)]
    # A headline, a teaser or two, the date.
    return len(dated) >= LEAST_TEASERS and all(2 <= step <= 4 for step in steps)  # noqa: PLR2004
