"""What all formats have in common: who writes what to where."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO
from urllib.parse import quote

from workers.queries import TimedRecord


@dataclass(frozen=True, slots=True)
class Edition:
    """What a document says beside its events.

    Attributes:
        site: Address of the web view, for links to events; without a slash at its end.
        at: When the document is written.
    """

    site: str
    at: datetime

    def link(self, event_id: str) -> str:
        """Return the address of the event's page."""
        return f"{self.site}/events/{quote(event_id, safe='')}"


class ExportError(Exception):
    """The format cannot be written here; the message says why and what to do."""


Exporter = Callable[[Sequence[TimedRecord], BinaryIO, Edition], Sequence[str]]
"""Writes all events to an open file, and returns sentences that tell the user about the file, such
as how many events are left out.

Raises:
    ExportError: The format cannot be written here.
"""
