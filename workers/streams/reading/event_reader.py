"""Reading events: the latest version of each, as they are now or as they come."""

import logging
from collections.abc import AsyncGenerator
from dataclasses import dataclass, field
from datetime import UTC, datetime

from aiokafka import ConsumerRecord

from schemas import CodecError, EventRecord, decode
from workers.queries import TimedRecord
from workers.settings import Settings
from workers.streams.reading.topic_reader import reading, records_on, records_to_end

log = logging.getLogger(__name__)


@dataclass(slots=True)
class LatestVersions:
    """The latest version of each event. The same version again, or an older one, is ignored."""

    records: dict[str, EventRecord] = field(default_factory=dict)

    def take(self, record: EventRecord) -> bool:
        """Keep `record` where it is newer than what is kept; returns whether it was."""
        known = self.records.get(record.event_id)
        if known is not None and known.version >= record.version:
            return False
        self.records[record.event_id] = record
        return True


async def latest(settings: Settings) -> dict[str, EventRecord]:
    """Return the latest version of each event in `dateline.events`, by event id.

    Retracted and merged events are included.

    Raises:
        ReadError: The broker cannot be reached, the topic does not exist, or reading stalls.
    """
    return {event.record.event_id: event.record for event in await latest_timed(settings)}


async def latest_timed(settings: Settings) -> list[TimedRecord]:
    """Return the same records, each with the time at which it was put into the topic.

    Raises:
        ReadError: As `latest`.
    """
    versions, times = LatestVersions(), dict[str, datetime]()
    async for message in records_to_end(settings, settings.topic("events")):
        record = event_in(message)
        if record is not None and versions.take(record):
            times[record.event_id] = topic_time(message)
    return [TimedRecord(record, times[event_id]) for event_id, record in versions.records.items()]


async def follow(
    settings: Settings, *, last: int | None = None
) -> AsyncGenerator[TimedRecord, None]:
    """Yield each new version of each event, without end.

    Reads from the beginning of the topic, or `last` messages before the end of each partition.

    Close it (`contextlib.aclosing`) where you leave it early, or its connection stays open.

    Raises:
        ReadError: The broker cannot be reached, or the topic does not exist.
    """
    versions = LatestVersions()
    async with reading(settings, settings.topic("events"), last=last) as consumer:
        async for batch in records_on(consumer):
            for message in batch:
                record = event_in(message)
                if record is not None and versions.take(record):
                    yield TimedRecord(record, topic_time(message))


def topic_time(message: ConsumerRecord) -> datetime:
    """Return when a message was put into its topic, in UTC."""
    return datetime.fromtimestamp(message.timestamp / 1000, UTC)


def event_in(message: ConsumerRecord) -> EventRecord | None:
    """Return the event in a message of `dateline.events`.

    None, with a warning, where the message holds no event.
    """
    if message.value is None:
        return None
    try:
        return decode(EventRecord, message.value)
    except CodecError as error:
        log.warning(
            "passed over %s/%s@%s: no event record: %s",
            message.topic,
            message.partition,
            message.offset,
            error,
        )
        return None
