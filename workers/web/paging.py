"""One page of the API's list of events, which stays as it is while new events come."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from schemas import EventRecord
from workers.queries import EventFilter, read_filter, values
from workers.queries.parameters import one
from workers.streams.figures.view import Told, Version, View
from workers.web.cursors import Cursor, fingerprint, milliseconds, read_cursor

PAGE = 50
MOST = 500
OWN = ("limit", "cursor", "order")

Place = tuple[tuple[int, ...], str]
"""Key and id of an event. The list goes from the greatest to the smallest."""
ORDERS: Mapping[str, Callable[[Version], tuple[int, ...]]] = {
    "newest": lambda version: (milliseconds(version.at),),
    "sources": lambda version: (version.independent, version.articles, milliseconds(version.at)),
}
KEY_PARTS = {"newest": 1, "sources": 3}


@dataclass(frozen=True, slots=True)
class Page:
    """Some of the `total` events that the query wants; `next` is the cursor of the page after it, None on the last."""

    total: int
    next: str | None
    events: tuple[EventRecord, ...]


@dataclass(frozen=True, slots=True)
class PageRequest:
    """What the parameters of a page ask for; `query` is the fingerprint of those that all pages of a list have in common."""

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
        order = one(parameters, "order", lambda text: values.choice(text, tuple(ORDERS))) or "newest"
        query = fingerprint({name: texts for name, texts in parameters.items() if name not in ("cursor", "limit")})
        given = one(parameters, "cursor", str)
        cursor = read_cursor(given, query=query, parts=KEY_PARTS[order]) if given else None
        return cls(wanted, limit, order, query, cursor)


def page(view: View, asked: PageRequest) -> Page:
    """Return a page of the view.

    The order is that of the time at which the first page was read: an event that is told anew later keeps its place, and comes in its newest version; one that is new is
    not in the list.
    """
    as_of = asked.cursor.as_of if asked.cursor else max((milliseconds(told.at) for told in view.all()), default=0)
    found = list(_places(view, asked, as_of))
    cursor = asked.cursor
    left = [item for item in found if cursor is None or item[0] < (cursor.key, cursor.event_id)]
    left.sort(key=lambda item: item[0], reverse=True)
    shown = left[: asked.limit]
    more = Cursor(asked.query, as_of, *shown[-1][0]).text() if len(left) > asked.limit else None
    return Page(len(found), more, tuple(record for _, record in shown))


def _places(view: View, asked: PageRequest, as_of: int) -> Iterator[tuple[Place, EventRecord]]:
    matches, key = asked.wanted.matcher(), ORDERS[asked.order]
    for told in view.all():
        version = _as_of(told, as_of)
        if version is not None and matches(told.facts, version.at):
            yield (key(version), told.record.event_id), told.record


def _as_of(told: Told, moment: int) -> Version | None:
    """Return the version of the event that was the latest at a moment; None where there was none yet, or the view does not know."""
    return next((version for version in reversed(told.versions) if milliseconds(version.at) <= moment), None)
