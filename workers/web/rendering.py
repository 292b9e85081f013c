"""HTML from templates that escape everything.

A tag on each page lets a browser ask whether the page has changed.
"""

from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from typing import Any

from aiohttp import web
from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from schemas.event import Where, Who, names_of, with_roles
from workers.streams.dead_letters.operations import shown
from workers.version import __version__
from workers.web.context import CONTEXT
from workers.web.presentation import known, namesakes, wording


def render(
    request: web.Request, template: str, *, status: int = 200, **values: Any
) -> web.StreamResponse:
    """Return a page; 304 where the browser has it as it is."""
    return answer_with(request, body_of(request, template, **values), status=status)


def body_of(request: web.Request, template: str, **values: Any) -> bytes:
    """Return the page that a template makes of some values, as UTF-8."""
    view = request.app[CONTEXT].view
    known = {"path": request.path, "problem": view.problem, "caught_up": view.caught_up}
    return templates().get_template(template).render(**known, **values).encode("utf-8", "replace")


def answer_with(request: web.Request, body: bytes, *, status: int = 200) -> web.StreamResponse:
    """Return an answer that holds a page; 304 where the browser has it as it is."""
    etag = sha256(body).hexdigest()[:32]
    if status == 200 and any(tag.value == etag for tag in request.if_none_match or ()):  # noqa: PLR2004
        return web.Response(status=304, headers={"ETag": f'"{etag}"'})
    return web.Response(
        body=body,
        status=status,
        content_type="text/html",
        charset="utf-8",
        headers={"ETag": f'"{etag}"'},
    )


def refuse(
    request: web.Request,
    status: int,
    heading: str,
    message: str,
    headers: dict[str, str] | None = None,
) -> web.StreamResponse:
    """Return a page that says why the request is not answered."""
    answer = render(request, "refused.html", status=status, heading=heading, message=message)
    answer.headers.update(headers or {})
    return answer


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
        extent=wording.extent_words,
        instant=wording.instant,
        brief=wording.brief,
        number=wording.number,
        moment=known.moment,
        apart=namesakes.apart,
        source_name=known.source_name,
        bytes=shown,
        names=_names,
        with_roles=with_roles,
    )
    environment.globals.update(version=__version__, counted=wording.counted)
    return environment


def _names(items: Iterable[Who | Where], most: int = 3) -> str:
    names = names_of(items)
    return ", ".join(names[:most]) + (f" and {len(names) - most} more" if len(names) > most else "")
