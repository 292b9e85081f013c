"""`/events/ID`: one event with everything that supports it, and how it stands to others."""

from aiohttp import web

from workers.web.marking import SLOTS
from workers.web.record.disagreements import disagreements
from workers.web.record.growth import HEIGHT, WIDTH, growth
from workers.web.record.history import decisions, outcome, steps
from workers.web.record.neighbours import NEIGHBOURHOOD
from workers.web.record.places import places_map
from workers.web.record.relations import SIZE, graph, related
from workers.web.record.sources import sources
from workers.web.rendering import refuse, render
from workers.web.site import SITE


async def event(request: web.Request) -> web.StreamResponse:
    """Answer with the page of one event; 404 where the view does not hold it."""
    site = request.app[SITE]
    event_id = request.match_info["id"]
    told = site.view.event(event_id)
    if told is None:
        return refuse(
            request,
            404,
            "Not here",
            f"There is no event {event_id}, or the view does not hold it any more.",
        )
    record = told.record
    near = await request.app[NEIGHBOURHOOD].of(event_id, site.explain)
    found = related(record, site.view)
    taken = steps(told.versions, near.explanation)
    return render(
        request,
        "event.html",
        told=told,
        event=record,
        sources=sources(record, site.view),
        disagreements=disagreements(record),
        related=found,
        graph=graph(found),
        growth=growth(record, told.versions, site.view),
        places=places_map(record),
        near=near,
        steps=taken,
        outcome=outcome(told, taken),
        decisions=decisions(told, near.explanation),
        sizes={"graph": SIZE, "width": WIDTH, "height": HEIGHT},
        slots=[
            slot for slot in SLOTS if slot in {item.slot for item in record.evidence} | {"what"}
        ],
    )
