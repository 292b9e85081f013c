"""One page of the API's list of events, which stays as it is while new events come."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from workers.queries import EventFilter, read_filter, values
from workers.queries.parameters import one
from workers.streams.readmodel.view import View
from workers.streams.readmodel.view_records import Version, ViewedEvent
from workers.web.api.cursors import Cursor, Place, fingerprint, read_cursor

PAGE = 50
MOST = 500
OWN = ("limit", "cursor", "order")
ORDERS: Mapping[str, Callable[[Version], tuple[int, ...]]] = {
    "newest": lambda _version: (),
    "sources": lambda version: (version.independent, version.articles),
}
"""What an order puts first, before the time of telling."""
PARTS = {"newest": 0, "sources": 2}


@dataclass(frozen=True, slots=True)
class Page:
    """Some of the `total` events that the query wants.

    `next` is the cursor of the page after this one, None on the last page.
    """

    total: int
    next: str | None
    events: tuple[ViewedEvent, ...]


@dataclass(frozen=True, slots=True)
class PageRequest:
    """The request for a page, as its parameters tell it.

    `query` is the fingerprint of the parameters that all pages of a list have in common.
    """

    wanted: EventFilter
    limit: int
    order: str
    query: str
    cursor: Cursor | None

    @classmethod
    def of(cls, parameters: Mapping[str, Sequence[str]]) -> "PageRequest":
        """Read the parameters.

        Raises:
            QueryError: One of them cannot be read.
        """
        wanted = read_filter({name: texts for name, texts in parameters.items() if name not in OWN})
        limit = one(parameters, "limit", lambda text: values.count(text, most=MOST)) or PAGE
        order = (
            one(parameters, "order", lambda text: values.choice(text, tuple(ORDERS))) or "newest"
        )
        query = fingerprint(
            {name: texts for name, texts in parameters.items() if name not in ("cursor", "limit")}
        )
        given = one(parameters, "cursor", str)
        cursor = read_cursor(given, query=query, parts=PARTS[order]) if given else None
        return cls(wanted, limit, order, query, cursor)


def page(view: View, asked: PageRequest) -> Page:
    """Return a page of the view.

    The order is that of the time at which the first page was read. An event that is told anew later
    keeps its place, and comes in its newest version; a new event is not in the list.
    """
    cursor = asked.cursor
    as_of = cursor.as_of if cursor else view.latest
    found = dict(_found(view, asked, as_of))
    places = [place for place in found if cursor is None or place < cursor.place]
    places.sort(reverse=True)  # fast: the view holds them nearly in this order
    shown = places[: asked.limit]
    more = Cursor(asked.query, as_of, shown[-1]).text() if len(places) > asked.limit else None
    return Page(len(found), more, tuple(found[place] for place in shown))


def _found(view: View, asked: PageRequest, as_of: datetime) -> Iterator[tuple[Place, ViewedEvent]]:
    matches, first = asked.wanted.matcher(), ORDERS[asked.order]
    for viewed in view.all():
        version = viewed.versions[-1] if viewed.at <= as_of else _earlier(viewed, as_of)
        if version is not None and matches(viewed.facts, version.at):
            yield (first(version), version.at, viewed.record.event_id), viewed


def _earlier(viewed: ViewedEvent, moment: datetime) -> Version | None:
    """Return the version of the event that was the latest at a moment.

    None where there was no version yet, or where the view does not know the version.
    """
    return next((version for version in reversed(viewed.versions) if version.at <= moment), None)
