"""The publication date as an anchor, as far as it is known."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from schemas import Published
from workers.edtf import days_of
from workers.entities.times.calendar.calendar_units import covering
from workers.entities.times.expressions import Unit

YEARS = range(1400, 2500)
"""A publication date outside these years is a mistake, and anchors nothing."""
MONTH = timedelta(31)
EASTERNMOST = timedelta(hours=12)
"""Hours by which the clocks of the easternmost newsrooms are ahead of UTC."""


@dataclass(frozen=True, slots=True)
class Publication:
    """First and last day on which the article can have been published; None where nothing is known.

    Attributes:
        dawning: The day after the publication, where it had begun in the east when the article came
            out.
    """

    first: date | None = None
    last: date | None = None
    dawning: date | None = None

    @classmethod
    def of(cls, published: Published) -> "Publication":
        """Read the article's date; a date without its year, or no date, is unknown."""
        days = days_of(published.edtf)
        if days is None or days[0].year not in YEARS or days[1].year not in YEARS:
            return cls()
        return cls(*days, _dawning(published.at, days[1]))

    def day(self, unit: Unit) -> date | None:
        """Return a day of the publication to count units of this size from; None if too vague."""
        if (
            self.first is None
            or self.last is None
            or covering(self.first, unit) != covering(self.last, unit)
        ):
            return None
        return self.last

    def near(self) -> date | None:
        """Return a day of the publication where the publication is known to the month.

        Such a day tells one year's August from the next's.
        """
        if self.first is None or self.last is None or self.last - self.first > MONTH:
            return None
        return self.last


def _dawning(at: str | None, day: date) -> date | None:
    """Return the day after `day` where it has begun in the east at the moment `at`."""
    try:
        moment = datetime.fromisoformat(at) if at else None
    except ValueError:
        return None
    if moment is None or moment.tzinfo is None:
        return None
    return day + timedelta(1) if (moment.astimezone(UTC) + EASTERNMOST).date() > day else None
