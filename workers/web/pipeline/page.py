"""`/pipeline`: stages, windows, pool, slow articles and dead letters, live."""

from typing import Any

from aiohttp import web

from workers.settings import STAGES
from workers.web.context import CONTEXT, WebContext, instruments_of
from workers.web.pipeline.figures import Figures
from workers.web.pipeline.sparkline import HEIGHT, WIDTH, sparkline
from workers.web.rendering import render
from workers.web.stages import stage_cards


async def pipeline(request: web.Request) -> web.StreamResponse:
    """Answer with the page."""
    return render(
        request, "pipeline.html", **stages_shown(request.app[CONTEXT]), **_worker(request)
    )


def stages_shown(context: WebContext) -> dict[str, Any]:
    """Return what the cards of the stages show."""
    return {
        "cards": stage_cards(context.board, context.view),
        "figures": Figures.of(instruments_of(context)),
        "lags": {stage: sparkline(context.board.lag(stage)) for stage in STAGES},
        "spark": {"width": WIDTH, "height": HEIGHT},
    }


def _worker(request: web.Request) -> dict[str, Any]:
    slowest = enumerate(request.app[CONTEXT].slowest(), start=1)
    return {"slow": {str(rank): one.article_id for rank, one in slowest}}
