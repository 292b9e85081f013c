"""An event record with the time at which it was told."""

from dataclasses import dataclass
from datetime import datetime

from schemas import EventRecord


@dataclass(frozen=True, slots=True)
class TimedRecord:
    """A version of an event.

    `told_at` is when the version was put into the topic, None where the record comes from a file.
    """

    record: EventRecord
    told_at: datetime | None
