"""The web view as an aiohttp application: routes, what they need, and what runs beside them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from aiohttp import web

from workers.settings import Settings
from workers.streams.figures.instruments import Instrument
from workers.streams.figures.stage_board import StageBoard
from workers.streams.figures.view import View
from workers.streams.kafka.inlet import Inlet
from workers.web.health import Probes

STATIC = Path(__file__).parent / "static"


def no_instruments() -> Sequence[Instrument]:
    """Return the figures of a process that keeps none."""
    return ()


@dataclass(frozen=True, slots=True)
class Site:
    """What the pages read: the read model, the stage board, this process's figures and probes; and where articles go in, None where they do not."""

    settings: Settings
    view: View
    board: StageBoard
    instruments: Callable[[], Sequence[Instrument]] = no_instruments
    probes: Probes = field(default_factory=Probes)
    inlet: Inlet | None = None


SITE = web.AppKey("site", Site)
