"""Batches of records: how large they may be, how they are packed, and those that are one unit.

A broker takes each batch whole or not at all.
"""

from collections.abc import Mapping

from aiokafka.producer.message_accumulator import BatchBuilder
from aiokafka.record.default_records import DefaultRecordBatch

BATCH_BYTES = 256 * 1024
"""Most bytes in one batch of a partition.

aiokafka has one batch of a partition under way at a time; with its 16 KiB, nearly every message
would cost a round trip.
"""
COMPRESSION = "gzip"
"""How batches are packed: as any client of Kafka can read it. JSON takes a fourth then."""


def whole_batch(records: Mapping[bytes, bytes | None], limit: int) -> BatchBuilder | None:
    """Return a batch of these keys and values; None where it would have over `limit` bytes."""
    batch = BatchBuilder(limit, DefaultRecordBatch.CODEC_GZIP)
    for key, value in records.items():
        if batch.append(timestamp=None, key=key, value=value) is None:
            return None
    batch.close()
    return batch
