"""Events on a map and in time, for tests of the live page."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from schemas import EventRecord
from schemas.event import Sources, Where
from schemas.mentions import Level
from tests.unit.web.making import NOW, event
from workers.queries import EventFilter, read_filter
from workers.streams.readmodel.view import View
from workers.web.live.address import Address
from workers.web.live.selection import Selection, select

OSLO = Where("Oslo", 3143244, 59.91, 10.75, "NO", 1)
BERGEN = Where("Bergen", 3161732, 60.39, 5.32, "NO", 1)
NAIROBI = Where("Nairobi", 184745, -1.28, 36.82, "KE", 1)


def placed(
    event_id: str,
    *where: Where,
    code: str = "PROTEST",
    when: str | None = "2031-05-05",
    sources: int = 1,
    level: Level = "main",
) -> EventRecord:
    """An event at some places."""
    return replace(
        event(event_id, code=code, when=when),
        where=where,
        sources=Sources(sources, sources),
        level=level,
    )


def view_of(records: Iterable[EventRecord]) -> View:
    """A view with these events, told a second apart."""
    view = View(caught_up=True, max_events=100_000)
    for number, record in enumerate(records):
        view.take_event(record, NOW + timedelta(seconds=number))
    return view


def asked(**given: str | tuple[str, ...]) -> tuple[Address, EventFilter]:
    """The address and the filter of some parameters; `from_` is `from`."""
    address = Address({}).changed(**given)
    return address, read_filter(address.filter_only().parameters)


def chosen(view: View, **given: str | tuple[str, ...]) -> tuple[Selection, EventFilter, Address]:
    """What the parameters choose in a view."""
    address, wanted = asked(**given)
    return select(view, wanted), wanted, address
