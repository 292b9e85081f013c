"""The parts of a metadata stamp: the time of day with its zone, and the date."""

import re
from dataclasses import dataclass
from datetime import date

from workers.articles.dates.written_dates import MONTHS, ZONES

NOON = 12
RFC_TURN = 50
"""A year of two digits is of this century below it (RFC 2822, 4.3)."""
MONTH = r"(?P<month>" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\b\.?"
DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
YEAR = r"(?P<year>[12]\d{3})"
GAP = r"(?:, ?| ?/ ?|[ .-])"
FORMS = tuple(
    re.compile(form, re.IGNORECASE | re.ASCII)
    for form in (
        r"(?P<year>[12]\d{3})[-/.](?P<number>\d{1,2})[-/.](?P<day>\d{1,2})(?:Z|[+-]\d\d:\d\d)?",
        r"(?P<year>[12]\d{3}) ?年 ?(?P<number>\d{1,2}) ?月 ?(?P<day>\d{1,2}) ?日",
        rf"(?:the )?{DAY}{GAP}(?:of )?{MONTH}{GAP}{YEAR}",
        rf"{DAY}[ -]{MONTH}[ -](?P<short>\d\d)",
        rf"{MONTH}{GAP}(?:the )?{DAY}{GAP}{YEAR}",
        rf"{YEAR}{GAP}{MONTH}{GAP}{DAY}",
        r"(?P<first>\d{1,2})(?P<sep>[-/.])(?P<second>\d{1,2})(?P=sep)(?P<year>[12]\d{3})",
    )
)
CLOCK = re.compile(
    r"(?<!\d)(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:[.,]\d{1,9})?)?(?![\d:])"
    r"(?: ?(?P<half>[ap])\.?m\b\.?)?"
    r"|(?<![\d.])(?P<hour12>\d{1,2})(?:\.(?P<minute12>\d\d))? ?(?P<half12>[ap])\.?m\b\.?",
    re.IGNORECASE | re.ASCII,
)
BEFORE = re.compile(r"(?:(?<=\d)T|[ ,|@:–—-]|\bat){1,8}$", re.IGNORECASE)
ZONE = re.compile(
    r" ?(?:(?:(?:GMT|UTC?) ?)?(?P<sign>[+-])(?P<hours>\d{1,2})(?::?(?P<minutes>\d\d))?(?!\d)"
    r"|(?P<bracket>\()?(?P<name>[A-Z]{1,5})(?![A-Za-z])(?(bracket)\)))",
    re.ASCII,
)
COMMENT = re.compile(r"^ ?[(\[][^()\[\]]{1,60}[)\]]")
"""What RFC 2822, JavaScript and Java set behind an offset: '(CEST)', '[Europe/Berlin]'."""
MAX_HOURS = 14
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True, slots=True)
class WrittenTime:
    """A time of day.

    `offset` is that of its zone (`+02:00`, `Z`), empty where it has none or an ambiguous one.
    """

    hour: int
    minute: int
    second: int
    offset: str = ""

    @property
    def is_possible(self) -> bool:
        """Whether a day has such a time; a leap second counts."""
        # A day, an hour, a minute.
        return self.hour < 24 and self.minute < 60 and self.second <= 60  # noqa: PLR2004

    def __str__(self) -> str:
        return f"{self.hour:02}:{self.minute:02}:{self.second:02}{self.offset}"


@dataclass(frozen=True, slots=True)
class WrittenDay:
    """A day; `is_short` where its year is written with two digits."""

    date: date
    is_short: bool = False


def clock_in(stamp: str) -> tuple[WrittenTime | None, str]:
    """Return the time of day in a stamp, and the stamp without it and its zone."""
    found = CLOCK.search(stamp)
    if found is None:
        return None, stamp
    offset, behind = _zone(stamp[found.end() :])
    clock = _clock(found, offset)
    rest = f"{BEFORE.sub('', stamp[: found.start()])} {COMMENT.sub('', behind).strip(' ,|–—-')}"
    return clock, rest.strip()


def day_in(rest: str) -> WrittenDay | None:
    """Return the day that these words are; None where they are no day or an ambiguous one."""
    words = rest.strip(" ,.|–—-")
    for form in FORMS:
        found = form.fullmatch(words)
        if found:
            return _day(found.groupdict())
    return None


def _clock(found: re.Match[str], offset: str) -> WrittenTime:
    half = (found["half"] or found["half12"] or "").lower()
    hour, minute, second = (
        int(found["hour"] or found["hour12"]),
        found["minute"] or found["minute12"],
        found["second"],
    )
    if half and 1 <= hour <= NOON:
        hour = hour % NOON + (NOON if half == "p" else 0)
    return WrittenTime(hour, int(minute or 0), int(second or 0), offset)


def _zone(behind: str) -> tuple[str, str]:
    """Return the offset that stands before these words, and the words behind it."""
    found = ZONE.match(behind)
    if found is None or (found["name"] and found["name"][:3].lower() in {*MONTHS, *WEEKDAYS}):
        return "", behind
    return (_offset(found) if found["sign"] else ZONES.get(found["name"], "")), behind[
        found.end() :
    ]


def _offset(found: re.Match[str]) -> str:
    hours, minutes = int(found["hours"]), int(found["minutes"] or 0)
    # An hour.
    return f"{found['sign']}{hours:02}:{minutes:02}" if hours <= MAX_HOURS and minutes < 60 else ""  # noqa: PLR2004


def _day(parts: dict[str, str | None]) -> WrittenDay | None:
    if parts.get("first"):
        first, second = int(parts["first"] or 0), int(parts["second"] or 0)
        days = {
            day
            for day in (_date(parts["year"], first, second), _date(parts["year"], second, first))
            if day
        }
        return WrittenDay(days.pop()) if len(days) == 1 else None
    # A string by the condition.
    month = MONTHS[parts["month"].lower()] if parts.get("month") else int(parts["number"] or 0)  # type: ignore[union-attr]
    short = parts.get("short")
    year = f"{'20' if int(short) < RFC_TURN else '19'}{short}" if short else parts["year"]
    day = _date(year, month, int(parts["day"] or 0))
    return WrittenDay(day, is_short=short is not None) if day else None


def _date(year: str | None, month: int, day: int) -> date | None:
    try:
        return date(int(year or 0), month, day)
    except ValueError:
        return None
