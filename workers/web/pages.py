"""The pages of the stages, of one article and of the dead letters."""

from aiohttp import web

from workers.streams.readmodel.query import Query
from workers.streams.readmodel.reasons import general_reason
from workers.web.context import CONTEXT
from workers.web.pipeline.page import stages_shown
from workers.web.presentation.marking import marked, slots_of
from workers.web.presentation.namesakes import titles_shared_in
from workers.web.presentation.passages import field_text, headline, marks_in
from workers.web.rendering import refuse, render

RECENT = 12
LETTERS = 100


async def overview(request: web.Request) -> web.StreamResponse:
    """`/`: the stages, and the events last told."""
    context = request.app[CONTEXT]
    return render(
        request,
        "overview.html",
        **stages_shown(context),
        shared=titles_shared_in(context.view),
        recent=context.view.events(Query(background=False))[:RECENT],
        statuses=context.view.statuses(),
        sizes=context.view.sizes(),
    )


async def article(request: web.Request) -> web.StreamResponse:
    """`/articles/ID`: one whole article, with the passages that support the events that it tells.

    `?event=` picks one of these events.
    """
    context = request.app[CONTEXT]
    held = context.view.article(request.match_info["id"])
    if held is None:
        return _not_here(
            request,
            f"There is no article {request.match_info['id']}, "
            "or the view does not hold it any more.",
        )
    tells = context.view.events_of(held.id)
    chosen = next(
        (viewed for viewed in tells if viewed.record.event_id == request.query.get("event")), None
    ) or next(iter(tells), None)
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
    """`/dead-letters`: what could not be processed, newest first; `?reason=` picks one group."""
    view, reason = request.app[CONTEXT].view, request.query.get("reason")
    letters = [
        held
        for held in view.dead_letters()
        if reason is None or general_reason(held.letter.origin.reason) == reason
    ]
    return render(
        request,
        "dead_letters.html",
        letters=letters[:LETTERS],
        total=len(letters),
        groups=view.reasons.counts(),
        reason=reason,
    )


def _not_here(request: web.Request, message: str) -> web.StreamResponse:
    return refuse(request, 404, "Not here", message)
