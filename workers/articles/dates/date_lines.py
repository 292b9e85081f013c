"""Bylines and date stamps: lines that give the writer and the date of an article."""

import re
from dataclasses import dataclass

from workers.articles.dates.written_dates import CLOCK, WrittenDate, find_dates

MAX_STAMP = 160
MAX_NAME_WORDS = 8
MAX_DATE = 24
"""Characters that hold the longest date, 'September 30th, 2023'."""
LABEL = re.compile(
    r"\b(?:first |last |originally )?(?:published|posted|updated|modified|created|released?|issued"
    r"|date|dated|time|on|at|and|in|edited|filed)\b(?: (?:on|at))?",
    re.IGNORECASE,
)
PUBLISHED = re.compile(
    r"\b(?:published|posted|released?|issued|dated?|filed|created)\b", re.IGNORECASE
)
UPDATED = re.compile(r"\b(?:updated|modified|edited)\b", re.IGNORECASE)
TODAY = re.compile(r"^(?:today is|today:|it is now|current time|local time)\b", re.IGNORECASE)
WEEKDAY = re.compile(
    r"\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?", re.IGNORECASE
)
HOURS = re.compile(
    r"\b\d{3,4}(?= ?(?:GMT|UTC|[A-Z]{2,3}T)\b)|\b\d{1,2} ?[ap]\.?m\b\.?|\bhrs\b", re.IGNORECASE
)
OFFSET = re.compile(r"\(?\b(?:GMT|UTC) ?[+-]\d{1,2}(?::?\d{0,2})?\)?", re.IGNORECASE | re.ASCII)
READING = re.compile(
    r"\b\d{1,2} ?min(?:ute)?s?(?: read)?\b|\b\d{1,3} (?:comments?|shares?|views?)\b", re.IGNORECASE
)
BYLINE = re.compile(
    r"^(?:[-–—] ?)?(?:by|written by|reported by|posted by|story by|text by|words by|reporting by"
    r"|edited by|source:|credit:)[: ]\s?(?=[A-Z])",
    re.IGNORECASE,
)
NAME_WORD = re.compile(
    r"^[(\"“]?(?:[A-Z][\w.'’-]*|and|of|the|for|de|da|di|du|van|von|der|den|la|le|el|al|bin|ibn|staff|writers?|reporters?|correspondent|editor|[|/&,–—-]|@\w+)[,;)\"”]*$"
)
CREDIT = re.compile(
    r"^[(\[]?(?:additional )?(?:reporting|writing|editing|compiled|edited) (?:and \w+ )?by"
    r" (?-i:[A-Z])|\bcontributed to this (?:report|story|article)\b",
    re.IGNORECASE,
)
MAX_CREDIT = 300
EDGE = " \t\u00a0,;:|/·•–—-()[]\".'@+"
GLUED = re.compile(
    r"\s*(?:(?:published|posted|updated|date)\b(?: on)?[: ]{0,2})?"
    r"(?:\d{1,2}:\d\d(?: ?[ap]\.?m\.?)?,? )?",
    re.IGNORECASE,
)
GLUED_CLOCK = re.compile(
    r",? (?:at )?\d{1,2}:\d\d(?: ?[ap]\.?m\b\.?)?(?: (?-i:[A-Z]{2,4})\b)?", re.IGNORECASE
)
RELATIVE = re.compile(
    r"^(?:published |posted |updated )?\d{1,2} (?:minutes?|mins?|hours?|hrs?|days?|weeks?) ago$",
    re.IGNORECASE,
)
DEGREES = re.compile(r"(?<![\w.])[-−+]?\d{1,3}(?:[.,]\d)? ?(?:° ?[CF]?|[CF])(?!\w)")
MAX_WEATHER = 40
MAX_BANNER = 4
MAX_PLACE_WORDS = 3


@dataclass(frozen=True, slots=True)
class Stamp:
    """The date of a line.

    `label` is `published`, `updated`, or `bare` where the line does not say.
    """

    date: WrittenDate
    label: str


@dataclass(frozen=True, slots=True)
class Glued:
    """A stamp before the first sentence, on its line: it ends at `end`."""

    date: WrittenDate
    end: int


def stamp_of(line: str) -> Stamp | None:
    """Return the stamp of a line: a date with labels, weekday, time, zone and names only."""
    if len(line) > MAX_STAMP or TODAY.match(line):
        return None
    dates = find_dates(line)
    if not dates or not _is_name(_residue(line, dates)):
        return None
    whole = [found for found in dates if not found.edtf or "X" not in found.edtf]
    if not whole and not CLOCK.search(line) and not LABEL.match(line):
        return None
    return _first_published(line, whole or dates)


def is_byline(line: str) -> bool:
    """Return whether the line is a byline: 'By Ana Prado and Tom Reed, Reuters'.

    'Updated 5:40 p.m. ET', which gives no day, counts too.
    """
    if len(line) > MAX_STAMP:
        return False
    line = line.strip("*_# ")
    match = BYLINE.match(line)
    names = line[match.end() :].rstrip(".") if match else ""
    return bool(names and _is_name(names)) or _is_timed_label(line)


def is_credit(line: str) -> bool:
    """Return whether the line is a credit: 'Tom Reed contributed to this report'."""
    return len(line) <= MAX_CREDIT and CREDIT.search(line) is not None


def _is_timed_label(line: str) -> bool:
    if RELATIVE.match(line):
        return True
    return (
        LABEL.match(line) is not None
        and CLOCK.search(line) is not None
        and _is_name(_residue(line, []))
    )


def glued_stamp(text: str) -> Glued | None:
    """Return the full stamp before a sentence on the same line ('date 2023-11-12 The ...')."""
    label = GLUED.match(text)
    start = label.end() if label else 0
    dates = find_dates(text[start : start + MAX_DATE])
    if not dates or dates[0].start or dates[0].edtf is None or "X" in dates[0].edtf:
        return None
    behind = start + dates[0].end
    clock = GLUED_CLOCK.match(text, behind)
    end = clock.end() if clock else behind
    rest = text[end:].lstrip(" ,|:–—-")
    if len(rest) == len(text) - end or not _starts_sentence(rest):
        return None
    return Glued(WrittenDate(start, behind, dates[0].edtf), len(text) - len(rest))


def _starts_sentence(rest: str) -> bool:
    return rest[:1].isupper() or rest[:1] in "“\"‘'«"


def clock_lines(lines: tuple[str, ...]) -> frozenset[int]:
    """Return the places of a page's clock and weather: when the page was looked at.

    A temperature alone on a line, with the place and the date beside it; or a line that says itself
    that it is today's date.
    """
    found = {
        index for index, line in enumerate(lines) if TODAY.match(line) and len(line) <= MAX_STAMP
    }
    for index, line in enumerate(lines):
        if _is_temperature(line):
            found |= set(_banner(lines, index))
    return frozenset(found)


def is_bare_stamp(line: str) -> bool:
    """Tell a line that is a date, weekday or time and nothing else."""
    dates = find_dates(line) if len(line) <= MAX_STAMP else []
    return bool(dates) and not _residue(line, dates)


def is_bare_day(line: str) -> bool:
    """Tell a line that is a date, with or without its weekday, and no time of day."""
    return is_bare_stamp(line) and CLOCK.search(line) is None


def _is_temperature(line: str) -> bool:
    """Return whether the line is degrees with their unit, with a place at most: '81°F'."""
    found = DEGREES.search(line) if len(line) <= MAX_WEATHER else None
    rest = (line[: found.start()] + line[found.end() :]).strip(EDGE) if found else ""
    return found is not None and (not rest or ("°" in found[0] and _is_place(rest)))


def _banner(lines: tuple[str, ...], centre: int) -> range:
    first = centre
    while first > max(0, centre - MAX_BANNER) and _belongs(lines[first - 1]):
        first -= 1
    last = centre
    while last + 1 < min(len(lines), centre + MAX_BANNER) and _belongs(lines[last + 1]):
        last += 1
    return range(first, last + 1)


def _belongs(line: str) -> bool:
    return is_bare_stamp(line) or _is_temperature(line) or _is_place(line)


def _is_place(line: str) -> bool:
    return len(line.split()) <= MAX_PLACE_WORDS and line[:1].isupper() and not line.endswith(".")


def _residue(line: str, dates: list[WrittenDate]) -> str:
    """What is left of a stamp line without its dates, times, weekdays and labels."""
    kept, last = [], 0
    for found in dates:
        kept.append(line[last : found.start])
        last = found.end
    rest = " ".join([*kept, line[last:]])
    for pattern in (OFFSET, CLOCK, HOURS, WEEKDAY, READING, LABEL):
        rest = pattern.sub(" ", rest)
    return " ".join(rest.split()).strip(EDGE)


def _is_name(residue: str) -> bool:
    words = [word for word in BYLINE.sub("", residue).split() if any(map(str.isalnum, word))]
    return len(words) <= MAX_NAME_WORDS and all(NAME_WORD.match(word) for word in words)


def _first_published(line: str, dates: list[WrittenDate]) -> Stamp:
    labelled = [
        Stamp(found, _label(line[: found.start][-24:], line[found.end :][:16])) for found in dates
    ]
    return min(labelled, key=lambda stamp: ("published", "bare", "updated").index(stamp.label))


def _label(before: str, after: str) -> str:
    if UPDATED.search(before) or (UPDATED.search(after) and not PUBLISHED.search(before)):
        return "updated"
    return "published" if PUBLISHED.search(before) else "bare"
