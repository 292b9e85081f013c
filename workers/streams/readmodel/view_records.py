"""What the read model holds of one event, and of one dead letter."""

from dataclasses import dataclass
from datetime import datetime

from schemas import EventRecord
from workers.queries import Facts
from workers.streams.dead_letters.operations import DeadLetter

LETTER_BYTES = 4_000
"""Bytes kept of what a dead letter holds; `dateline dead-letters show` has the whole."""


@dataclass(frozen=True, slots=True)
class Version:
    """One version of an event, in short; `at` is when it was told."""

    number: int
    change: str
    status: str
    at: datetime
    title: str
    when: str | None
    articles: int
    independent: int

    @classmethod
    def of(cls, record: EventRecord, at: datetime) -> "Version":
        """Return the version of an event that a record is."""
        return cls(
            number=record.version,
            change=record.change,
            status=record.status,
            at=at,
            title=record.title,
            when=record.when.edtf if record.when else None,
            articles=record.sources.articles,
            independent=record.sources.independent,
        )


@dataclass(frozen=True, slots=True)
class Letter:
    """A dead letter with at most `LETTER_BYTES` of its value, of `size` bytes.

    `replayed` says whether it has been sent again.
    """

    letter: DeadLetter
    size: int
    replayed: bool = False


@dataclass(frozen=True, slots=True)
class ViewedEvent:
    """An event as last published, with the time, and its versions that the view has read.

    The oldest version comes first.

    Attributes:
        facts: What filters look at in the record.
        json: The record as JSON, which is sent much more often than it changes.
        partition: Where in the topic of events the record stands, with `offset`.
        number: Counts what the view has taken, from 1, and goes on where it is cleared: a later
            telling has a greater one.
    """

    record: EventRecord
    at: datetime
    versions: tuple[Version, ...]
    facts: Facts
    json: bytes
    partition: int
    offset: int
    number: int
