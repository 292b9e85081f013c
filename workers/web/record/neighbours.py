"""The reasons that kept near neighbours of an event out, as consolidation explains them.

Consolidation is asked at most every few seconds for each event.
"""

import asyncio
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field

from aiohttp import web

from workers.consolidation import Explanation
from workers.web.context import Explain

WAIT_SECONDS = 1.0
FRESH_SECONDS = 20.0
REMEMBERED = 200
ELSEWHERE = "Another worker consolidates this event"
BUSY = "Consolidation is at work and has not answered in time"
FAILED = "Consolidation could not explain it"


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The explanation; without one, `why` says in words what kept it away."""

    explanation: Explanation | None
    why: str = ""


@dataclass(slots=True)
class Neighbourhood:
    """The explanations that were asked for last, by event."""

    clock: Callable[[], float] = time.monotonic
    _held: OrderedDict[str, tuple[float, Neighbours]] = field(default_factory=OrderedDict)

    async def of(self, event_id: str, explain: Explain | None) -> Neighbours:
        """Return the neighbours of an event."""
        if explain is None:
            return Neighbours(None, ELSEWHERE)
        known = self._held.get(event_id)
        if known is not None and self.clock() - known[0] < FRESH_SECONDS:
            return known[1]
        found = await _asked(event_id, explain)
        if found.explanation is None:
            return found
        self._held[event_id] = (self.clock(), found)
        self._held.move_to_end(event_id)
        if len(self._held) > REMEMBERED:
            self._held.popitem(last=False)
        return found


async def _asked(event_id: str, explain: Explain) -> Neighbours:
    try:
        async with asyncio.timeout(WAIT_SECONDS):
            found = await asyncio.wrap_future(explain(event_id))
    except TimeoutError:
        return Neighbours(None, BUSY)
    except Exception:  # noqa: BLE001 - the page shows the record all the same
        return Neighbours(None, FAILED)
    return Neighbours(found) if found is not None else Neighbours(None, ELSEWHERE)


NEIGHBOURHOOD = web.AppKey("neighbourhood", Neighbourhood)
