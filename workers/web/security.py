"""Headers of every answer, and requirements on every request.

Nothing from elsewhere runs in a page, and no other site reads along.
"""

from ipaddress import ip_address

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; "
        "img-src 'self'; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cache-Control": "no-cache",
    "Server": "Dateline",
}


async def add_headers(_request: web.Request, response: web.StreamResponse) -> None:
    """Put the security headers on every answer, errors and static files included.

    aiohttp calls this as `on_response_prepare`.
    """
    response.headers.update(HEADERS)


def own_hosts_only(bind: str) -> Middleware:
    """Return a middleware that refuses requests for other names than those of loopback.

    It refuses them only where we listen on loopback alone.

    Without it, a page from anywhere could have its own name resolve to 127.0.0.1 and read
    everything here (DNS rebinding).
    """

    @web.middleware
    async def check_host(request: web.Request, handler: Handler) -> web.StreamResponse:
        if _is_loopback(bind) and not _is_loopback(request.url.host or ""):
            raise web.HTTPMisdirectedRequest(
                text="This server answers only to localhost: set DATELINE_WEB_HOST to open it.\n"
            )
        return await handler(request)

    return check_host


def _is_loopback(host: str) -> bool:
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
