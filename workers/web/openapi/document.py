"""The OpenAPI 3.1 document, and how it is served: as JSON for programs, as a page for people."""

from functools import cache
from typing import Any

import orjson
from aiohttp import web

from workers.version import __version__
from workers.web.openapi.components import schemas
from workers.web.openapi.operations import paths
from workers.web.rendering import render

ABOUT = (
    "News articles in, event records out. Reading needs no login; "
    "requests that change something need the token of DATELINE_WEB_TOKEN. "
    "Refusals are problem details (RFC 9457). An address may have 8,190 bytes."
)


@cache
def document() -> dict[str, Any]:
    """Return the document."""
    token = {"type": "http", "scheme": "bearer", "description": "the value of DATELINE_WEB_TOKEN"}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Dateline",
            "version": __version__,
            "description": ABOUT,
            "license": {"name": "Apache 2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": "/"}],
        "paths": paths(),
        "components": {"schemas": schemas(), "securitySchemes": {"token": token}},
    }


async def as_json(_request: web.Request) -> web.StreamResponse:
    """`/api/openapi.json`: the document."""
    return web.Response(body=orjson.dumps(document()), content_type="application/json")


async def as_page(request: web.Request) -> web.StreamResponse:
    """`/api`: the document for people."""
    return render(request, "api.html", document=document())
