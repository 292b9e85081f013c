"""A message as it was read, and a message that is to be sent."""

from dataclasses import dataclass

from workers.streams.messages.headers import Headers


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message to be sent, byte for byte.

    `topic` is the full name; where `partition` is None, the key decides. `row` is the key of the
    row of the state table that holds the record in `value`, if one does: the value need not be
    stored a second time.
    """

    topic: str
    key: bytes | None
    value: bytes | None
    headers: Headers
    partition: int | None = None
    timestamp: float | None = None
    row: bytes | None = None


@dataclass(frozen=True, slots=True)
class Original:
    """A message as it came."""

    topic: str
    partition: int
    offset: int
    key: bytes | None
    value: bytes | None
    headers: Headers
    timestamp: float | None
