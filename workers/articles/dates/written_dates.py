"""Dates as pages write them ('April 14, 2023', 'Aug. 3'), for datelines and bylines.

Times in sentences are the entities stage's work; this reads stamps only, in slices of at most a few
hundred characters.
"""

import re
from dataclasses import dataclass
from datetime import date

MONTHS = {
    name: index
    for index, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
MONTH = r"(?P<month>" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\b\.?"
DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
YEAR = r"(?P<year>(?:19|20)\d\d)"
FORMS = (
    re.compile(rf"(?<![\d-]){YEAR}[-/.](?P<number>[01]?\d)[-/.](?P<day>[0-3]?\d)(?!\d)", re.ASCII),
    re.compile(
        rf"\b{MONTH} {{0,2}}{DAY}\b(?:,?[ -]{{0,2}}{YEAR}\b(?!:))?", re.IGNORECASE | re.ASCII
    ),
    re.compile(
        rf"(?<!\d){DAY}[ -]{{1,2}}{MONTH}(?:,?[ -]{{0,2}}{YEAR}\b(?!:))?", re.IGNORECASE | re.ASCII
    ),
    re.compile(
        rf"(?<![\d/.])(?P<first>[0-3]?\d)(?P<sep>[/.])(?P<second>[0-3]?\d)(?P=sep)(?:{YEAR}|(?P<short>\d\d))(?![\d/])",
        re.ASCII,
    ),
)
DIGIT = re.compile(r"\d", re.ASCII)
CLOCK = re.compile(
    r"\b(\d{1,2})[:.](\d\d)(?::\d\d)?(?: ?([ap])\.?m\b\.?)?(?: {0,2}(\()?([A-Z]{1,4})\b\)?)?",
    re.IGNORECASE | re.ASCII,
)
WEEKDAY = re.compile(r"\b(mon|tue|wed|thu|fri|sat|sun)(?:s|nes|r|rs|ur)?(?:day)?\b", re.IGNORECASE)
AMERICAN = re.compile(r"\d ?(?:[AaPp]\.?[Mm]\.?)? ?(?:ET|EST|EDT|CT|CDT|MT|MDT|PT|PST|PDT)\b")
"""A time of day in a zone of the United States, whose dates put the month first."""
ZONES = {
    "Z": "Z",
    "GMT": "Z",
    "UTC": "Z",
    "EST": "-05:00",
    "EDT": "-04:00",
    "PST": "-08:00",
    "PDT": "-07:00",
    "CET": "+01:00",
    "CEST": "+02:00",
    "UT": "Z",
    "CDT": "-05:00",
    "MDT": "-06:00",
    "EET": "+02:00",
    "EEST": "+03:00",
    "MSK": "+03:00",
    "JST": "+09:00",
    "AEST": "+10:00",
    "AEDT": "+11:00",
}
"""Abbreviations of one meaning in news; IST, CST and BST have several."""
NOON = 12
LEAP_YEAR = 2000
"""So that the 29th of February stands without its year."""
CENTURY_TURN = 60
"""'60' is 1960 and '59' 2059: no newspaper text of two digits is older, none newer."""


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A date in a slice.

    `edtf` is `2023-04-14`, `XXXX-04-14` without a year, None where it is ambiguous (03/04/2023).
    """

    start: int
    end: int
    edtf: str | None


def find_dates(piece: str) -> list[WrittenDate]:
    """Return the dates in a short piece of text, in order, without overlap.

    Offsets count in the piece.
    """
    found: list[WrittenDate] = []
    if not DIGIT.search(piece):
        return found
    for form in FORMS:
        for match in form.finditer(piece):
            if any(other.start < match.end() and match.start() < other.end for other in found):
                continue
            readings = _readings(match.groupdict())
            if readings:
                found.append(
                    WrittenDate(match.start(), match.end(), _only_reading(readings, piece))
                )
    return sorted(found, key=lambda written: written.start)


def moment(piece: str, day: str) -> str | None:
    """Return the RFC 3339 moment of a stamp of a known day, else None.

    The stamp needs a time of day and a zone of one meaning.
    """
    match = CLOCK.search(piece)
    if match is None or (match[5] or "").upper() not in ZONES:
        return None
    hour, minute = int(match[1]), int(match[2])
    if match[3]:
        hour = hour % NOON + (NOON if match[3].lower() == "p" else 0)
    if hour > 23 or minute > 59:  # noqa: PLR2004  # a day's last hour and an hour's last minute
        return None
    return f"{day}T{hour:02}:{minute:02}:00{ZONES[match[5].upper()]}"


def _readings(parts: dict[str, str]) -> list[str]:
    """Return the days that a match can mean.

    Two where day and month can change places, none where there is no such day.
    """
    if "first" not in parts:
        month = int(parts["number"]) if "number" in parts else MONTHS[parts["month"].lower()]
        return _days(parts["year"], (month, int(parts["day"])))
    first, second = int(parts["first"]), int(parts["second"])
    year = parts["year"] or ("19" if int(parts["short"]) >= CENTURY_TURN else "20") + parts["short"]
    return _days(year, *dict.fromkeys(((second, first), (first, second))))


def _only_reading(readings: list[str], piece: str) -> str | None:
    """Return the only reading.

    Of two (day first, month first) it is the one that fits the weekday or an American zone.
    """
    if len(readings) == 1:
        return readings[0]
    weekday = WEEKDAY.search(piece)
    if weekday:
        fit = [
            reading
            for reading in readings
            if date.fromisoformat(reading).strftime("%a").lower() == weekday[1].lower()
        ]
        return fit[0] if len(fit) == 1 else None
    return readings[1] if AMERICAN.search(piece) else None


def _days(year: str | None, *pairs: tuple[int, int]) -> list[str]:
    found = []
    for month, day in pairs:
        try:
            date(int(year) if year else LEAP_YEAR, month, day)
        except ValueError:
            continue
        found.append(f"{year or 'XXXX'}-{month:02}-{day:02}")
    return found
