"""One date, of which parts may be unknown."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

Days = tuple[date, date]
"""First and last day of a run of days."""

NO_YEAR = "XXXX"
"""In place of a year that is not told."""
LONGEST = {2: 29, 4: 30, 6: 30, 9: 30, 11: 30}
SEASONS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 14)} | {
    **{code: (3 * (code - 33) + 1, 3 * (code - 33) + 3) for code in (33, 34, 35, 36)},
    **{code: (4 * (code - 37) + 1, 4 * (code - 37) + 4) for code in (37, 38, 39)},
    **{code: (6 * (code - 40) + 1, 6 * (code - 40) + 6) for code in (40, 41)},
}
"""EDTF's codes for seasons, quarters, quadrimesters and halves: first and last month (13 and 14 are
in the next year)."""
_SHAPE = re.compile(
    r"(?P<year>[0-9X]{4})"
    r"(?:-W(?P<week>\d\d|XX)(?:-(?P<weekday>[1-7]))?|-(?P<month>\d\d|XX)(?:-(?P<day>\d\d|XX)(?:T[0-9:.,+Z-]*)?)?)?"
    r"(?P<qualifier>[?~%]?)"
)


class InvalidEdtf(ValueError):  # noqa: N818 - named by its consequence, like InvalidArticle
    """A string that is no date or interval of this algebra."""


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date; None where a part is unknown or finer than what is said.

    Attributes:
        years: First and last year that the date may mean (`199X`: 1990, 1999); None where no digit
            is known.
        month: 1 to 12, or a code of `SEASONS`.
        week: ISO week of the year.
        weekday: 1 (Monday) to 7.
        qualifier: `?` uncertain, `~` approximate, `%` both, else empty.
    """

    years: tuple[int, int] | None
    month: int | None = None
    day: int | None = None
    week: int | None = None
    weekday: int | None = None
    qualifier: str = ""

    @classmethod
    def parse(cls, text: str) -> "PartialDate":
        """Read one date. Raises InvalidEdtf."""
        match = _SHAPE.fullmatch(text)
        if match is None:
            raise InvalidEdtf(f"no EDTF date: {text[:40]!r}")
        year, month, day, week, weekday, qualifier = match.group(
            "year", "month", "day", "week", "weekday", "qualifier"
        )
        found = cls(
            _years(year), _number(month), _number(day), _number(week), _number(weekday), qualifier
        )
        if not found._possible():
            raise InvalidEdtf(f"no such date: {text[:40]!r}")
        return found

    @property
    def anchored(self) -> bool:
        """Whether it means one run of days only."""
        if self.years is None or (self.weekday and not self.week) or (self.day and not self.month):
            return False
        return self.years[0] == self.years[1] or not (self.month or self.day or self.week)

    def within(self, low: date, high: date) -> Iterator[Days]:
        """Every run of days that it can mean and that touches `low` to `high`, in order."""
        if self.years is None and not (self.month or self.day or self.week or self.weekday):
            return iter([(low, high)])
        return (days for days in self._meant(low, high) if days[0] <= high and days[1] >= low)

    def _meant(self, low: date, high: date) -> Iterator[Days]:
        first, last = max(low.year - 1, 1), min(high.year + 1, 9999)
        if self.years is not None:
            first, last = max(first, self.years[0]), min(last, self.years[1])
            if not (self.month or self.day or self.week or self.weekday):
                return iter([(date(self.years[0], 1, 1), date(self.years[1], 12, 31))])
        if self.weekday and not self.week:
            return (
                _weekdays(self.weekday, max(low, date(first, 1, 1)), high)
                if first <= last
                else iter(())
            )
        return (days for year in range(first, last + 1) for days in self._in(year))

    def _in(self, year: int) -> Iterator[Days]:
        if self.week:
            yield from _week(year, self.week, self.weekday)
        elif self.day is None:
            yield _months(year, *SEASONS.get(self.month or 0, (self.month or 1, self.month or 12)))
        else:
            for month in (self.month,) if self.month else range(1, 13):
                if self.day <= _months(year, month, month)[1].day:
                    yield (date(year, month, self.day),) * 2

    def _possible(self) -> bool:
        if self.month is not None and not (1 <= self.month <= 12 or self.month in SEASONS):  # noqa: PLR2004 - months
            return False
        if self.week is not None and not 1 <= self.week <= 53:  # noqa: PLR2004 - ISO weeks
            return False
        if self.day is not None and not 1 <= self.day <= LONGEST.get(self.month or 0, 31):
            return False
        if self.day is not None and self.month in SEASONS:
            return False
        return not self.anchored or any(self._in(self.years[0] if self.years else 1))


def _years(text: str) -> tuple[int, int] | None:
    digits = text.rstrip("X")
    if not digits:
        return None
    low, high = (
        int(digits.ljust(4, "0")) if digits.isdecimal() else 0,
        int(digits.ljust(4, "9") if digits.isdecimal() else 0),
    )
    if not high:
        raise InvalidEdtf(f"no year: {text!r}")
    return max(low, 1), high


def _number(text: str | None) -> int | None:
    return None if text in (None, "XX") else int(text or 0)


def _months(year: int, first: int, last: int) -> Days:
    start = date(year + (first - 1) // 12, (first - 1) % 12 + 1, 1)
    year, month = year + last // 12, last % 12 + 1
    return start, date(year, month, 1) - timedelta(1) if year <= 9999 else date(9999, 12, 31)  # noqa: PLR2004


def _week(year: int, week: int, weekday: int | None) -> Iterator[Days]:
    try:
        monday = date.fromisocalendar(year, week, 1)
        sunday = monday + timedelta(6)
    except (ValueError, OverflowError):  # a year without a week 53, or the end of the calendar
        return
    yield (monday, sunday) if weekday is None else (monday + timedelta(weekday - 1),) * 2


def _weekdays(weekday: int, low: date, high: date) -> Iterator[Days]:
    step = (weekday - low.isoweekday()) % 7
    for ordinal in range(low.toordinal() + step, high.toordinal() + 1, 7):
        day = date.fromordinal(ordinal)
        yield day, day
