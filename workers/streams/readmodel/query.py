"""Which events of the read model a page asks for."""

from dataclasses import dataclass, replace
from typing import Literal

from workers.queries import read_filter
from workers.queries.event_filter import EventFilter

Order = Literal["newest", "sources"]
"""Last told first, or the most independent sources first."""


@dataclass(frozen=True, slots=True)
class Query:
    """Which events are wanted, in what order.

    `status` is one of `schemas.event.EventStatus`, `live` (open or closed) or `all`; empty strings
    want any. Without `background`, only events that an article reports (`schemas.mentions.Level`).
    """

    words: str = ""
    type: str = ""
    status: str = "live"
    order: Order = "newest"
    background: bool = True

    def filter(self) -> EventFilter:
        """Return the filter for these conditions.

        Raises:
            QueryError: `status` is none of those named above, or `words` are very many.
        """
        asked = {
            "q": self.words,
            "status": self.status or "all",
            "background": str(int(self.background)),
        }
        wanted = read_filter({name: (value,) for name, value in asked.items()})
        return replace(wanted, types=((self.type, None),) if self.type else ())
