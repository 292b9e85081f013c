"""Who may change something over HTTP: whoever sends the configured token. Without one, nobody."""

from hmac import compare_digest

from aiohttp import web
from aiohttp.typedefs import Handler

from workers.web.context import CONTEXT
from workers.web.problems import refused

OFF = "this is off: set DATELINE_WEB_TOKEN, and send it as `Authorization: Bearer TOKEN`"
WANTED = "the token of DATELINE_WEB_TOKEN is wanted: `Authorization: Bearer TOKEN`"


def requires_token(handler: Handler) -> Handler:
    """Return a handler that lets in only requests that bear the token.

    Nothing of any other request's body is read.
    """

    async def check(request: web.Request) -> web.StreamResponse:
        token = request.app[CONTEXT].settings.web_token
        if not token:
            return refused(403, OFF)
        if not _bears(request, token):
            return refused(401, WANTED, {"WWW-Authenticate": 'Bearer realm="dateline"'})
        return await handler(request)

    return check


def _bears(request: web.Request, token: str) -> bool:
    scheme, _, given = request.headers.get("Authorization", "").partition(" ")
    # Bytes, because text with other than ASCII cannot be compared in constant time.
    return scheme.lower() == "bearer" and compare_digest(
        given.strip().encode("utf-8", "replace"), token.encode()
    )
