"""Reading changelogs in bulk into the local copy of a table.

Faust hands changelog messages one by one from the consumer's thread to the loop and there through
two tasks and a queue each, some thousand a second. A table of a hundred thousand events would take
minutes; read in bulk it takes seconds.
"""

import logging
import time
from collections.abc import Callable, Iterable, MutableMapping
from typing import Any

from aiokafka import AIOKafkaConsumer, ConsumerRecord, TopicPartition
from faust.types import TP
from rocksdict import WriteBatch

from workers.settings import Settings
from workers.streams.kafka.connection import connection

log = logging.getLogger(__name__)

Recovering = Callable[[str, str, int, int], None]
"""Hears how far a recovery is: what is done, of which things, how many are done, and of how many.
For each `what`, the last call has as many done as there are."""
READING = ("reading the changelog", "messages")
BATCH_RECORDS = 2_000
POLL_MS = 500


def unheard(_what: str, _things: str, _done: int, _total: int) -> None:
    """Tell nobody how far a recovery is."""


async def read_in_bulk(
    settings: Settings,
    store: Any,
    offsets: MutableMapping[TP, int | None],
    last: MutableMapping[TP, int],
    recovering: Recovering,
) -> None:
    """Write the changelog partitions to the store, from `offsets` to `last`.

    Moves `offsets` on.

    Args:
        settings: Where the broker is.
        store: Faust's RocksDB store of the table.
        offsets: The last offset that the store has, by partition; -1 or None where it has nothing.
        last: The last offset to be read, by partition.
        recovering: Is told after each batch how many of the messages are read.
    """
    todo = {TopicPartition(*tp): tp for tp in offsets if _next(offsets, tp) <= last.get(tp, -1)}
    if not todo:
        return
    began, before = time.monotonic(), _total(offsets)
    total = sum(last[tp] + 1 - _next(offsets, tp) for tp in todo.values())
    async with AIOKafkaConsumer(**connection(settings), **_options(settings)) as consumer:
        consumer.assign(list(todo))
        for partition, tp in todo.items():
            consumer.seek(partition, _next(offsets, tp))
        while todo:
            fetched = await consumer.getmany(timeout_ms=POLL_MS, max_records=BATCH_RECORDS)
            for partition, records in fetched.items():
                _write(
                    store,
                    todo[partition],
                    (record for record in records if record.offset <= last[todo[partition]]),
                )
            for partition, tp in list(todo.items()):
                # The position, not the last record: what was compacted away has an offset too.
                offsets[tp] = min(await consumer.position(partition) - 1, last[tp])
                if offsets[tp] == last[tp]:
                    consumer.pause(partition)
                    del todo[partition]
            recovering(*READING, _total(offsets) - before, total)
    log.info(
        "%d changelog messages read in %.1f s", _total(offsets) - before, time.monotonic() - began
    )


def _total(offsets: MutableMapping[TP, int | None]) -> int:
    return sum(_next(offsets, tp) for tp in offsets)


def _next(offsets: MutableMapping[TP, int | None], tp: TP) -> int:
    offset = offsets[tp]
    return 0 if offset is None else offset + 1


def _write(store: Any, tp: TP, records: Iterable[ConsumerRecord]) -> None:
    batch, offset = WriteBatch(raw_mode=True), None
    for record in records:
        offset = record.offset
        if record.value is None:
            batch.delete(record.key)
        else:
            batch.put(record.key, record.value)
    if offset is not None:
        # As Faust's own batches are written.
        store._db_for_partition(tp.partition).write(batch)  # noqa: SLF001
        store.set_persisted_offset(tp, offset)


def _options(settings: Settings) -> dict[str, Any]:
    return {
        "group_id": None,
        "enable_auto_commit": False,
        "auto_offset_reset": "earliest",
        "max_partition_fetch_bytes": settings.max_message_bytes,
    }
