"""The pages for people: HTML from templates that escape everything."""

from aiohttp import web

from schemas.event import EventRecord
from workers.settings import STAGES
from workers.streams.figures.view import Query, Told
from workers.web.marking import SLOTS, marked, slots_of
from workers.web.passages import field_text, headline, marks_in, support
from workers.web.rendering import refuse, render
from workers.web.site import SITE, Site
from workers.web.stages import stage_cards

ARTICLES = 20
"""Articles of an event shown with their sentences; the others are listed."""
RECENT = 12
LETTERS = 100


async def overview(request: web.Request) -> web.StreamResponse:
    """`/`: the stages, and the events last told."""
    site = request.app[SITE]
    return render(
        request,
        "overview.html",
        cards=stage_cards(site.board, site.view),
        recent=site.view.events(Query(background=False))[:RECENT],
        statuses=site.view.statuses(),
        sizes=site.view.sizes(),
        letters=sum(site.view.refused(stage) for stage in STAGES),
    )


async def event(request: web.Request) -> web.StreamResponse:
    """`/events/ID`: one event with everything that supports it."""
    site = request.app[SITE]
    told = site.view.event(request.match_info["id"])
    if told is None:
        return _not_here(
            request, f"There is no event {request.match_info['id']}, or the view does not hold it any more."
        )
    record = told.record
    lines = record.articles[:ARTICLES]
    return render(
        request,
        "event.html",
        told=told,
        event=record,
        supports=[support(record, line, site.view.article(line.id)) for line in lines],
        others=record.articles[ARTICLES:],
        related=_related(site, record),
        slots=[slot for slot in SLOTS if slot in {item.slot for item in record.evidence} | {"what"}],
    )


async def article(request: web.Request) -> web.StreamResponse:
    """`/articles/ID`: one article whole, with what supports the events that it tells; `?event=` picks one of them."""
    site = request.app[SITE]
    held = site.view.article(request.match_info["id"])
    if held is None:
        return _not_here(
            request, f"There is no article {request.match_info['id']}, or the view does not hold it any more."
        )
    tells = site.view.events_of(held.id)
    chosen = next((told for told in tells if told.record.event_id == request.query.get("event")), None) or next(
        iter(tells), None
    )
    marks = marks_in(chosen.record, held.article) if chosen else {"title": [], "text": []}
    return render(
        request,
        "article.html",
        held=held,
        headline=headline(held),
        tells=tells,
        chosen=chosen,
        title=marked(field_text(held.article, "title"), marks["title"]),
        text=marked(held.article.text, marks["text"]),
        slots=slots_of([*marks["title"], *marks["text"]]),
    )


async def dead_letters(request: web.Request) -> web.StreamResponse:
    """`/dead-letters`: what could not be processed, newest first."""
    letters = request.app[SITE].view.dead_letters()
    return render(request, "dead_letters.html", letters=letters[:LETTERS], total=len(letters))


def _related(site: Site, record: EventRecord) -> list[tuple[str, str, Told | None]]:
    found = [(relation.kind.replace("_", " "), relation.event_id) for relation in record.relations]
    if record.merged_into:
        found.insert(0, ("merged into", record.merged_into))
    return [(kind, event_id, site.view.event(event_id)) for kind, event_id in found]


def _not_here(request: web.Request, message: str) -> web.StreamResponse:
    return refuse(request, 404, "Not here", message)
