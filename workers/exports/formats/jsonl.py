"""JSON Lines: one record a line, as in the topic."""

from collections.abc import Sequence
from typing import BinaryIO

from schemas import encode
from workers.exports.document import Edition
from workers.queries import TimedRecord


def write(events: Sequence[TimedRecord], out: BinaryIO, _edition: Edition) -> Sequence[str]:
    """Write the records with every field (`schemas/json/event-record.schema.json`)."""
    out.writelines(encode(event.record) + b"\n" for event in events)
    return ()
