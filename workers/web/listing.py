"""One page of a list of events: what a request asks for, cut out of what the view holds."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import get_args
from urllib.parse import urlencode

from schemas.event import EventStatus
from workers.streams.figures.view import Query, Told, View

PAGE = 50
LONGEST = 200
"""Characters of a search that count."""
STATUSES = ("live", "all", *get_args(EventStatus))


@dataclass(frozen=True, slots=True)
class Listing:
    """Events `first` to `last` (from 1) of `total`, and the query that gave them."""

    query: Query
    page: int
    pages: int
    total: int
    events: tuple[Told, ...]

    @property
    def first(self) -> int:
        """Number of the first event shown."""
        return (self.page - 1) * PAGE + 1 if self.events else 0

    @property
    def last(self) -> int:
        """Number of the last event shown."""
        return self.first + len(self.events) - 1 if self.events else 0

    def url(self, path: str, page: int) -> str:
        """Return the address of another page of the same list."""
        asked = {
            "q": self.query.words,
            "type": self.query.type,
            "status": self.query.status,
            "order": self.query.order,
            "background": "1" if self.query.background else "",
            "page": str(page),
        }
        standard = {"q": "", "type": "", "status": "live", "order": "newest", "background": "", "page": "1"}
        told = {name: value for name, value in asked.items() if value != standard[name]}
        return f"{path}?{urlencode(told)}" if told else path


def listing(view: View, parameters: Mapping[str, str]) -> Listing:
    """Return the page that the query string asks for; what makes no sense there counts as not given, a page past the end as the last."""
    query = Query(parameters.get("q", "")[:LONGEST].strip(), parameters.get("type", "")[:LONGEST])
    status = parameters.get("status", "live")
    query = replace(query, status=status) if status in STATUSES else query
    query = replace(query, order="sources") if parameters.get("order") == "sources" else query
    query = replace(query, background=parameters.get("background") == "1")
    found = view.events(query)
    pages = max(1, -(-len(found) // PAGE))
    page = min(_positive(parameters.get("page", "1")), pages)
    return Listing(query, page, pages, len(found), tuple(found[(page - 1) * PAGE : page * PAGE]))


def _positive(text: str) -> int:
    return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) < 10 else 1  # noqa: PLR2004 - digits
