"""Dates as pages write them ('April 14, 2023', '14 April 2023', '2023-11-12', 'Aug. 3'), for datelines, bylines and footers.

Times in sentences are the entities stage's work; this reads stamps only, in slices of at most a few hundred characters.
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
    re.compile(rf"\b{MONTH} {{0,2}}{DAY}\b(?:,? {{0,2}}{YEAR}\b(?!:))?", re.IGNORECASE | re.ASCII),
    re.compile(rf"(?<!\d){DAY}[ -]{{1,2}}{MONTH}(?:,?[ -]{{0,2}}{YEAR}\b(?!:))?", re.IGNORECASE | re.ASCII),
    re.compile(rf"(?<![\d/.])(?P<first>[0-3]?\d)(?P<sep>[/.])(?P<second>[0-3]?\d)(?P=sep){YEAR}(?!\d)", re.ASCII),
)
CLOCK = re.compile(
    r"\b(\d{1,2})[:.](\d\d)(?::\d\d)?(?: ?([ap])\.?m\b\.?)?(?: {0,2}(\()?([A-Z]{1,4})\b\)?)?", re.IGNORECASE | re.ASCII
)
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
    "JST": "+09:00",
}
"""Abbreviations of one meaning in news; IST, CST and BST have several."""
MONTHS_IN_YEAR = 12
NOON = 12


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A date in a slice. `edtf` is `2023-04-14`, or `XXXX-04-14` where no year is written."""

    start: int
    end: int
    edtf: str


def find_dates(piece: str) -> list[WrittenDate]:
    """Return the dates in a short piece of text, in order, without overlap. Offsets count in the piece."""
    found: list[WrittenDate] = []
    for form in FORMS:
        for match in form.finditer(piece):
            edtf = _edtf(match.groupdict())
            if edtf and not any(other.start < match.end() and match.start() < other.end for other in found):
                found.append(WrittenDate(match.start(), match.end(), edtf))
    return sorted(found, key=lambda one: one.start)


def moment(piece: str, day: str) -> str | None:
    """Return the RFC 3339 moment of a stamp whose day is known, where it gives a time of day and a zone of one meaning."""
    match = CLOCK.search(piece)
    if match is None or (match[5] or "").upper() not in ZONES:
        return None
    hour, minute = int(match[1]), int(match[2])
    if match[3]:
        hour = hour % NOON + (NOON if match[3].lower() == "p" else 0)
    if hour > 23 or minute > 59:  # noqa: PLR2004  # a day's last hour and an hour's last minute
        return None
    return f"{day}T{hour:02}:{minute:02}:00{ZONES[match[5].upper()]}"


def _edtf(parts: dict[str, str]) -> str | None:
    if "first" in parts:
        return _numeric(parts)
    month = int(parts["number"]) if "number" in parts else MONTHS[parts["month"].lower()]
    return _day(parts["year"], month, int(parts["day"]))


def _numeric(parts: dict[str, str]) -> str | None:
    """'14/04/2023' and '04/14/2023' have one reading each; '03/04/2023' has two and tells nothing, unless both are equal."""
    first, second = int(parts["first"]), int(parts["second"])
    if first > MONTHS_IN_YEAR or first == second:
        return _day(parts["year"], second, first)
    return _day(parts["year"], first, second) if second > MONTHS_IN_YEAR else None


def _day(year: str | None, month: int, day: int) -> str | None:
    leap = 2000
    try:
        found = date(int(year) if year else leap, month, day)
    except ValueError:
        return None
    return f"{year or 'XXXX'}-{found.month:02}-{found.day:02}"
