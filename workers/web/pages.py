"""The pages for people: HTML from templates that escape everything."""

from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from typing import Any

from aiohttp import web
from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from schemas.event import EventRecord
from workers.settings import STAGES
from workers.streams.figures.view import Query, Told
from workers.streams.kafka.dead_letter_queue import shown
from workers.version import __version__
from workers.web import wording
from workers.web.listing import STATUSES, listing
from workers.web.marking import SLOTS, marked, slots_of
from workers.web.passages import field_text, headline, marks_in, support
from workers.web.site import SITE, Site
from workers.web.stages import stage_cards

ARTICLES = 20
"""Articles of an event shown with their sentences; the others are listed."""
RECENT = 12
LETTERS = 100


async def overview(request: web.Request) -> web.StreamResponse:
    """`/`: the stages, and the events last told."""
    site = request.app[SITE]
    return _page(
        request,
        "overview.html",
        cards=stage_cards(site.board, site.view),
        recent=site.view.events(Query(background=False))[:RECENT],
        statuses=site.view.statuses(),
        sizes=site.view.sizes(),
        letters=sum(site.view.refused(stage) for stage in STAGES),
    )


async def events(request: web.Request) -> web.StreamResponse:
    """`/events`: all events, filtered, newest first."""
    site = request.app[SITE]
    return _page(
        request, "events.html", listing=listing(site.view, request.query), types=site.view.types(), statuses=STATUSES
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
    return _page(
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
    return _page(
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
    return _page(request, "dead_letters.html", letters=letters[:LETTERS], total=len(letters))


def _related(site: Site, record: EventRecord) -> list[tuple[str, str, Told | None]]:
    found = [(relation.kind.replace("_", " "), relation.event_id) for relation in record.relations]
    if record.merged_into:
        found.insert(0, ("merged into", record.merged_into))
    return [(kind, event_id, site.view.event(event_id)) for kind, event_id in found]


def _not_here(request: web.Request, message: str) -> web.StreamResponse:
    return _page(request, "not_here.html", status=404, message=message)


def _page(request: web.Request, template: str, *, status: int = 200, **values: Any) -> web.StreamResponse:
    site = request.app[SITE]
    html = (
        templates()
        .get_template(template)
        .render(path=request.path, problem=site.view.problem, caught_up=site.view.caught_up, **values)
    )
    body = html.encode("utf-8", "replace")
    etag = sha256(body).hexdigest()[:32]
    if status == 200 and any(tag.value == etag for tag in request.if_none_match or ()):  # noqa: PLR2004
        return web.Response(status=304, headers={"ETag": f'"{etag}"'})
    return web.Response(
        body=body, status=status, content_type="text/html", charset="utf-8", headers={"ETag": f'"{etag}"'}
    )


@cache
def templates() -> Environment:
    """Return the templates, with escaping always on and an error for every unknown name."""
    environment = Environment(
        loader=PackageLoader("workers.web"),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        date=wording.date_words,
        type=wording.type_words,
        country=wording.country_words,
        instant=wording.instant,
        brief=wording.brief,
        number=wording.number,
        bytes=shown,
        names=_names,
    )
    environment.globals.update(version=__version__, counted=wording.counted)
    return environment


def _names(items: Iterable[Any], most: int = 3) -> str:
    names = [str(item.name) for item in items]
    return ", ".join(names[:most]) + (f" and {len(names) - most} more" if len(names) > most else "")
