"""The publication date as an anchor, as far as it is known."""

from dataclasses import dataclass
from datetime import date, timedelta

from schemas import Published
from workers.edtf import days_of
from workers.entities.times.calendar import covering
from workers.entities.times.expressions import Unit

YEARS = range(1400, 2500)
"""A publication date outside these years is a mistake, and anchors nothing."""
MONTH = timedelta(31)


@dataclass(frozen=True, slots=True)
class Publication:
    """First and last day on which the article can have been published; None where nothing is known."""

    first: date | None = None
    last: date | None = None

    @classmethod
    def of(cls, published: Published) -> "Publication":
        """Read the article's date; one that is partial in its year, or no date at all, is unknown."""
        days = days_of(published.edtf)
        if days is None or days[0].year not in YEARS or days[1].year not in YEARS:
            return cls()
        return cls(*days)

    def day(self, unit: Unit) -> date | None:
        """Return a day that stands for the publication where units of this size are counted from it; None if it is too vague."""
        if self.first is None or self.last is None or covering(self.first, unit) != covering(self.last, unit):
            return None
        return self.last

    def near(self) -> date | None:
        """Return a day that tells one year's August from the next's: the publication is known to the month."""
        if self.first is None or self.last is None or self.last - self.first > MONTH:
            return None
        return self.last
