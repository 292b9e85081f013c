"""`/events`: the live page.

It takes the parameters of `/api/events`, and shows the same events in the same order.
"""

from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from workers.queries import NAMES, QueryError
from workers.streams.readmodel.view import View
from workers.web.api.paging import PageRequest, page
from workers.web.api.resources import parameters_of
from workers.web.context import CONTEXT
from workers.web.live.active import active
from workers.web.live.address import Address
from workers.web.live.facets import facets
from workers.web.live.selection import select
from workers.web.live.timeline import HEIGHT, STEP, timeline
from workers.web.live.worldmap import world_map
from workers.web.presentation.namesakes import titles_shared_in
from workers.web.rendering import answer_with, body_of, refuse

REMEMBERED = 32
STATUSES = ("live", "all", "open", "closed", "retracted", "merged")
FIELDS = ("q", "status", "from", "to", "box")
"""Parameters that the form has a field for; it carries the others along unseen."""


@dataclass(slots=True)
class Made:
    """The pages that were made last.

    Everybody who follows with the same filter gets the same page.
    """

    _bodies: OrderedDict[tuple[object, ...], bytes] = field(default_factory=OrderedDict)

    def get(self, key: tuple[object, ...]) -> bytes | None:
        """Return the page that was made for an address in a state of the view, or None."""
        return self._bodies.get(key)

    def put(self, key: tuple[object, ...], body: bytes) -> None:
        """Remember a page; of many, the oldest is forgotten."""
        self._bodies[key] = body
        if len(self._bodies) > REMEMBERED:
            self._bodies.popitem(last=False)


MADE = web.AppKey("made", Made)


async def events(request: web.Request) -> web.StreamResponse:
    """Answer with the page that the parameters ask for; 400, in words, where one cannot be read."""
    address = Address.of(parameters_of(request))
    try:
        asked = PageRequest.of(address.parameters)
    except QueryError as error:
        return refuse(
            request, 400, "That filter cannot be read", f"{error.parameter}: {error.reason}."
        )
    made = request.app[MADE]
    key = (address.url(), *request.app[CONTEXT].view.state)
    if (body := made.get(key)) is None:
        body = body_of(request, "events.html", **_shown(request.app[CONTEXT].view, asked, address))
        made.put(key, body)
    return answer_with(request, body)


def _shown(view: View, asked: PageRequest, address: Address) -> dict[str, Any]:
    selection = select(view, asked.wanted)
    found = page(view, asked)
    return {
        "page": found,
        "shared": titles_shared_in(view),
        "more": address.changed(cursor=found.next).url() if found.next else None,
        "address": address,
        "active": list(active(address)),
        "carried": [
            (name, text) for name in NAMES if name not in FIELDS for text in address.values(name)
        ],
        "facets": facets(selection, address),
        "map": world_map(selection, asked.wanted, address),
        "timeline": timeline(selection, asked.wanted, address),
        "bar_height": HEIGHT,
        "bar_step": STEP,
        "order": asked.order,
        "statuses": STATUSES,
        "stream": address.changed(until=()).filter_only().url("/api/events/stream"),
        "api": address.changed().url("/api/events"),
    }
