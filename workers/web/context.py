"""The context that the handlers of the web view share."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path

from aiohttp import web

from workers.consolidation import Explanation
from workers.settings import Settings
from workers.streams.metrics.instruments import Instrument
from workers.streams.metrics.slowest_articles import SlowArticle
from workers.streams.pool.trial import Trial
from workers.streams.publishing.article_ingest import ArticleIngest
from workers.streams.readmodel.stage_board import StageBoard
from workers.streams.readmodel.view import View
from workers.streams.readmodel.view_gauges import view_instruments
from workers.web.health import Probes

Explain = Callable[[str], "Future[Explanation | None]"]
"""Says why an event is one event; None of it where the event is not in the state at hand."""

STATIC = Path(__file__).parent / "static"


def no_instruments() -> Sequence[Instrument]:
    """Return the figures of a process that keeps none."""
    return ()


def no_slow_articles() -> Sequence[SlowArticle]:
    """Return the slow articles of a process that reads none."""
    return ()


@dataclass(frozen=True, slots=True)
class WebContext:
    """What the pages read: the read model, the stage board, this process's figures and probes.

    Attributes:
        ingest: Where articles go in; None where they do not.
        explain: Where events are explained; None where this process does not consolidate.
        trial: Where a pasted text is read; None where none is.
        slowest: The articles that took this process longest of late, the slowest first.
    """

    settings: Settings
    view: View
    board: StageBoard
    instruments: Callable[[], Sequence[Instrument]] = no_instruments
    probes: Probes = field(default_factory=Probes)
    ingest: ArticleIngest | None = None
    explain: Explain | None = None
    trial: Trial | None = None
    slowest: Callable[[], Sequence[SlowArticle]] = no_slow_articles


def instruments_of(context: WebContext) -> list[Instrument]:
    """Return all that `/metrics` tells: this process's figures and those of the view."""
    return [*context.instruments(), *view_instruments(context.view, context.board)]


CONTEXT = web.AppKey("context", WebContext)
