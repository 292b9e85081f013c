"""The same as the pages, for programs: JSON, probes and metrics."""

from collections.abc import Sequence
from typing import Any

import orjson
from aiohttp import web

from workers.queries import QueryError
from workers.streams.metrics.prometheus import CONTENT_TYPE, render
from workers.web.api.paging import PageRequest, page
from workers.web.context import CONTEXT, instruments_of
from workers.web.health import Check
from workers.web.problems import problem
from workers.web.stages import stage_cards


async def events(request: web.Request) -> web.StreamResponse:
    """`/api/events`: a page of events, filtered by the parameters of `workers.queries`.

    Further parameters are `limit`, `order`, and `cursor`, whose value is `next` of the page before.
    """
    try:
        found = page(request.app[CONTEXT].view, PageRequest.of(parameters_of(request)))
    except QueryError as error:
        return not_understood(error)
    records = [orjson.Fragment(viewed.json) for viewed in found.events]
    return json_answer({"total": found.total, "next": found.next, "events": records})


async def event(request: web.Request) -> web.StreamResponse:
    """`/api/events/ID`: one event and the versions of it that the view has seen."""
    viewed = request.app[CONTEXT].view.event(request.match_info["id"])
    if viewed is None:
        return problem(404, "there is no such event, or the view does not hold it any more")
    return json_answer(
        {"event": orjson.Fragment(viewed.json), "told_at": viewed.at, "versions": viewed.versions}
    )


async def stages(request: web.Request) -> web.StreamResponse:
    """`/api/stages`: how the stages stand."""
    context = request.app[CONTEXT]
    return json_answer(
        {
            "problem": context.view.problem or None,
            "caught_up": context.view.caught_up,
            "stages": stage_cards(context.board, context.view),
        }
    )


async def live(request: web.Request) -> web.StreamResponse:
    """`/livez`: nothing is stuck."""
    return _probe(request.app[CONTEXT].probes.live())


async def started(request: web.Request) -> web.StreamResponse:
    """`/startupz`: everything is up for the first time."""
    return _probe(request.app[CONTEXT].probes.started())


async def ready(request: web.Request) -> web.StreamResponse:
    """`/readyz`: it can work now."""
    return _probe(request.app[CONTEXT].probes.ready())


async def prometheus(request: web.Request) -> web.StreamResponse:
    """`/metrics`: this process's figures and those of the view."""
    text = render(instruments_of(request.app[CONTEXT]))
    return web.Response(body=text.encode(), headers={"Content-Type": CONTENT_TYPE})


def _probe(checks: Sequence[Check]) -> web.Response:
    ok = all(check.ok for check in checks)
    return json_answer(
        {"status": "ok" if ok else "failed", "checks": checks}, status=200 if ok else 503
    )


def parameters_of(request: web.Request) -> dict[str, list[str]]:
    """Return the parameters of the address with all their values, in order."""
    return {name: request.query.getall(name) for name in request.query}


def not_understood(error: QueryError) -> web.Response:
    """Return the answer to a request with a parameter that cannot be read."""
    return problem(400, error.reason, parameter=error.parameter)


def json_answer(value: Any, *, status: int = 200) -> web.Response:
    """Return an answer that holds a value as JSON."""
    return web.Response(body=orjson.dumps(value), status=status, content_type="application/json")
