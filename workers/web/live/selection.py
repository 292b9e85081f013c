"""The events that the live page shows, found in one pass over the view.

These are the events that the filter wants, and those that only one part of the filter keeps out.

A facet, the map and the timeline each count as if their own part of the filter were not given, so
they show the counts that another choice there would give.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from workers.queries import EventFilter, Matcher
from workers.streams.readmodel.view import View
from workers.streams.readmodel.view_records import ViewedEvent

PARTS = ("types", "countries", "levels", "sources", "region", "days")


@dataclass(frozen=True, slots=True)
class Selection:
    """What a filter chooses.

    Attributes:
        chosen: Events that it wants.
        beside: By part of the filter, the events that this part alone keeps out.
    """

    chosen: tuple[ViewedEvent, ...]
    beside: Mapping[str, tuple[ViewedEvent, ...]]

    def without(self, *parts: str) -> Iterator[ViewedEvent]:
        """Yield the events that the filter would choose without one of `parts`."""
        yield from self.chosen
        for part in parts:
            yield from self.beside[part]


def select(view: View, wanted: EventFilter) -> Selection:
    """Choose among all events of the view."""
    common = _common(wanted).matcher()
    tests = [(part, test) for part in PARTS if (test := _alone(wanted, part)) is not None]
    chosen: list[ViewedEvent] = []
    beside: dict[str, list[ViewedEvent]] = {part: [] for part in PARTS}
    for viewed in view.all():
        if not common(viewed.facts, viewed.at):
            continue
        against = [part for part, test in tests if not test(viewed.facts, viewed.at)]
        if not against:
            chosen.append(viewed)
        elif len(against) == 1:
            beside[against[0]].append(viewed)
    return Selection(tuple(chosen), {part: tuple(found) for part, found in beside.items()})


def _common(wanted: EventFilter) -> EventFilter:
    return replace(
        wanted,
        types=(),
        countries=(),
        levels=(),
        sources=0,
        near=None,
        box=None,
        first=None,
        last=None,
    )


def _alone(wanted: EventFilter, part: str) -> Matcher | None:
    """Return the test of one part of the filter, None where nothing is asked there."""
    free = EventFilter(levels=(), statuses=())
    only = {
        "types": replace(free, types=wanted.types),
        "countries": replace(free, countries=wanted.countries),
        "levels": replace(free, levels=wanted.levels),
        "sources": replace(free, sources=wanted.sources),
        "region": replace(free, near=wanted.near, box=wanted.box),
        "days": replace(free, first=wanted.first, last=wanted.last),
    }[part]
    return None if only == free else only.matcher()
