"""Which events are wanted."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from workers.edtf import parse
from workers.queries.facts import Facts
from workers.queries.regions import Box, Circle

Matcher = Callable[[Facts, datetime | None], bool]
"""Whether an event with these facts, told at that time (None: unknown), is wanted."""
Test = Callable[[Facts], bool]

LIVE = ("closed", "open")
"""Statuses of events that stand: neither retracted nor merged into another."""
LISTED = ("main", "reported")
"""Levels that a list shows where nobody asks for background events."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name of an entity or of a place.

    It matches the key of an entity or the GeoNames id of a place (`exact`), or a name that holds
    `words` (`spaced_words`, not empty).
    """

    exact: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EventFilter:
    """The conditions on an event; all of them hold together.

    Of several types, countries, modalities, levels or statuses one is enough; where none is given,
    any will do.

    Attributes:
        since: The record was published at this time or later.
        until: The record was published before this time.
        first: The event may be on this day or later; an event without a date never matches.
        last: The event may be on this day or earlier; an event without a date never matches.
        types: Codes, each with its mode or None for any mode.
        countries: ISO 3166-1 alpha-2 codes; a place of the event lies in one of the countries.
        near: A place of the event lies in this circle.
        box: A place of the event lies in this box.
        entities: Every one of them takes part.
        places: Every one of them is a place of the event.
        sources: The least number of independent sources.
        words: Every one of them stands in the folded text of the record.
        article: The id of an article of the event.
    """

    since: datetime | None = None
    until: datetime | None = None
    first: date | None = None
    last: date | None = None
    types: tuple[tuple[str, str | None], ...] = ()
    countries: tuple[str, ...] = ()
    near: Circle | None = None
    box: Box | None = None
    entities: tuple[Name, ...] = ()
    places: tuple[Name, ...] = ()
    modalities: tuple[str, ...] = ()
    levels: tuple[str, ...] = LISTED
    statuses: tuple[str, ...] = LIVE
    sources: int = 0
    words: tuple[str, ...] = ()
    article: str | None = None

    def matcher(self) -> Matcher:
        """Return the filter as a function that tests the given conditions, cheap ones first."""
        tests = tuple(self._tests())
        since, until = self.since, self.until

        def matches(facts: Facts, told_at: datetime | None) -> bool:
            if since is not None and (told_at is None or told_at < since):
                return False
            if until is not None and (told_at is None or told_at >= until):
                return False
            for test in tests:  # noqa: SIM110 - a generator would cost more than most tests
                if not test(facts):
                    return False
            return True

        return matches

    def _tests(self) -> Iterator[Test]:
        if self.statuses:
            yield lambda facts: facts.status in self.statuses
        if self.levels:
            yield lambda facts: facts.level in self.levels
        if self.modalities:
            yield lambda facts: facts.modality in self.modalities
        if self.sources:
            yield lambda facts: facts.independent >= self.sources
        if self.types:
            yield (
                lambda facts: (
                    (facts.code, None) in self.types or (facts.code, facts.mode) in self.types
                )
            )
        if self.article is not None:
            yield lambda facts: self.article in facts.articles
        if self.countries:
            yield lambda facts: not facts.countries.isdisjoint(self.countries)
        if self.first is not None or self.last is not None:
            yield _within(self.first or date.min, self.last or date.max)
        yield from self._names()
        yield from (_holding(region) for region in (self.near, self.box) if region is not None)

    def _names(self) -> Iterator[Test]:
        yield from (_taking_part(name) for name in self.entities)
        yield from (_placed_at(name) for name in self.places)
        yield from (_saying(word) for word in self.words)


def _taking_part(name: Name) -> Test:
    return lambda facts: name.exact in facts.entities or name.words in facts.who


def _placed_at(name: Name) -> Test:
    return lambda facts: name.exact in facts.geonameids or name.words in facts.places


def _saying(word: str) -> Test:
    return lambda facts: word in facts.text


def _holding(region: Circle | Box) -> Test:
    return lambda facts: any(region.holds(lat, lon) for lat, lon in facts.points)


def _within(low: date, high: date) -> Test:
    def test(facts: Facts) -> bool:
        if facts.days is not None:
            return facts.days[0] <= high and facts.days[1] >= low
        return facts.partial is not None and _may_be_within(facts.partial, low, high)

    return test


@lru_cache(maxsize=16_384)
def _may_be_within(partial: str, low: date, high: date) -> bool:
    return next(parse(partial).within(low, high), None) is not None
