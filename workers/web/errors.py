"""Answers to requests that no handler takes: problem details in the API, else a page."""

from aiohttp import web
from aiohttp.typedefs import Handler

from workers.web.problems import refused
from workers.web.rendering import refuse

LONGEST = 200
"""Characters of an address that a page repeats."""
NOWHERE = "There is no page at {path}."
NO_REQUEST = "There is no such request; `/api` lists all."
MISDIRECTED = 421
NOT_FOUND = 404
NOT_ALLOWED = 405


@web.middleware
async def told_errors(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Say why an address or a method is not answered.

    A request for another host stays a line of text: no page of ours is shown there.
    """
    try:
        return await handler(request)
    except web.HTTPClientError as error:
        if error.status == MISDIRECTED:
            raise
        allowed = {"Allow": error.headers["Allow"]} if "Allow" in error.headers else {}
        if request.path.startswith("/api/"):
            return refused(error.status, _detail(error), allowed)
        return refuse(request, error.status, *_words(request, error), allowed)


def _detail(error: web.HTTPClientError) -> str:
    if error.status == NOT_FOUND:
        return NO_REQUEST
    return (error.text or error.reason).strip()


def _words(request: web.Request, error: web.HTTPClientError) -> tuple[str, str]:
    """Return the heading and the sentence of a page."""
    if error.status == NOT_FOUND:
        return "No such page", NOWHERE.format(path=request.path[:LONGEST])
    if error.status == NOT_ALLOWED:
        return "Not that way", f"{request.path[:LONGEST]} takes no {request.method}."
    return "That cannot be answered", f"{error.reason}."
