"""Consolidation of `dateline.mentions` read again in this process, to inspect its state."""

from schemas import CodecError
from schemas.codec import decode_mentions
from workers.consolidation import ConsolidationSettings, Consolidator
from workers.settings import Settings
from workers.streams.reading.topic_reader import records_to_end


async def consolidators(settings: Settings) -> dict[str, Consolidator]:
    """Return the consolidator of each shard as it stands after all messages now in the topic.

    Events have the ids under which they were told as long as the topic still holds the messages
    that made them.

    Raises:
        ReadError: The broker cannot be reached, the topic does not exist, or reading stalls.
    """
    shards: dict[str, Consolidator] = {}
    durations = ConsolidationSettings.from_settings(settings)
    async for message in records_to_end(settings, settings.topic("mentions")):
        try:
            record = decode_mentions(message.value or b"")
        except CodecError:
            # The stage has put it into the dead letters.
            continue
        shards.setdefault(record.shard, Consolidator(durations)).take(record)
    return shards
