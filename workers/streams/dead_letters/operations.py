"""What an operator does with dead letters: list, replay and purge them."""

import unicodedata
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from aiokafka import AIOKafkaProducer, ConsumerRecord, TopicPartition
from aiokafka.admin import RecordsToDelete
from aiokafka.errors import KafkaError

from workers.settings import Settings
from workers.streams.dead_letters.origin import (
    DEAD_LETTER_PREFIX,
    REPLAY_OF,
    DeadLetterOrigin,
    dead_letter_origin,
    original_headers,
)
from workers.streams.kafka.permissions import Operation
from workers.streams.kafka.producers import producer_settings
from workers.streams.kafka.topics import administering, partition_counts
from workers.streams.kafka.unusable import KafkaUnusableError
from workers.streams.messages.headers import Headers
from workers.streams.reading.topic_reader import records_to_end

TOPIC = "dead-letters"
REPLAYED = "dateline_replayed"
"""Header of a note in the dead-letters topic: this offset has been replayed. The note has no value
and is no dead letter."""


class DeadLetterError(KafkaUnusableError):
    """A dead letter does not exist, or could not be replayed or purged.

    The message says which and why.
    """


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """One message that could not be processed, as it came.

    Attributes:
        offset: Its place in the dead-letters topic, which names it.
        at: Timestamp of the message as it came.
        headers: Those of the message as it came.
        replayed: Whether it has been sent again.
    """

    offset: int
    at: datetime
    origin: DeadLetterOrigin
    key: bytes | None
    value: bytes | None
    headers: tuple[tuple[str, bytes], ...]
    replayed: bool = False


@dataclass(frozen=True, slots=True)
class Replay:
    """The result of a replay: offsets sent again now, and offsets that had been sent before."""

    sent: tuple[int, ...]
    already: tuple[int, ...]


async def list_dead_letters(settings: Settings) -> list[DeadLetter]:
    """Return all dead letters, oldest first.

    Raises:
        ReadError: The broker cannot be reached, the topic does not exist, or reading stalls.
    """
    messages = [message async for message in records_to_end(settings, settings.topic(TOPIC))]
    replayed = {offset for message in messages if (offset := replayed_offset(message)) is not None}
    return [
        letter_in(message, replayed) for message in messages if replayed_offset(message) is None
    ]


async def dead_letter_at(settings: Settings, offset: int) -> DeadLetter:
    """Return the dead letter with that offset.

    Raises:
        DeadLetterError: There is none.
        ReadError: The broker cannot be reached, the topic does not exist, or reading stalls.
    """
    letters = {letter.offset: letter for letter in await list_dead_letters(settings)}
    return _pick(letters, [offset])[0]


async def replay(settings: Settings, offsets: Sequence[int], *, again: bool = False) -> Replay:
    """Send dead letters again to the topics they came from.

    Each has its own key, value and headers, and a header that marks the replay.

    One that was replayed before is passed over unless `again`. Should we be killed between sending
    it and noting it, a second replay sends it twice, which every stage bears: an article version
    counts once.

    Raises:
        DeadLetterError: An offset names no dead letter, it does not say where it came from, or the
            broker refused one.
        ReadError: The broker cannot be reached, the topic does not exist, or reading stalls.
    """
    letters = {letter.offset: letter for letter in await list_dead_letters(settings)}
    chosen = _pick(letters, list(dict.fromkeys(offsets)))
    fresh = [letter for letter in chosen if again or not letter.replayed]
    async with _producer(settings) as producer:
        for letter in fresh:
            await _send_again(producer, settings, letter)
    sent = tuple(letter.offset for letter in fresh)
    return Replay(sent, tuple(letter.offset for letter in chosen if letter.offset not in sent))


async def purge(settings: Settings, *, through: int | None = None) -> int:
    """Delete the dead letters up to and with offset `through`; all of them, where None.

    Returns how many were deleted.

    Raises:
        DeadLetterError: The broker refuses, or cannot delete records (the embedded one).
        KafkaUnusableError: We may not delete.
        ReadError: The broker cannot be reached, the topic does not exist, or reading stalls.
    """
    letters = await list_dead_letters(settings)
    doomed = [letter for letter in letters if through is None or letter.offset <= through]
    if doomed:
        await partition_counts(settings, [settings.topic(TOPIC)], Operation.DELETE)
        await _delete_before(settings, doomed[-1].offset + 1)
    return len(doomed)


def shown(value: bytes | None, *, limit: int = 4_000, size: int | None = None) -> str:
    """Return bytes as text that is safe on a terminal, at most `limit` bytes of them.

    Bytes that are no UTF-8, and control characters, become escapes.

    `size` is how many there are where `value` is only their beginning.
    """
    if value is None:
        return "(no value)"
    text = value[:limit].decode("utf-8", "backslashreplace")
    safe = "".join(
        character if _is_printable(character) else ascii(character)[1:-1] for character in text
    )
    more = (len(value) if size is None else size) - min(limit, len(value))
    return f"{safe}… ({more} more bytes)" if more else safe


def letter_in(
    message: ConsumerRecord, replayed: set[int] | frozenset[int] = frozenset()
) -> DeadLetter:
    """Return the dead letter in a message of the topic.

    `replayed` are the offsets that have been sent again.
    """
    return DeadLetter(
        offset=message.offset,
        at=datetime.fromtimestamp(message.timestamp / 1000, UTC),
        origin=dead_letter_origin(message.headers),
        key=message.key,
        value=message.value,
        headers=tuple(original_headers(message.headers)),
        replayed=message.offset in replayed,
    )


def replayed_offset(message: ConsumerRecord) -> int | None:
    """Return the offset that a note in the topic marks as replayed; None for a dead letter."""
    headers = dict(message.headers)
    note = headers.get(REPLAYED, b"").decode("ascii", "replace")
    if DEAD_LETTER_PREFIX + "stage" in headers or not note.isdecimal():
        return None
    return int(note)


def _pick(letters: dict[int, DeadLetter], offsets: Sequence[int]) -> list[DeadLetter]:
    missing = [str(offset) for offset in offsets if offset not in letters]
    if missing:
        raise DeadLetterError(
            f"There is no dead letter {', '.join(missing)}: "
            "`dateline dead-letters list` shows those there are."
        )
    return [letters[offset] for offset in offsets]


async def _send_again(producer: AIOKafkaProducer, settings: Settings, letter: DeadLetter) -> None:
    if not letter.origin.topic:
        raise DeadLetterError(
            f"Dead letter {letter.offset} does not say which topic it came from, "
            "so it cannot be replayed."
        )
    mark = str(letter.offset).encode()
    headers: Headers = [item for item in letter.headers if item[0] != REPLAY_OF] + [
        (REPLAY_OF, mark)
    ]
    try:
        await producer.send_and_wait(letter.origin.topic, letter.value, letter.key, headers=headers)
        await producer.send_and_wait(
            settings.topic(TOPIC), None, letter.key, headers=[(REPLAYED, mark)]
        )
    except KafkaError as error:
        raise DeadLetterError(
            f"Dead letter {letter.offset} could not be sent to {letter.origin.topic}: {error}"
        ) from error


async def _delete_before(settings: Settings, offset: int) -> None:
    before = {TopicPartition(settings.topic(TOPIC), 0): RecordsToDelete(offset)}
    try:
        async with administering(settings) as admin:
            await admin.delete_records(before)
    except KafkaError as error:
        raise DeadLetterError(
            f"The broker did not delete the dead letters ({error}). The embedded broker cannot; "
            "what it holds goes when it stops."
        ) from error


@asynccontextmanager
async def _producer(settings: Settings) -> AsyncIterator[AIOKafkaProducer]:
    producer = AIOKafkaProducer(**producer_settings(settings))
    await producer.start()
    try:
        yield producer
    finally:
        await producer.stop()


def _is_printable(character: str) -> bool:
    return character in "\n\t" or unicodedata.category(character)[0] != "C"
