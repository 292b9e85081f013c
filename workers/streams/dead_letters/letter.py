"""Writing of dead letters: the original message, with the reason in the headers.

The headers follow those of Kafka Connect (`__connect.errors.*`) for what it names; the reading side
is `dead_letter_queue`. A limit stops the worker when so much is refused that the fault is more
likely ours.
"""

from workers.streams.dead_letters.origin import (
    CONNECT_PREFIX,
    DeadLetterOrigin,
    dead_letter_headers,
)
from workers.streams.messages.headers import Headers
from workers.streams.messages.message import Original, Outgoing
from workers.streams.messages.refusal import Refusal
from workers.version import __version__


def dead_letter(topic: str, stage: str, original: Original, refusal: Refusal) -> Outgoing:
    """Return the dead letter for `topic`.

    It has the original key, value, timestamp and headers, and headers of ours that give the reason.
    """
    origin = DeadLetterOrigin(
        stage=stage,
        reason=refusal.reason,
        position=refusal.position,
        topic=original.topic,
        partition=original.partition,
        offset=original.offset,
    )
    carried = [
        (name, value) for name, value in original.headers if not name.startswith(CONNECT_PREFIX)
    ]
    headers = [*dead_letter_headers(origin, carried), *_connect_headers(stage, original, refusal)]
    return Outgoing(topic, original.key, original.value, headers, timestamp=original.timestamp)


def _connect_headers(stage: str, original: Original, refusal: Refusal) -> Headers:
    fields = {
        f"{CONNECT_PREFIX}topic": original.topic,
        f"{CONNECT_PREFIX}partition": str(original.partition),
        f"{CONNECT_PREFIX}offset": str(original.offset),
        f"{CONNECT_PREFIX}stage": stage.upper(),
        f"{CONNECT_PREFIX}exception.class.name": refusal.error,
        f"{CONNECT_PREFIX}exception.message": refusal.reason,
        "dateline_dead_letter_attempts": str(refusal.attempts),
        "dateline_dead_letter_version": __version__,
    }
    return [(name, text.encode("utf-8", "backslashreplace")) for name, text in fields.items()]
