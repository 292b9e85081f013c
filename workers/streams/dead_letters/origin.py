"""The headers of a dead letter: where the message came from, and why it was refused."""

from dataclasses import dataclass

from workers.streams.messages.headers import HeaderItems, Headers, header_value

DEAD_LETTER_PREFIX = "dateline_dead_letter_"

CONNECT_PREFIX = "__connect.errors."
"""Kafka Connect's names for the same (KIP-298), which tools for dead letters know."""

REPLAY_OF = "dateline_replay_of"
"""Set on a replayed message: offset of the dead letter that it was, so that a second replay of it
is recognised."""


@dataclass(frozen=True, slots=True)
class DeadLetterOrigin:
    """What the headers of a dead letter say: where the message came from, who refused it and why.

    `reason` and `position` are those of `workers.articles.InvalidArticle` or `schemas.CodecError`.
    """

    stage: str
    reason: str
    position: str
    topic: str
    partition: int
    offset: int


def dead_letter_headers(origin: DeadLetterOrigin, original: HeaderItems) -> Headers:
    """Return the headers of a dead letter.

    The headers of the original message come first, then its origin and the reason.
    """
    fields = [
        ("stage", origin.stage),
        ("reason", origin.reason),
        ("position", origin.position),
        ("topic", origin.topic),
        ("partition", str(origin.partition)),
        ("offset", str(origin.offset)),
    ]
    return [
        *original_headers(original),
        *((DEAD_LETTER_PREFIX + name, header_value(text)) for name, text in fields),
    ]


def dead_letter_origin(headers: HeaderItems) -> DeadLetterOrigin:
    """Read `dead_letter_headers` back; what is missing or damaged reads as empty, or -1."""
    fields = {
        name: value.decode("utf-8", "replace")
        for name, value in headers
        if name.startswith(DEAD_LETTER_PREFIX)
    }

    def text(name: str) -> str:
        return fields.get(DEAD_LETTER_PREFIX + name, "")

    def number(name: str) -> int:
        return int(text(name)) if text(name).isdecimal() else -1

    return DeadLetterOrigin(
        text("stage"),
        text("reason"),
        text("position"),
        text("topic"),
        number("partition"),
        number("offset"),
    )


def original_headers(headers: HeaderItems) -> Headers:
    """Return the headers without those of an earlier dead letter.

    These have our names or those of Kafka Connect.
    """
    return [
        (name, value)
        for name, value in headers
        if not name.startswith((DEAD_LETTER_PREFIX, CONNECT_PREFIX))
    ]
