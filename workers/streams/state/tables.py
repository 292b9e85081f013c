"""A Faust table that is written by partition, and whose every changelog write can be awaited.

Faust's own `table[key] = value` works only inside a stream, buffers the changelog write, and only
logs it where it fails.
"""

import asyncio
from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

import faust

from workers.settings import Settings
from workers.streams.flow.sender import Sender
from workers.streams.kafka.batches import whole_batch

STORE_OPTIONS = {
    "driver": "rocksdict",
    "max_open_files": 200,
    "write_buffer_size": 8 * 1024 * 1024,
    "max_write_buffer_number": 2,
    "target_file_size_base": 8 * 1024 * 1024,
    "block_cache_size": 16 * 1024 * 1024,
}
"""Sizes of one RocksDB, that is of one partition of one table; the defaults take 2 GiB of cache and
192 MiB of buffers."""

ESTIMATE = "rocksdb.estimate-num-keys"


class StateTable(faust.Table[bytes, bytes]):
    """A table from bytes to bytes, co-partitioned with the source topic.

    The local copy is in RocksDB; the changelog decides.
    """

    data: Any
    sender: Sender
    batch_limit: int

    async def put(self, partition: int, key: bytes, value: bytes) -> "asyncio.Future[Any]":
        """Write a row; the future is done when the changelog has it."""
        self._database(partition).put(key, value)
        return await self._log(partition, key, value)

    async def drop(self, partition: int, key: bytes) -> "asyncio.Future[Any]":
        """Delete a row, with a tombstone in the changelog."""
        self._database(partition).delete(key)
        return await self._log(partition, key, None)

    async def put_at_once(
        self, partition: int, rows: Mapping[bytes, bytes | None]
    ) -> list["asyncio.Future[Any]"]:
        """Write rows in one batch, which the broker takes whole or not at all; None deletes.

        Returns a future for each row. Without any, nothing was written: the rows are too large for
        one batch, or the broker is the embedded one.
        """
        batch = None if self.sender.is_single else whole_batch(rows, self.batch_limit)
        if batch is None:
            return []
        database = self._database(partition)
        for key, value in rows.items():
            if value is None:
                database.delete(key)
            else:
                database.put(key, value)
        sent = await self.sender.send_batch(self.changelog_topic_name, batch, partition)
        sent.add_done_callback(partial(self._on_logged, records=len(rows)))
        return [sent] * len(rows)

    def rows(self, partition: int) -> Iterator[tuple[bytes, bytes]]:
        """Yield the rows of a partition in order of key."""
        for key, value in self._database(partition).items():
            if key != self.data.offset_key:
                yield key, value

    def about(self, partition: int) -> int:
        """Return about how many rows a partition has, as RocksDB estimates it."""
        return int(self._database(partition).property_int_value(ESTIMATE) or 0)

    def row(self, partition: int, key: bytes) -> bytes | None:
        """Return one row, None where there is none."""
        value: bytes | None = self._database(partition).get(key)
        return value

    def _database(self, partition: int) -> Any:
        # One database a partition; Faust's mapping hides which.
        return self.data._db_for_partition(partition)  # noqa: SLF001

    async def _log(self, partition: int, key: bytes, value: bytes | None) -> "asyncio.Future[Any]":
        sent = await self.sender.send(self.changelog_topic_name, key, value, partition=partition)
        sent.add_done_callback(self._on_logged)
        return sent

    def _on_logged(self, sent: "asyncio.Future[Any]", records: int = 1) -> None:
        if sent.cancelled() or sent.exception() is not None:
            return
        try:
            self._remember(sent.result(), records)
        except Exception as error:  # noqa: BLE001
            # The process ends; raised here, it would only be logged.
            self.sender.app.failure.fail(error)

    def _remember(self, logged: Any, records: int) -> None:
        """Note what the local copy holds, so that a restart reads only what is newer.

        `logged` has the offset of the first of the records.
        """
        if logged.partition in self.data._dbs:  # noqa: SLF001 - else it was revoked meanwhile
            last = logged.offset + records - 1
            self.data.set_persisted_offset(logged.topic_partition, last)


def add_state_table(app: faust.App, name: str, sender: Sender, settings: Settings) -> StateTable:
    """Register the table `name` with the app."""
    table = StateTable(
        app,
        name=name,
        partitions=settings.partitions,
        key_type=bytes,
        value_type=bytes,
        options=dict(STORE_OPTIONS),
        extra_topic_configs={"max.message.bytes": str(settings.max_message_bytes)},
    )
    table.sender = sender
    table.batch_limit = settings.max_message_bytes
    app.tables.add(table)
    return table
