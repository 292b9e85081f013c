"""`/events`: the live page. It takes the parameters of `/api/events`, and shows the same events in the same order."""

from aiohttp import web

from workers.queries import NAMES, QueryError
from workers.web.api import parameters_of
from workers.web.live.active import active
from workers.web.live.address import Address
from workers.web.live.facets import facets
from workers.web.live.selection import select
from workers.web.live.timeline import HEIGHT, STEP, timeline
from workers.web.live.worldmap import world_map
from workers.web.paging import PageRequest, page
from workers.web.rendering import refuse, render
from workers.web.site import SITE

STATUSES = ("live", "all", "open", "closed", "retracted", "merged")
FIELDS = ("q", "status", "from", "to", "box")
"""Parameters that the form has a field for; it carries the others along unseen."""


async def events(request: web.Request) -> web.StreamResponse:
    """Answer with the page that the parameters ask for; 400, in words, where one cannot be read."""
    address = Address.of(parameters_of(request))
    try:
        asked = PageRequest.of(address.parameters)
    except QueryError as error:
        return refuse(request, 400, "That filter cannot be read", f"{error.parameter}: {error.reason}.")
    view = request.app[SITE].view
    selection = select(view, asked.wanted)
    found = page(view, asked)
    return render(
        request,
        "events.html",
        page=found,
        more=address.changed(cursor=found.next).url() if found.next else None,
        address=address,
        active=list(active(address)),
        carried=[(name, text) for name in NAMES if name not in FIELDS for text in address.values(name)],
        facets=facets(selection, address),
        map=world_map(selection, asked.wanted, address),
        timeline=timeline(selection, asked.wanted, address),
        bar_height=HEIGHT,
        bar_step=STEP,
        order=asked.order,
        statuses=STATUSES,
        stream=address.changed(until=()).filter_only().url("/api/events/stream"),
        api=address.changed().url("/api/events"),
    )
