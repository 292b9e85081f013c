"""Where the web view runs: as an aiohttp application of its own, or on Faust's web server."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import suppress
from typing import Any

import faust
from aiohttp import web
from aiohttp.typedefs import Handler
from faust.web.base import BlueprintManager

from workers.settings import Settings
from workers.streams.metrics.instruments import Instrument
from workers.streams.metrics.slowest_articles import SlowArticle
from workers.streams.pool.lending import Lending
from workers.streams.pool.trial import Trial
from workers.streams.publishing.article_ingest import ArticleIngest
from workers.streams.readmodel.view import View
from workers.streams.readmodel.view_feed import ViewFeed
from workers.streams.tracing.spans import UNTRACED, Tracing
from workers.web import pages, security
from workers.web.api import actions, exporting, ingest, resources
from workers.web.api.streaming import attach_stream
from workers.web.auth import requires_token
from workers.web.context import (
    CONTEXT,
    STATIC,
    Explain,
    WebContext,
    no_instruments,
    no_slow_articles,
)
from workers.web.errors import told_errors
from workers.web.health import Probes
from workers.web.live import page as live
from workers.web.openapi import document
from workers.web.pipeline import page as pipeline
from workers.web.record import page as record
from workers.web.record.neighbours import NEIGHBOURHOOD, Neighbourhood
from workers.web.server import WebServer
from workers.web.trial import page as trial

Background = Callable[[], Awaitable[None]]

ROUTES: tuple[tuple[str, Handler], ...] = (
    ("/", pages.overview),
    ("/pipeline", pipeline.pipeline),
    ("/events", live.events),
    ("/events/{id}", record.event),
    ("/articles/{id}", pages.article),
    ("/try", trial.form),
    ("/dead-letters", pages.dead_letters),
    ("/api", document.as_page),
    ("/api/openapi.json", document.as_json),
    ("/api/events", resources.events),
    ("/api/events/export", exporting.export),
    ("/api/events/{id}", resources.event),
    ("/api/stages", resources.stages),
    ("/livez", resources.live),
    ("/startupz", resources.started),
    ("/readyz", resources.ready),
    ("/metrics", resources.prometheus),
)

ACTIONS: tuple[tuple[str, Handler], ...] = (
    ("/api/articles", ingest.post_articles),
    ("/api/dead-letters/{offset}/replay", actions.post_replay),
    ("/api/events/{id}/split", actions.post_split),
    ("/api/events/{id}/join", actions.post_join),
    ("/api/events/{id}/revoke", actions.post_revoke),
)


def register(
    app: faust.App,
    settings: Settings,
    *,
    instruments: Callable[[], Sequence[Instrument]] = no_instruments,
    probes: Probes | None = None,
    explain: Explain | None = None,
    slowest: Callable[[], Sequence[SlowArticle]] = no_slow_articles,
    tracing: Tracing = UNTRACED,
    lending: Lending | None = None,
) -> WebContext:
    """Put the web view on the web server of a Faust app, in place of Faust's own pages.

    The web view follows the broker while the server runs.

    The server gets a thread and an event loop of its own, so that the pages and the stages do not
    hold each other up. Call this before the app starts, for the first app of a process: only that
    app has a server. With `web_enabled` off, there is none.
    """
    app.conf.web_enabled = settings.web_enabled
    app.conf.web_in_thread = True
    app.conf.web_tables_enabled = False
    view = View(settings.view_events, settings.view_articles)
    feed = ViewFeed(settings, view)
    ingest = ArticleIngest(settings, tracing=tracing) if settings.web_token else None
    context = WebContext(
        settings,
        view,
        feed.board,
        instruments,
        probes or Probes(),
        ingest,
        explain,
        Trial(settings, lending=lending),
        slowest,
    )
    server: Any = WebServer(app, settings)
    app.web = server
    server.blueprints = BlueprintManager([])
    attach(server.web_app, context, background=feed.run)
    if ingest is not None:
        server.web_app.cleanup_ctx.append(_beside(ingest.run))
    return context


def application(context: WebContext, *, background: Background | None = None) -> web.Application:
    """Return the web view as an application of its own."""
    app = web.Application()
    attach(app, context, background=background)
    return app


def attach(
    app: web.Application, context: WebContext, *, background: Background | None = None
) -> None:
    """Add the pages to an aiohttp application that does not run yet.

    `background` runs as long as the application does.
    """
    app[CONTEXT] = context
    app[NEIGHBOURHOOD] = Neighbourhood()
    app[live.MADE] = live.Made()
    app.middlewares.append(told_errors)
    app.middlewares.append(security.own_hosts_only(context.settings.web_host))
    app.middlewares.append(
        web.normalize_path_middleware(append_slash=False, remove_slash=True, merge_slashes=False)
    )
    app.on_response_prepare.append(security.add_headers)
    attach_stream(app, "/api/events/stream")
    for path, handler in ROUTES:
        app.router.add_get(path, handler)
    for path, handler in ACTIONS:
        app.router.add_post(path, requires_token(handler))
    app.router.add_post("/try", trial.read)
    app.router.add_static("/static", STATIC)
    for beside in (background, context.trial.run if context.trial is not None else None):
        if beside is not None:
            app.cleanup_ctx.append(_beside(beside))


def _beside(background: Background) -> Callable[[web.Application], AsyncIterator[None]]:
    async def run(_app: web.Application) -> AsyncIterator[None]:
        task = asyncio.ensure_future(background())
        yield
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task

    return run
