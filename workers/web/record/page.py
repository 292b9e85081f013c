"""`/events/ID`: one event with everything that supports it, and how it stands to others."""

from typing import Any

from aiohttp import web

from schemas import EventRecord
from workers.consolidation import Explanation
from workers.streams.readmodel.view import View
from workers.streams.readmodel.view_records import ViewedEvent
from workers.web.context import CONTEXT
from workers.web.presentation.marking import SLOTS
from workers.web.presentation.namesakes import namesakes
from workers.web.record.disagreements import disagreements
from workers.web.record.growth import HEIGHT, WIDTH, growth
from workers.web.record.history import decisions, outcome, steps
from workers.web.record.neighbours import NEIGHBOURHOOD
from workers.web.record.places import places_map
from workers.web.record.relations import SIZE, graph, related
from workers.web.record.sources import sources
from workers.web.rendering import refuse, render


async def event(request: web.Request) -> web.StreamResponse:
    """Answer with the page of one event; 404 where the view does not hold it."""
    context = request.app[CONTEXT]
    event_id = request.match_info["id"]
    viewed = context.view.event(event_id)
    if viewed is None:
        return refuse(
            request,
            404,
            "Not here",
            f"There is no event {event_id}, or the view does not hold it any more.",
        )
    near = await request.app[NEIGHBOURHOOD].of(event_id, context.explain)
    return render(
        request,
        "event.html",
        viewed=viewed,
        near=near,
        **_record(viewed.record, context.view),
        **_life(viewed, context.view, near.explanation),
        sizes={"graph": SIZE, "width": WIDTH, "height": HEIGHT},
    )


def _record(record: EventRecord, view: View) -> dict[str, Any]:
    """Return what the page shows of the record, and of the events related to it."""
    found = related(record, view)
    supported = {item.slot for item in record.evidence} | {"what"}
    return {
        "event": record,
        "namesakes": namesakes(record, view),
        "slots": [slot for slot in SLOTS if slot in supported],
        "sources": sources(record, view),
        "disagreements": disagreements(record),
        "related": found,
        "graph": graph(found),
        "places": places_map(record),
    }


def _life(viewed: ViewedEvent, view: View, explanation: Explanation | None) -> dict[str, Any]:
    """Return what the page shows of the versions, from the first to the last."""
    taken = steps(viewed.versions, explanation)
    return {
        "growth": growth(viewed.record, viewed.versions, view),
        "steps": taken,
        "outcome": outcome(viewed, taken),
        "decisions": decisions(viewed, explanation),
    }
