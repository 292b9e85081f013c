"""Batches that hold several records together: a broker takes each whole or not at all."""

from collections.abc import Mapping

from aiokafka.producer.message_accumulator import BatchBuilder

CODEC = "zstd"
"""How they are packed. They are for topics that only our own consumers read; its window spans the
whole batch, so that what several rows say takes room once."""


def whole_batch(records: Mapping[bytes, bytes | None], limit: int) -> BatchBuilder | None:
    """Return a batch of these keys and values; None where it would have over `limit` bytes."""
    batch = BatchBuilder(limit, CODEC)
    for key, value in records.items():
        if batch.append(timestamp=None, key=key, value=value) is None:
            return None
    batch.close()
    return batch
