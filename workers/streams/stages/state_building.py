"""Building of a partition's state from its rows, in a thread beside the event loop."""

import asyncio
import gc
import logging
import time
from collections.abc import Callable

from workers.streams.stages.journal import Journal
from workers.streams.stages.partition import Partition
from workers.streams.stages.rows import PartitionRows
from workers.streams.state.tables import StateTable

log = logging.getLogger(__name__)

PROGRESS_EVERY = 5.0


async def build_state(
    table: StateTable, number: int, partition: Partition, progress: Callable[[], None]
) -> Journal:
    """Build the state of a partition, and return what has to be written after it.

    A hundred thousand events take seconds; the event loop runs meanwhile. `progress` is called now
    and then, so that the watchdog takes no building for a stall.
    """
    building = asyncio.ensure_future(asyncio.to_thread(restore, table, number, partition))
    # What is built now stays: to look for garbage in it over and over takes a fifth of the time.
    gc.disable()
    try:
        while not (await asyncio.wait({building}, timeout=PROGRESS_EVERY))[0]:
            progress()
            log.info("partition %d: its state is being built", number)
    finally:
        gc.freeze()
        gc.enable()
    return building.result()


def restore(table: StateTable, number: int, partition: Partition) -> Journal:
    """Build the state of a partition, and return what has to be written after it."""
    began, rows = time.monotonic(), PartitionRows()
    for key, value in table.rows(number):
        rows.add(key, value)
    read = time.monotonic()
    changed = partition.restore(rows)
    if rows.shards:
        log.info(
            "partition %d: %d events of %d shards in state again: "
            "rows read in %.1f s, state built in %.1f s",
            number,
            partition.events_held(),
            len(rows.shards),
            read - began,
            time.monotonic() - read,
        )
    return changed
